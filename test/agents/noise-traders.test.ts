import { describe, expect, it } from "vitest";
import { noiseTraders } from "../../src/agents/noise-traders.ts";
import { Side, TimeInForce } from "../../src/orderbook/index.ts";
import { futures, MiniWorld } from "./mini-world.ts";

const P0 = 16_000;

/** Orders by side that noise takers send in two hours in which the venue is locked at its lower limit, or is not. */
function takes(againstLock: number, locked: boolean): { buys: number; sells: number } {
  const w = new MiniWorld({
    venues: { shfe: futures({ rules: [{ kind: "daily-limit", down: "10%", up: "10%" }] }) },
    cast: [{ kind: noiseTraders as never, members: 400, config: { venue: "shfe", takes: 100, makes: 0, againstLock } }],
  });
  const low = w.venues[0].limitLowTicks;
  let buys = 0;
  let sells = 0;
  for (let i = 0; i < 120; i++) {
    w.clearHand(0);
    if (locked) w.order(0, Side.Sell, low, 1_000_000);
    else w.quote(0, P0);
    w.act();
    for (const { side, tif } of w.sent) {
      expect(tif).toBe(TimeInForce.Ioc);
      if (side === Side.Buy) buys++;
      else sells++;
    }
    w.tick();
  }
  return { buys, sells };
}

describe("noise traders", () => {
  it("buy and sell alike while the market is open", () => {
    const { buys, sells } = takes(0.1, false);
    expect(buys).toBeGreaterThan(1000);
    expect(buys / sells).toBeGreaterThan(0.85);
    expect(buys / sells).toBeLessThan(1.18);
  });

  it("step aside from the queue at a locked limit, as many as their setting says, and still join it", () => {
    const all = takes(1, true);
    const few = takes(0.1, true);
    expect(few.buys / all.buys).toBeGreaterThan(0.06);
    expect(few.buys / all.buys).toBeLessThan(0.15);
    // Fewer have bought, so fewer have something to shed.
    expect(few.sells / all.sells).toBeGreaterThan(0.65);
  });
});
