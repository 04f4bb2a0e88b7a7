import { describe, expect, it } from "vitest";
import { commercials } from "../../src/agents/commercials.ts";
import { type StopPrograms, stopPrograms } from "../../src/agents/stop-programs.ts";
import { Cause } from "../../src/core/cause.ts";
import { Side, TimeInForce } from "../../src/orderbook/index.ts";
import { futures, MiniWorld, type Sent } from "./mini-world.ts";

const P0 = 16_000;
const N = 50;

function world(config: Record<string, unknown> = {}, without: string[] = []): MiniWorld {
  return new MiniWorld({
    venues: { comex: futures() },
    cast: [
      { kind: commercials as never, members: 10, config: { venue: "comex", interval: "1000d" } },
      {
        kind: stopPrograms as never,
        members: N,
        config: { venue: "comex", lots: 4, held: 1, leverage: 2, workTime: "1m", ...config },
      },
    ],
    without,
  });
}

const programs = (w: MiniWorld): StopPrograms => w.populations[1] as StopPrograms;
const stops = (sent: readonly Sent[]): Sent[] => sent.filter((o) => o.cause === Cause.Stop);

describe("stop programs", () => {
  it("sell everything when the price has fallen their distance, and not before", () => {
    const w = world({ distance: 0.1 });
    expect(w.lots(1)).toBe(4 * N);
    w.print(0, P0 * 0.901);
    w.quote(0, P0 * 0.9 + 16);
    w.act();
    expect(stops(w.sent)).toEqual([]);
    w.tick();
    w.print(0, P0 * 0.9);
    w.quote(0, P0 * 0.9 - 10);
    w.act();
    const sold = stops(w.sent);
    expect(sold.length).toBe(N);
    expect(sold.every((o) => o.side === Side.Sell && o.lots === 4 && o.tif === TimeInForce.Ioc)).toBe(true);
    expect(w.lots(1)).toBe(0);
    w.tick();
    w.print(0, P0 * 0.7);
    w.quote(0, P0 * 0.7);
    w.act();
    expect(stops(w.sent)).toEqual([]);
    w.clearing.ledger.checkConservation();
  });

  it("trail the high since entry, and never come down with the price", () => {
    const w = world({ distance: 0.1, ratchet: 0.005 });
    const last = (ticks: number): void => {
      w.print(0, ticks);
      w.quote(0, ticks);
      w.act();
      w.tick();
    };
    last(20_000);
    for (let i = 0; i < N; i++) expect(programs(w).stopOf(i)).toBeCloseTo(18_000, 6);
    last(18_500);
    for (let i = 0; i < N; i++) expect(programs(w).stopOf(i)).toBeCloseTo(18_000, 6);
    last(20_050);
    // A new high of less than the ratchet does not lift the stop.
    expect(programs(w).stopOf(0)).toBeCloseTo(18_000, 6);
    last(20_150);
    expect(programs(w).stopOf(0)).toBeCloseTo(18_135, 6);
  });

  it("are triggered exactly when a count by hand says so", () => {
    const w = world({ distance: { uniform: [0.05, 0.15] } });
    const at = Array.from({ length: N }, (_, i) => programs(w).stopOf(i));
    for (const mark of [15_400, 15_100, 14_700, 14_200, 13_700]) {
      w.print(0, mark);
      w.quote(0, mark);
      w.act();
      w.tick();
      const standing = at.filter((stop) => stop < mark).length;
      expect(w.lots(1)).toBe(4 * standing);
    }
    expect(w.lots(1)).toBeLessThan(4 * N);
  });

  it("work the position off over the work time, whatever the length of a step", () => {
    for (const minutes of [1, 0.25]) {
      const w = world({ distance: 0.05, lots: 40, workTime: "8m" });
      w.minutes = minutes;
      w.print(0, P0 * 0.94);
      for (let s = 0; s < 4 / minutes; s++) {
        w.quote(0, P0 * 0.94);
        w.act();
        w.tick(minutes);
      }
      // Half the time has passed: about half is sold.
      expect(w.lots(1) / (40 * N)).toBeGreaterThan(0.4);
      expect(w.lots(1) / (40 * N)).toBeLessThan(0.6);
    }
  });

  it("never give away more than their slip into an emptied book, and try again", () => {
    const w = world({ distance: 0.05, slip: 0.01 });
    w.print(0, 15_000);
    w.order(0, Side.Buy, 15_000, 1);
    w.order(0, Side.Buy, 9_000, 1_000_000);
    w.act();
    expect(stops(w.sent).length).toBe(N);
    expect(w.lots(1)).toBe(4 * N - 1);
    w.tick();
    w.quote(0, 14_900);
    w.act();
    expect(w.lots(1)).toBe(0);
  });

  it("come back when the market is calm and rises, but not while it falls", () => {
    const w = world({ held: 0, reentry: "2h", trend: "1h" });
    expect(w.lots(1)).toBe(0);
    w.run(240, (s) => P0 - s);
    expect(w.lots(1)).toBe(0);
    const bought = w.run(400, (s) => P0 - 240 + 2 * s);
    expect(w.lots(1)).toBeGreaterThan(50);
    expect(
      bought.filter((o) => o.population === 2).every((o) => o.cause === Cause.Voluntary && o.side === Side.Buy),
    ).toBe(true);
    for (let i = 0; i < N; i++) {
      const m = w.first(1) + i;
      expect(w.clearing.position(0, m)).toBeLessThanOrEqual(4);
      expect(programs(w).stopOf(i) > 0).toBe(w.clearing.position(0, m) > 0);
    }
    w.clearing.ledger.checkConservation();
  });

  it("come back after a stop as well", () => {
    const w = world({ distance: 0.1, reentry: "2h", trend: "1h" });
    w.print(0, P0 * 0.89);
    w.run(10, () => P0 * 0.89);
    expect(w.lots(1)).toBe(0);
    w.run(400, (s) => P0 * 0.89 + 2 * s);
    expect(w.lots(1)).toBeGreaterThan(50);
  });

  it("stay out for good once their money is gone", () => {
    const w = world({ distance: 0.9, leverage: 4, reentry: "10m", trend: "1h" });
    w.print(0, P0 * 0.6);
    for (let i = 0; i < N; i++) {
      const m = w.first(1) + i;
      expect(w.clearing.equity(0, m)).toBeLessThan(0);
      w.order(0, Side.Buy, P0 * 0.6, 4);
      w.desk.limit(m, 0, Side.Sell, P0 * 0.6, 4, TimeInForce.Ioc, 0);
    }
    w.act();
    w.tick();
    expect(w.lots(1)).toBe(0);
    const later = w.run(200, (s) => P0 * 0.6 + 4 * s);
    expect(later.filter((o) => o.population === 2)).toEqual([]);
  });

  it("send no stop without the mechanism", () => {
    const w = world({ distance: 0.05 }, ["stops"]);
    const sent = w.run(50, (s) => P0 - 100 * s);
    expect(stops(sent)).toEqual([]);
    expect(w.lots(1)).toBe(4 * N);
  });
});
