/** The four populations of a day of ABIDES's reference market. */
import { describe, expect, it } from "vitest";
import { crossoverTraders } from "../../src/agents/crossover-traders.ts";
import { learningTraders } from "../../src/agents/learning-traders.ts";
import { drawLots } from "../../src/agents/order-size.ts";
import { passingTraders } from "../../src/agents/passing-traders.ts";
import { povMakers } from "../../src/agents/pov-makers.ts";
import { RandomStream } from "../../src/core/random.ts";
import { Side } from "../../src/orderbook/index.ts";
import { type Cast, futures, MiniWorld } from "./mini-world.ts";

function world(cast: Cast, value = 1000): MiniWorld {
  return new MiniWorld({
    venues: { exchange: futures({ tick: 0.01, multiplier: 1, price: 1000, unit: "share", selfTrade: "none" }) },
    cast: [cast],
    assets: { fairValue: { start: value } },
  });
}

describe("order sizes", () => {
  it("are drawn from the parts of a mixture by their shares", () => {
    const rng = new RandomStream(1, "sizes");
    const parts = [
      { share: 3, lots: 100 },
      { share: 1, lots: { uniform: [1, 9] as [number, number] } },
    ];
    const drawn = Array.from({ length: 20_000 }, () => drawLots(parts, rng));
    expect(drawn.filter((lots) => lots === 100).length / drawn.length).toBeCloseTo(0.75, 2);
    for (const lots of drawn) expect(lots === 100 || (Number.isInteger(lots) && lots >= 1 && lots <= 9)).toBe(true);
  });
});

describe("passing traders", () => {
  it("come once each, spread over the time given, and take the other side's best price", () => {
    const w = world({ kind: passingTraders as never, members: 400, config: { venue: "exchange", during: "100m" } });
    const sent = w.run(120, (s) => 100_000 + s);
    expect(sent).toHaveLength(400);
    expect(new Set(sent.map(({ member }) => member)).size).toBe(400);
    expect(sent.filter(({ side }) => side === Side.Buy).length / 400).toBeCloseTo(0.5, 1);
    expect(w.lots(0)).not.toBe(0);
  });

  it("wait for trading to begin", () => {
    const w = world({ kind: passingTraders as never, members: 40, config: { venue: "exchange", during: "10m" } });
    w.quote(0, 100_000);
    w.venues[0].halt(w.time + 30 * 60_000, "test");
    for (let s = 0; s < 29; s++, w.tick()) {
      w.act();
      expect(w.sent).toEqual([]);
    }
    w.tick(2);
    w.quote(0, 100_000);
    w.act();
    expect(w.sent).toHaveLength(40);
  });
});

describe("learning traders", () => {
  const look = { venue: "exchange", mean: 1000, interval: "1m", error: 0.0001, takes: 0 };

  it("buy below the value and sell above it, on their own side of the touch", () => {
    for (const [value, side] of [
      [1010, Side.Buy],
      [990, Side.Sell],
    ] as const) {
      const w = world({ kind: learningTraders as never, members: 40, config: look }, value);
      const sent = w.run(10, () => 100_000, 10);
      expect(sent.length).toBeGreaterThan(200);
      for (const order of sent) expect(order.side).toBe(side);
      const away = sent.map(({ ticks }) => (side === Side.Buy ? 100_005 - ticks : ticks - 99_995));
      expect(Math.min(...away)).toBe(0);
      expect(Math.max(...away)).toBeGreaterThan(10);
      expect(Math.max(...away)).toBeLessThan(20);
    }
  });

  it("expect the value to be nearer its mean, the longer their horizon", () => {
    const orders = (halfLife: string) => {
      const config = { ...look, halfLife, horizon: "10d" };
      return world({ kind: learningTraders as never, members: 40, config }, 1010);
    };
    // With 10 days to go and a half-life of one, 1010 means 1000.01: a market at 1001 is dear. With 100 days it is cheap.
    const side = (halfLife: string) =>
      new Set(
        orders(halfLife)
          .run(5, () => 100_100)
          .map((order) => order.side),
      );
    expect(side("1d")).toEqual(new Set([Side.Sell]));
    expect(side("100d")).toEqual(new Set([Side.Buy]));
  });

  it("weigh a look by how much they trust it", () => {
    const gap = (surprise: number): number => {
      const config = { ...look, surprise, error: 0.001, halfLife: "1000d" };
      const w = world({ kind: learningTraders as never, members: 200, config }, 1010);
      // Nobody quotes, so each bids or offers the value that it expects.
      w.act();
      w.tick();
      w.act();
      const first = w.sent.filter(({ ticks }) => ticks > 0).map(({ ticks }) => ticks - 100_000);
      return first.reduce((sum, away) => sum + away, 0) / first.length;
    };
    expect(gap(1)).toBeGreaterThan(600);
    expect(gap(0.001)).toBeLessThan(100);
  });

  it("have one order at most", () => {
    const w = world({ kind: learningTraders as never, members: 20, config: look }, 1000);
    for (let s = 0; s < 30; s++, w.tick()) w.act();
    const owners: number[] = [];
    for (const side of [Side.Buy, Side.Sell])
      w.venues[0].book.forEachResting(side, (id) => owners.push(w.venues[0].book.ownerOf(id)));
    expect(owners.length).toBeGreaterThan(0);
    expect(new Set(owners).size).toBe(owners.length);
    w.clearing.ledger.checkConservation();
  });
});

describe("crossover traders", () => {
  const config = { venue: "exchange", interval: "1m", few: 5, many: 12 };

  it("buy a rise and sell a fall, once they have seen enough", () => {
    const w = world({ kind: crossoverTraders as never, members: 20, config });
    const early = w.run(4, (s) => 100_000 + 10 * s);
    expect(early).toEqual([]);
    const rise = w.run(40, (s) => 100_040 + 10 * s);
    expect(rise.length).toBeGreaterThan(100);
    for (const { side } of rise) expect(side).toBe(Side.Buy);
    w.run(40, (s) => 100_440 - 10 * s);
    for (const { side } of w.run(20, (s) => 100_040 - 10 * s)) expect(side).toBe(Side.Sell);
  });

  it("want fewer notes in the short mean than in the long", () => {
    expect(crossoverTraders.config.safeParse({ venue: "exchange", few: 9, many: 9 }).success).toBe(false);
  });
});

describe("makers by participation", () => {
  const config = { venue: "exchange", levels: 3, interval: "5m", smallest: 2, spread: 10, spacing: 1 };
  const maker = (changes: object = {}): Cast => ({
    kind: povMakers as never,
    members: 1,
    config: { ...config, ...changes },
  });

  it("lay a ladder about the mid, as wide as the spread that they see", () => {
    const w = world(maker({ follows: 1 }));
    const sent = w.run(60, () => 100_000, 8);
    expect(sent.length % 6).toBe(0);
    expect(sent.length).toBeGreaterThan(12);
    const last = sent.slice(-6).map(({ side, ticks }) => (side === Side.Buy ? 100_000 - ticks : ticks - 100_000));
    expect(last).toEqual([4, 4, 12, 12, 20, 20]);
    for (const { lots } of sent) expect(lots).toBe(2);
  });

  it("quote a share of the volume, shifted to the side that takes", () => {
    const w = world(maker({ participation: 0.1, lookback: "30m", skew: 40, interval: "2m" }));
    const sent: typeof w.sent = [];
    for (let s = 0; s < 30; s++, w.tick()) {
      w.quote(0, 100_000, { spread: 8 });
      w.order(0, Side.Buy, 100_004, 100);
      w.act();
      sent.push(...w.sent);
    }
    const last = sent.slice(-6);
    for (const { lots } of last) expect(lots).toBeGreaterThan(100);
    const mean = last.reduce((sum, { ticks }) => sum + ticks, 0) / 6;
    expect(mean).toBeGreaterThan(100_030);
  });

  it("take all of a ladder out before the next", () => {
    const w = world(maker());
    w.run(1, () => 100_000, 8);
    for (let s = 0; s < 60; s++, w.tick()) {
      w.act();
      expect(w.venues[0].book.restingCount).toBeLessThanOrEqual(6 + 2);
    }
    w.clearing.ledger.checkConservation();
  });
});
