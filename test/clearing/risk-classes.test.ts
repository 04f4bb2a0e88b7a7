import { describe, expect, it } from "vitest";
import { AccountState } from "../../src/clearing/account-state.ts";
import { drawRiskClasses } from "../../src/clearing/risk-classes.ts";
import { RandomStream } from "../../src/core/random.ts";
import { forkProblem } from "../../src/engine/fork.ts";
import { Side } from "../../src/orderbook/index.ts";
import { loadScenario } from "../../src/scenario/index.ts";
import { AT_ONCE, TinyMarket } from "./tiny-market.ts";

/** Members 0 to 9 are of the first population, 10 to 19 of the second. */
const POPULATIONS = ["hedgers", "speculators"];
const populationOf = Uint16Array.from({ length: 20 }, (_, m) => (m < 10 ? 0 : 1));
const market = (clearing: Record<string, unknown>): TinyMarket =>
  new TinyMarket({ populations: POPULATIONS, populationOf, clearing: { ...AT_ONCE, ...clearing } });
/** CME's: 110% of the initial margin, the same maintenance. */
const HEIGHTENED = { riskClasses: [{ populations: ["speculators"] }] };

describe("accounts of heightened risk", () => {
  it("need more initial margin for a position, and the same maintenance", () => {
    const m = market(HEIGHTENED);
    // A lot is worth 100,000 USD, and 12.5% or 13.75% of it is asked for: 10 lots cost 125,000 or 137,500 USD.
    for (const member of [5, 15]) m.fund(member, 13_000_000);
    expect([5, 15].map((member) => m.order(member, Side.Buy, 1000, 10))).toEqual([10, 9]);
    const n = market(HEIGHTENED);
    // Both breach at 10%: 900,000 USD of base over 9 lots, below 888.9.
    for (const member of [5, 15]) n.account(member, 9, 1000, 18_000_000);
    n.print(890);
    n.step();
    expect([5, 15].map((member) => n.clearing.accountState(0, member))).toEqual([0, 0]);
    n.print(885);
    n.step();
    expect([5, 15].map((member) => n.clearing.accountState(0, member))).toEqual([2, 2]);
    expect(AccountState.Liquidating).toBe(2);
  });

  it("are sold down farther, to their own initial margin", () => {
    const m = market({ ...HEIGHTENED, liquidation: { style: "at-once" } });
    for (const member of [5, 15]) m.account(member, 40, 1000, 60_000_000);
    m.quote(Side.Buy, 940, 200);
    m.print(940);
    m.run(3);
    const sold = [5, 15].map((member) => 40 - m.clearing.position(0, member));
    // Equity 36,000,000 cents: at 12.5% of 94,000 USD a lot it carries 30 lots, at 13.75% 27.
    expect(sold).toEqual([10, 13]);
  });

  it("breach earlier where their maintenance is a multiple too, and a broker's add-on comes on top", () => {
    const brokers = [{ share: 1, grace: 0, addOn: 0.05 }];
    const m = market({ brokers, riskClasses: [{ populations: ["speculators"], initial: 1, maintenance: 1.3 }] });
    const { rates } = m.clearing.houses[0]!;
    expect([...rates.classMaintenance].map((r) => Number(r.toFixed(6)))).toEqual([0.15, 0.18]);
    // Initial margin is never below maintenance: 12.5% + 5% against 13% + 5%.
    expect([...rates.classInitial].map((r) => Number(r.toFixed(6)))).toEqual([0.175, 0.18]);
    for (const member of [5, 15]) m.account(member, 10, 1000, 19_500_000);
    m.print(972);
    m.step();
    expect([5, 15].map((member) => m.clearing.accountState(0, member))).toEqual([0, 2]);
  });

  it("are in the first class that takes them, a part of a population drawn once", () => {
    const members = new Uint16Array(20_000);
    const stream = new RandomStream(3, "risk");
    const draw = () => stream;
    const classes = [
      { populations: [1], share: 1 },
      { populations: null, share: 0.3 },
      { populations: [0], share: 0.5 },
    ];
    members.fill(1, 15_000);
    const drawn = drawRiskClasses(classes, members, draw);
    expect([...drawn.subarray(15_000)].every((k) => k === 1)).toBe(true);
    const share = (k: number) => drawn.subarray(0, 15_000).filter((x) => x === k).length / 15_000;
    expect(Math.abs(share(2) - 0.3)).toBeLessThan(0.02);
    expect(Math.abs(share(3) - 0.35)).toBeLessThan(0.02);
    expect(drawRiskClasses([], members, draw).every((k) => k === 0)).toBe(true);
  });

  it("do not disturb who is with which broker", () => {
    const brokers = [{ share: 0.5 }, { share: 0.5, factor: 1.2 }];
    const plain = market({ brokers }).clearing.houses[0]!;
    const classed = market({ brokers, riskClasses: [{ share: 0.5 }] }).clearing.houses[0]!;
    expect(classed.accounts.broker).toEqual(plain.accounts.broker);
    expect([...classed.accounts.rateClass].some((k) => k >= 2)).toBe(true);
    for (let m = 0; m < 20; m++) expect(classed.accounts.rateClass[m] % 2).toBe(plain.accounts.broker[m]);
  });

  it("may ask for more after a fork, but are drawn at the start", async () => {
    const file = new URL("../experiment/small-market.yaml", import.meta.url).pathname;
    const scenario = async (riskClasses: unknown[]) =>
      (await loadScenario(file, { overrides: { "clearing.pit.riskClasses": riskClasses } })).scenario;
    const base = await scenario([{ populations: ["longs"], share: 0.5 }]);
    const { start, end } = base.clock;
    const fork = (start + end) / 2;
    expect(
      forkProblem(base, await scenario([{ populations: ["longs"], share: 0.5, maintenance: 1.2 }]), fork),
    ).toBeNull();
    expect(forkProblem(base, await scenario([{ populations: ["longs"], share: 0.6 }]), fork)).toMatch(
      /share is at work before/,
    );
    expect(forkProblem(base, await scenario([]), fork)).toMatch(/riskClasses\.length is at work before/);
    await expect(scenario([{ populations: ["lnogs"] }])).rejects.toThrow(
      'there is no population "lnogs"; did you mean "longs"?',
    );
  });
});
