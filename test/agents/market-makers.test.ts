import { describe, expect, it } from "vitest";
import { marketMakers } from "../../src/agents/market-makers.ts";
import { futures, MiniWorld } from "./mini-world.ts";

/** 80 USD, where value stands too unless news moves it. */
const P0 = 16_000;

function world(config: Record<string, unknown>, price = 80): MiniWorld {
  return new MiniWorld({
    venues: { comex: futures({ price }) },
    assets: { fairValue: { start: 80, volatility: 0 } },
    cast: [
      {
        kind: marketMakers as never,
        members: 6,
        config: { venue: "comex", anchor: { to: "fair-value" }, anchorNoise: 0, look: "1m", ...config },
      },
    ],
  });
}

/** Nobody but the makers quotes: where they take the price in so many minutes. */
function quoted(w: MiniWorld, minutes: number): number {
  for (let i = 0; i < minutes; i++) {
    w.act();
    w.tick();
  }
  return w.venues[0].midTicks();
}

describe("market makers", () => {
  it("carry news into the price the faster, the more they revise at a look", () => {
    const moved = (revision: number): number => {
      const w = world({ revision, premiumMemory: "6h" });
      quoted(w, 30);
      w.assets.news({ size: -0.05 });
      return quoted(w, 20) / P0 - 1;
    };
    const slow = moved(0.6);
    const quick = moved(3);
    expect(quick).toBeLessThan(3 * slow);
    expect(quick).toBeGreaterThan(-0.051);
    expect(quick).toBeLessThan(-0.01);
  });

  it("hold the anchor for the price, unless they get used to a premium", () => {
    // The price begins a quarter above value: the one kind quotes it down, the other leaves it there.
    const held = quoted(world({ revision: 3 }, 100), 60);
    const used = quoted(world({ revision: 3, premiumMemory: "2m" }, 100), 60);
    expect(held).toBeLessThan(0.97 * 20_000);
    expect(used).toBeGreaterThan(0.98 * 20_000);
  });
});
