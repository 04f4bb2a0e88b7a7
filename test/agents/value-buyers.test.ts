import { describe, expect, it } from "vitest";
import { valueBuyers } from "../../src/agents/value-buyers.ts";
import { Side, TimeInForce } from "../../src/orderbook/index.ts";
import { futures, MiniWorld } from "./mini-world.ts";

const P0 = 16_000;

function world(config: Record<string, unknown>): MiniWorld {
  return new MiniWorld({
    venues: { comex: futures() },
    assets: { fairValue: { start: 80, volatility: 0 } },
    cast: [
      {
        kind: valueBuyers as never,
        members: 20,
        config: { venue: "comex", dispersion: 0, adaptation: 0, look: "5m", deepShare: 0, slip: 0.002, ...config },
      },
    ],
  });
}

/** Value has fallen by a tenth, and nobody bids within their reach: what of their sales rests after so many minutes. */
function resting(w: MiniWorld, minutes: number): number {
  const { book } = w.venues[0];
  w.assets.news({ size: -0.1 });
  w.tick();
  for (let i = 0; i < minutes; i++) {
    w.quote(0, P0, { spread: 400, lots: 1 });
    w.act();
    w.tick();
  }
  let lots = 0;
  book.forEachResting(Side.Sell, (id) => {
    if (book.ownerOf(id) >= w.first(0)) lots += book.openQty(id);
  });
  return lots;
}

describe("value buyers", () => {
  it("take what is there and leave nothing behind, unless their orders rest", () => {
    expect(resting(world({}), 40)).toBe(0);
    expect(resting(world({ rests: true }), 40)).toBeGreaterThan(4);
  });

  it("have one resting order each: a look takes back what rests of the last one", () => {
    const w = world({ rests: true });
    resting(w, 120);
    const { book } = w.venues[0];
    const owners: number[] = [];
    book.forEachResting(Side.Sell, (id) => owners.push(book.ownerOf(id)));
    const theirs = owners.filter((member) => member >= w.first(0));
    expect(theirs.length).toBeGreaterThan(2);
    expect(new Set(theirs).size).toBe(theirs.length);
  });

  it("sell what has become dear and buy what has become cheap", () => {
    const w = world({});
    w.assets.news({ size: 0.1 });
    w.tick();
    const sent = w.run(60, () => P0);
    expect(sent.length).toBeGreaterThan(10);
    expect(sent.every(({ tif }) => tif === TimeInForce.Ioc)).toBe(true);
    // Lots are whole: who holds a part of one too many sells it again.
    expect(sent.filter(({ side }) => side === Side.Buy).length).toBeGreaterThan(0.8 * sent.length);
    expect(w.lots(0)).toBeGreaterThan(100);
  });

  it("want nothing of what is cheap by less than their margin of safety, and more the farther below it the price lies", () => {
    const bought = (news: number): number => {
      const w = world({ safety: 0.1 });
      w.assets.news({ size: news });
      w.tick();
      w.run(60, () => P0);
      return w.lots(0);
    };
    expect(bought(0.08)).toBe(0);
    const little = bought(0.12);
    expect(little).toBeGreaterThan(0);
    expect(bought(0.2)).toBeGreaterThan(2 * little);
  });

  it("sell what is dear at once: the margin of safety is for buying", () => {
    const w = world({ safety: 0.3 });
    w.assets.news({ size: -0.1 });
    w.tick();
    const sent = w.run(60, () => P0);
    expect(sent.filter(({ side }) => side === Side.Sell).length).toBeGreaterThan(5);
  });
});
