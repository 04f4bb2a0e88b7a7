import { describe, expect, it } from "vitest";
import { marginPolicyConfig } from "../../src/clearing/margin/registry.ts";
import { restoreSnapshot, takeSnapshot } from "../../src/core/snapshot.ts";
import { DAY, HOUR, MINUTE } from "../../src/core/time.ts";
import { AT_ONCE, SILVER, START, TinyMarket } from "./tiny-market.ts";

const at = (hours: number): string => new Date(START + hours * HOUR).toISOString().replace(".000", "");
const rates = (m: TinyMarket): [number, number] => [m.clearing.initialRate(0), m.clearing.maintenanceRate(0)];
const market = (margin: Record<string, unknown>, more: Record<string, unknown> = {}): TinyMarket =>
  new TinyMarket({ clearing: { ...AT_ONCE, margin, ...more } });

describe("margin as a scenario writes it", () => {
  it("is a maintenance rate, initial being 110% of it unless given", () => {
    const [initial, maintenance] = rates(market({ kind: "fixed", maintenance: "11%" }));
    expect(maintenance).toBe(0.11);
    expect(initial).toBeCloseTo(0.121, 12);
    expect(rates(market({ kind: "fixed", maintenance: 0.1, initial: 0.125 }))).toEqual([0.125, 0.1]);
    expect(rates(market({ kind: "fixed", initial: 0.15, ratio: 1.5 }))[1]).toBeCloseTo(0.1, 12);
  });

  it("is refused when it says too much or too little", () => {
    const bad = (margin: unknown): boolean => !marginPolicyConfig.safeParse(margin).success;
    expect(bad({ kind: "fixed" })).toBe(true);
    expect(bad({ kind: "fixed", maintenance: 0.1, amount: 100 })).toBe(true);
    expect(bad({ kind: "fixed", maintenance: 0.1, initial: 0.09 })).toBe(true);
    expect(bad({ kind: "fixed", maintenance: "140%" })).toBe(true);
    expect(bad({ kind: "per-lot", amount: -1 })).toBe(true);
    expect(bad({ kind: "fixed", maintenance: 0.1 })).toBe(false);
  });

  it("may be money per lot, a fraction of what a lot was worth at the last settlement", () => {
    // A lot is worth 1000 x 100 at first.
    const m = market({ kind: "per-lot", amount: 10_000, ratio: 1.25 });
    expect(rates(m)[1]).toBeCloseTo(0.1, 12);
    expect(rates(m)[0]).toBeCloseTo(0.125, 12);
    m.print(1250);
    m.step();
    expect(rates(m)[1]).toBeCloseTo(0.1, 12);
    m.step(12 * 60);
    expect(m.venues[0].settlementTicks).toBe(1250);
    expect(rates(m)[1]).toBeCloseTo(0.08, 12);
  });

  it("is measured by the settlement before the run where there is one", () => {
    const venue = { ...SILVER, history: [800] };
    const m = new TinyMarket({ venues: [venue], clearing: { margin: { kind: "per-lot", amount: 10_000 } } });
    expect(rates(m)[1]).toBeCloseTo(0.125, 12);
  });
});

describe("a schedule", () => {
  // COMEX silver in January and February 2026, by maintenance: 9%, 11%, 15%, 18%; here hours stand for days.
  const steps = [
    { effective: at(24), announced: at(4), maintenance: "11%" },
    { effective: at(48), announced: at(44), maintenance: "15%", initial: "16.5%" },
    { effective: at(72), announced: at(66), amount: 18_000 },
  ];
  const schedule = { kind: "schedule", maintenance: "9%", steps };

  it("steps at its dates", () => {
    const m = market(schedule);
    const seen: number[] = [];
    for (let h = 0; h < 80; h++) {
      m.step(60);
      seen.push(m.clearing.maintenanceRate(0));
    }
    expect(seen.slice(0, 23)).toEqual(Array(23).fill(0.09));
    expect(seen.slice(23, 47)).toEqual(Array(24).fill(0.11));
    expect(seen.slice(47, 71)).toEqual(Array(24).fill(0.15));
    expect(seen.slice(71)).toEqual(Array(9).fill(0.18));
    expect(m.clearing.initialRate(0)).toBeCloseTo(0.198, 12);
  });

  it("steps after its announcements where a notice is set", () => {
    const m = market(schedule, { notice: "10h" });
    const seen = (hours: number): number => {
      while (m.time < START + hours * HOUR) m.step(60);
      return m.clearing.maintenanceRate(0);
    };
    expect([seen(13), seen(14), seen(53), seen(54), seen(75), seen(76)]).toEqual([0.09, 0.11, 0.11, 0.15, 0.15, 0.18]);
  });

  it("may add points to the rate in force, and the house says so", () => {
    const added = [
      { effective: at(2), add: "2%" },
      { effective: at(4), maintenance: "15%" },
      { effective: at(6), add: "-3%" },
    ];
    const m = market({ kind: "schedule", initial: "9.9%", ratio: 1.1, steps: added });
    const seen: number[][] = [];
    for (let h = 0; h < 7; h++) {
      m.step(60);
      seen.push(rates(m).map((rate) => Math.round(rate * 1e6) / 1e4));
    }
    expect(seen).toEqual([
      [9.9, 9],
      [12.1, 11],
      [12.1, 11],
      [16.5, 15],
      [16.5, 15],
      [13.2, 12],
      [13.2, 12],
    ]);
    expect(m.clearing.houses[0]?.notices.map(({ text }) => text)).toEqual(
      [12.1, 16.5, 13.2].map((rate) => `initial margin: ${rate}%`),
    );
    const both = { kind: "schedule", maintenance: "9%", steps: [{ effective: at(2), add: "2%", maintenance: "9%" }] };
    expect(marginPolicyConfig.safeParse(both).success).toBe(false);
  });

  it("calls those whom the raise puts in breach, and says that the raise did it", () => {
    const m = market(schedule);
    m.account(2, 10, 1000, 10_000_000);
    m.account(3, 10, 1000, 13_000_000);
    m.step(60);
    expect(m.clearing.breaches(0)).toBe(0);
    m.step(23 * 60);
    expect(m.clearing.breaches(0)).toBe(1);
    m.print(900);
    m.step();
    expect([...m.clearing.liquidationTable().trigger]).toEqual([1, 0]);
    expect([...m.clearing.liquidationTable().member]).toEqual([2, 3]);
  });
});

describe("a margin change by a shock", () => {
  it("takes effect when it says, and keeps the proportion of initial to maintenance", () => {
    const m = market({ kind: "fixed", maintenance: 0.1, initial: 0.125 });
    m.clearing.setMargin(0, { maintenance: 0.2 }, m.time + 3 * MINUTE);
    m.step();
    expect(rates(m)).toEqual([0.125, 0.1]);
    m.run(2);
    expect(rates(m)[0]).toBeCloseTo(0.25, 12);
    m.clearing.setMargin(0, { initial: 0.15 }, m.time);
    m.step();
    expect(rates(m)[1]).toBeCloseTo(0.12, 12);
    m.clearing.setPolicy(0, marginPolicyConfig.parse({ kind: "per-lot", amount: 9000 }), m.time);
    m.step();
    expect(rates(m)[1]).toBeCloseTo(0.09, 12);
  });

  it("throws where shares are fully paid", () => {
    const m = new TinyMarket({ venues: [{ ...SILVER, settles: "cash" }] });
    expect(() => m.clearing.setMargin(0, { initial: 0.1 }, 0)).toThrow(/v0 has no margin/);
    expect(m.clearing.initialRate(0)).toBeNaN();
  });

  it("goes with a snapshot, into a scenario with a policy of its own too", () => {
    const m = market({ kind: "fixed", maintenance: 0.1 });
    m.clearing.setPolicy(0, marginPolicyConfig.parse({ kind: "per-lot", amount: 20_000 }), m.time);
    m.clearing.setMargin(0, { maintenance: 0.3 }, m.time + DAY);
    m.step();
    const snapshot = takeSnapshot(m.clearing);
    const other = market({ kind: "schedule", maintenance: 0.05, steps: [] });
    restoreSnapshot(other.clearing, snapshot);
    other.step();
    expect(other.clearing.maintenanceRate(0)).toBeCloseTo(0.2, 12);
    other.step(24 * 60);
    expect(other.clearing.maintenanceRate(0)).toBeCloseTo(0.3, 12);
  });

  it("leaves the policy to the scenario that a snapshot is restored into, and re-rates its accounts", () => {
    const m = market({ kind: "fixed", maintenance: 0.1 });
    m.account(2, 10, 1000, 15_000_000);
    m.step();
    const snapshot = takeSnapshot({ clearing: m.clearing, time: m.time });
    const other = market({ kind: "fixed", maintenance: 0.16 });
    restoreSnapshot({ clearing: other.clearing, time: 0 }, snapshot);
    other.step();
    expect(other.clearing.maintenanceRate(0)).toBe(0.16);
    expect(other.clearing.breaches(0)).toBe(1);
    m.step();
    expect(m.clearing.breaches(0)).toBe(0);
  });
});
