import { describe, expect, it } from "vitest";
import { commercials } from "../../src/agents/commercials.ts";
import { type TrendFollowers, trendFollowers } from "../../src/agents/trend-followers.ts";
import { Cause } from "../../src/core/cause.ts";
import { MINUTE } from "../../src/core/time.ts";
import { futures, MiniWorld } from "./mini-world.ts";

const P0 = 16_000;

function world(
  config: Record<string, unknown> = {},
  venue: Record<string, unknown> = {},
  without: string[] = [],
  latency = 0,
): MiniWorld {
  return new MiniWorld({
    venues: { comex: futures(venue) },
    cast: [
      { kind: commercials as never, members: 10, config: { venue: "comex" } },
      { kind: trendFollowers as never, members: 40, config: { venue: "comex", interval: "5m", ...config }, latency },
    ],
    without,
  });
}

const cta = (w: MiniWorld): TrendFollowers => w.populations[1] as TrendFollowers;

describe("trend followers", () => {
  it("start with the position that earlier prices ask for", () => {
    const rise = world({}, { history: { days: 30, from: 50, to: 80 } });
    expect(rise.lots(1)).toBeGreaterThan(1000);
    expect(rise.lots(1)).toBe(-rise.lots(0));
    rise.clearing.ledger.checkConservation();
    expect(world().lots(1)).toBe(0);
    expect(world({ startInvested: false }, { history: { days: 30, from: 50, to: 80 } }).lots(1)).toBe(0);
  });

  it("buy a rise and sell a fall, under the cause momentum", () => {
    const w = world();
    const up = w.run(300, (s) => P0 + 10 * s).filter((o) => o.population === 2);
    const high = w.lots(1);
    expect(high).toBeGreaterThan(500);
    expect(up.every((o) => o.side === 0 && o.cause === Cause.Momentum)).toBe(true);
    const down = w.run(600, (s) => P0 + 3000 - 12 * s).filter((o) => o.population === 2);
    expect(w.lots(1)).toBeLessThan(0);
    expect(down.filter((o) => o.side === 1).length).toBeGreaterThan(down.filter((o) => o.side === 0).length);
    w.clearing.ledger.checkConservation();
  });

  it("never hold more than their cap, nor more than their money carries", () => {
    const w = world({ lots: 50 });
    w.run(400, (s) => P0 + 20 * s);
    expect(w.lots(1)).toBeGreaterThan(1000);
    for (let i = 0; i < 40; i++) expect(w.clearing.position(0, w.first(1) + i)).toBeLessThanOrEqual(50);
    const poor = world({ lots: 50, funding: 0.1, leverage: 2 });
    poor.run(400, (s) => P0 + 5 * s);
    expect(poor.lots(1)).toBeGreaterThan(100);
    for (let i = 0; i < 40; i++) {
      const m = poor.first(1) + i;
      const money = poor.clearing.equity(0, m) + poor.clearing.wallet(m, "USD");
      const price = poor.venues[0].midTicks();
      const wanted = cta(poor).target(i, price) * price * poor.venues[0].centsPerTick;
      expect(wanted).toBeLessThanOrEqual(2 * money);
    }
  });

  it("hold less of the same trend when volatility is above the one they aim at", () => {
    const calm = world({}, { volatility: 0.03, history: { days: 30, from: 50, to: 80 } });
    const wild = world({}, { volatility: 0.12, history: { days: 30, from: 50, to: 80 } });
    expect(wild.lots(1)).toBeLessThan(calm.lots(1) / 2);
    expect(wild.lots(1)).toBeGreaterThan(0);
    // Far above every average the whole position is held: a quarter of it at four times the volatility.
    const far = world({ lots: 100, funding: 50 }, { volatility: 0.12 });
    for (let i = 0; i < 40; i++) expect(cta(far).target(i, P0 * 9)).toBe(24);
  });

  it("do not take a small move for a trend because the market has gone quiet", () => {
    const quiet = world({ floor: 0.012 }, { volatility: 0.001 });
    const bold = world({ floor: 0.001 }, { volatility: 0.001 });
    for (let i = 0; i < 40; i++) {
      expect(cta(bold).target(i, P0 * 1.001)).toBeGreaterThanOrEqual(cta(quiet).target(i, P0 * 1.001));
    }
    const held = (w: MiniWorld): number =>
      Array.from({ length: 40 }, (_, i) => cta(w).target(i, P0 * 1.001)).reduce((a, b) => a + b);
    expect(held(bold)).toBeGreaterThan(3 * held(quiet));
  });

  it("hold what they have and send nothing without momentum", () => {
    const w = world({}, { history: { days: 30, from: 50, to: 80 } }, ["momentum"]);
    const before = w.lots(1);
    const sent = w.run(200, (s) => P0 - 20 * s).filter((o) => o.population === 2);
    expect(sent).toEqual([]);
    expect(w.lots(1)).toBe(before);
  });

  it("do not react to what they cannot see yet", () => {
    const fresh = world({});
    const late = world({}, {}, [], 60 * MINUTE);
    const path = (s: number): number => P0 + (s < 5 ? 0 : 800);
    fresh.run(60, path);
    late.run(60, path);
    expect(fresh.lots(1)).toBeGreaterThan(200);
    expect(late.lots(1)).toBe(0);
  });
});
