import { describe, expect, it } from "vitest";
import { indexArbitrageurs } from "../../src/agents/index-arbitrageurs.ts";
import { Cause } from "../../src/core/cause.ts";
import { Side } from "../../src/orderbook/index.ts";
import { futures, MiniWorld } from "./mini-world.ts";

function world(): MiniWorld {
  const venue = futures({ tick: 0.01, multiplier: 1, price: 300, selfTrade: "none", unit: "share" });
  return new MiniWorld({
    venues: { index: venue, one: venue, two: venue },
    cast: [
      {
        kind: indexArbitrageurs as never,
        members: 10,
        config: { index: "index", parts: ["one", "two"], threshold: 1, pace: 3, lots: 2 },
      },
    ],
  });
}

describe("index arbitrageurs", () => {
  it("do nothing while the index is near the mean of its parts", () => {
    const w = world();
    w.print(1, 30_300);
    w.print(2, 29_900);
    w.act();
    expect(w.sent).toEqual([]);
  });

  it.each([
    ["buy a cheap index and sell its parts", 31_000, Side.Buy],
    ["sell a dear index and buy its parts", 29_000, Side.Sell],
  ])("%s, each at its last price", (_, ticks, side) => {
    const w = world();
    w.print(1, ticks);
    w.act();
    expect(w.sent).toHaveLength(9);
    for (const order of w.sent) {
      const isIndex = order.venue === 0;
      expect(order.side === side).toBe(isIndex);
      expect(order.lots).toBe(isIndex ? 4 : 2);
      expect(order.ticks).toBe(w.venues[order.venue].lastTicks);
      expect(order.cause).toBe(Cause.Arbitrage);
    }
    // Each arbitrage is one member's, at all three venues.
    for (let n = 0; n < 9; n += 3) expect(new Set(w.sent.slice(n, n + 3).map(({ member }) => member)).size).toBe(1);
    // They rest for one unit of time and are gone in the next, when new ones stand there.
    expect(w.venues[1].book.restingCount).toBe(3);
    w.tick();
    w.act();
    expect(w.venues[1].book.restingCount).toBe(3);
    w.print(1, 30_000);
    w.tick();
    w.act();
    expect(w.venues[1].book.restingCount).toBe(0);
  });

  it("hold still while one of the venues does not trade", () => {
    const w = world();
    w.print(1, 31_000);
    w.venues[2].halt(w.time + 3_600_000, "test");
    w.tick();
    w.act();
    expect(w.sent).toEqual([]);
  });
});
