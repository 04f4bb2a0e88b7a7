/** What every population must hold to, whatever the market does: the contract of src/agents/population.ts. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commercials } from "../../src/agents/commercials.ts";
import { cornerers } from "../../src/agents/cornerers.ts";
import { crossVenueArbitrage } from "../../src/agents/cross-venue-arbitrage.ts";
import { hoarders } from "../../src/agents/hoarders.ts";
import { industrialUsers } from "../../src/agents/industrial-users.ts";
import { leveragedEtfs } from "../../src/agents/leveraged-etfs.ts";
import { ratioTraders } from "../../src/agents/ratio-traders.ts";
import { stopPrograms } from "../../src/agents/stop-programs.ts";
import { trendFollowers } from "../../src/agents/trend-followers.ts";
import { restoreSnapshot, takeSnapshot } from "../../src/core/snapshot.ts";
import { NO_PRICE } from "../../src/orderbook/index.ts";
import { type Cast, futures, MiniWorld, type Sent } from "./mini-world.ts";

const P0 = 16_000;
const S0 = 19_600;

/** All who trade futures beside makers, noise and value, busy enough that something happens in an hour. */
const CAST: readonly Cast[] = [
  { kind: commercials as never, members: 20, config: { venue: "comex", beta: 2, interval: "10m" } },
  { kind: commercials as never, members: 20, config: { venue: "shfe", beta: 2, interval: "10m", money: 1e10 } },
  { kind: trendFollowers as never, members: 30, config: { venue: "comex", interval: "5m", horizons: ["1h", "4h"] } },
  { kind: stopPrograms as never, members: 200, config: { venue: "comex", reentry: "1h", trend: "30m", calm: 5 } },
  { kind: leveragedEtfs as never, members: 2, config: { venue: "comex", window: "12h", flow: 1 } },
  { kind: ratioTraders as never, members: 20, config: { venue: "comex", interval: "15m", low: 61, normal: 65 } },
  { kind: industrialUsers as never, members: 60, config: { venue: "comex", interval: "20m", dip: 0.01 } },
  {
    kind: hoarders as never,
    members: 100,
    config: { venue: "shfe", interval: "4h", heart: 0.05, rush: "30m", money: 1e8 },
  },
  {
    kind: cornerers as never,
    members: 3,
    config: { venue: "comex", lots: 50, hoards: 0.1, credit: 1e8, deliveries: 0.1 },
  },
  { kind: crossVenueArbitrage as never, members: 8, config: { base: "comex", other: "shfe" } },
];

function world(seed: number, cast: readonly Cast[] = CAST): MiniWorld {
  return new MiniWorld({
    seed,
    venues: {
      comex: futures({
        history: { days: 40, from: 50, to: 80 },
        rules: [{ kind: "velocity-halt", move: "10%", within: "60m", pause: "2m", into: "auction" }],
      }),
      shfe: futures({
        currency: "CNY",
        unit: "kg",
        tick: 1,
        multiplier: 15,
        price: S0,
        history: { days: 40, from: 14_000, to: S0 },
        sessions: [
          { from: "00:00", to: "03:00" },
          { from: "03:10", to: "07:00" },
          { from: "09:00", to: "14:00" },
        ],
        settlement: { at: "07:00" },
        dayOrders: true,
        rules: [{ kind: "daily-limit", down: "6%", up: "6%" }],
      }),
    },
    cast,
  });
}

/** A path of log prices: steps and now and then a jump. */
const path = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  steps: fc.array(
    fc.oneof(
      { weight: 12, arbitrary: fc.double({ min: -0.004, max: 0.004, noNaN: true }) },
      { weight: 1, arbitrary: fc.double({ min: -0.06, max: 0.05, noNaN: true }) },
    ),
    { minLength: 30, maxLength: 120 },
  ),
});

/** Runs `minutes` 5-minute steps of a path, quoting both venues along it, inside limits. */
function follow(w: MiniWorld, steps: readonly number[], look: (w: MiniWorld) => void): void {
  let log = 0;
  for (const step of steps) {
    log = Math.max(-0.7, Math.min(0.7, log + step));
    [P0, S0].forEach((start, v) => {
      const venue = w.venues[v];
      if (!venue.accepting) return;
      const low = venue.limitLowTicks === NO_PRICE ? 2 : venue.limitLowTicks + 1;
      const high = venue.limitHighTicks === NO_PRICE ? Number.MAX_SAFE_INTEGER : venue.limitHighTicks - 1;
      w.quote(v, Math.min(high, Math.max(low, Math.round(start * Math.exp(log)))), { lots: 500 });
    });
    w.act();
    look(w);
    w.act(1, 1);
    look(w);
    w.tick(5);
  }
}

/** Whole lots at whole ticks inside the limits, to a venue that takes orders. */
function isSound(o: Sent, w: MiniWorld): boolean {
  const { accepting, limitLowTicks, limitHighTicks } = w.venues[o.venue];
  if (!accepting || !Number.isSafeInteger(o.lots) || o.lots < 1 || !Number.isSafeInteger(o.ticks) || o.ticks < 1)
    return false;
  if (limitLowTicks !== NO_PRICE && o.ticks < limitLowTicks) return false;
  return limitHighTicks === NO_PRICE || o.ticks <= limitHighTicks;
}

describe("every population", () => {
  it("sends whole lots at whole ticks inside the limits, to venues that take orders; nothing is made or lost", () => {
    let orders = 0;
    fc.assert(
      fc.property(path, ({ seed, steps }) => {
        const w = world(seed);
        w.minutes = 5;
        follow(w, steps, () => {
          orders += w.sent.length;
          const wrong = w.sent.filter((o) => !isSound(o, w));
          expect(wrong).toEqual([]);
          w.clearing.ledger.checkConservation();
        });
        const { metal } = w.assets;
        const fresh = world(seed).assets.metal.totalGrams;
        expect(metal.totalGrams).toBe(fresh + metal.suppliedGrams - metal.consumedGrams);
      }),
      { numRuns: 15 },
    );
    expect(orders).toBeGreaterThan(1000);
  });

  it("goes on from a snapshot exactly as it would have gone on", () => {
    fc.assert(
      fc.property(path, ({ seed, steps }) => {
        const half = steps.length >> 1;
        const first = world(seed);
        first.minutes = 5;
        follow(first, steps.slice(0, half), () => {});
        const snapshot = takeSnapshot(first);
        const record = (w: MiniWorld): string => {
          const sent: unknown[] = [];
          follow(w, steps.slice(half), () => sent.push(w.sent));
          return JSON.stringify(sent);
        };
        const expected = record(first);
        const second = world(seed + 1);
        restoreSnapshot(second, snapshot);
        expect(record(second)).toBe(expected);
      }),
      { numRuns: 8 },
    );
  });

  it("sends the same for the same seed", () => {
    const run = (seed: number): string => {
      const w = world(seed);
      w.minutes = 5;
      const sent: unknown[] = [];
      follow(w, Array(60).fill(0.002), () => sent.push(w.sent));
      return JSON.stringify(sent);
    };
    expect(run(5)).toBe(run(5));
    expect(run(5)).not.toBe(run(6));
  });

  // Kinds that act at random times: their flow is a rate, so the length of a step must not matter.
  it.each([2, 3, 5, 6, 7])("trades as much in short steps as in long ones (population %i of the cast)", (p) => {
    const flow = (minutes: number): number => {
      let lots = 0;
      for (let seed = 1; seed <= 3; seed++) {
        const w = world(seed);
        w.minutes = minutes;
        const first = w.first(p);
        const count = CAST[p].members;
        const v = p === 7 ? 1 : 0;
        for (let s = 0; s < 170 / minutes; s++) {
          const log = 0.0004 * s * minutes;
          w.quote(0, Math.round(P0 * Math.exp(log)));
          w.quote(1, Math.round(S0 * Math.exp(log * 0.8)));
          w.act();
          w.tick(minutes);
        }
        for (let i = 0; i < count; i++) lots += Math.abs(w.clearing.position(v, first + i));
      }
      return lots;
    };
    const long = flow(2);
    expect(long).toBeGreaterThan(20);
    expect(flow(0.5) / long).toBeGreaterThan(0.8);
    expect(flow(0.5) / long).toBeLessThan(1.25);
  });
});
