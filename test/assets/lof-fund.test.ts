import { describe, expect, it } from "vitest";
import { beijing, COMEX, LOF, lofWorld, MANAGER, moneyOf, P, runTo, SHFE } from "./lof-world.ts";

/** Prices that stand still. */
const still = (v: number): number => P[v];

/** The day's settlement at a price of the futures, and of the international venue at 15:00. */
function day(w: ReturnType<typeof lofWorld>, d: number, shfe: number, comex: number, lof = P[LOF]): void {
  runTo(w, beijing(d, 15, 2), (v) => [comex, shfe, lof][v]);
}

const HAND = 6;

describe("the LOF", () => {
  it("starts at the published value, from what the fund owns", () => {
    const w = lofWorld();
    const { fund } = w.assets;
    runTo(w, beijing(0, 16), still);
    expect(fund.computedNav).toBeCloseTo(2, 8);
    expect(fund.lots).toBe(1e7);
    expect(fund.exposure).toBeCloseTo(0.98, 3);
    const manager = w.first(MANAGER);
    expect(w.clearing.position(SHFE, manager)).toBe(Math.floor((0.98 * 2e11) / (20_000 * 1500)));
  });

  it("is valued by the settlement, published at ten in the evening, and known to the manager before", () => {
    const w = lofWorld();
    const { fund } = w.assets;
    day(w, 0, 20_000, 16_000);
    day(w, 1, 21_000, 16_800);
    expect(fund.computedNav).toBeCloseTo(2 * (1 + 0.98 * 0.05), 3);
    expect(fund.publishedNav).toBeCloseTo(2, 3);
    runTo(w, beijing(1, 21, 59), still, { quote: [COMEX] });
    expect(fund.publishedNav).toBeCloseTo(2, 3);
    runTo(w, beijing(1, 22, 1), still, { quote: [COMEX] });
    expect(fund.publishedNav).toBeCloseTo(2 * (1 + 0.98 * 0.05), 3);
  });

  it("is stale at a price limit under the settlement rule, and falls with the world when the rule is switched", () => {
    const values = (["settlement", "fair-value"] as const).map((rule) => {
      const w = lofWorld({ fund: { publish: "15:30" } });
      day(w, 0, 20_000, 16_000);
      w.assets.fund.revalue(rule);
      day(w, 1, 16_600, 10_880); // limit-down, the world 32% lower
      expect(w.venues[SHFE].settlementTicks).toBeGreaterThanOrEqual(16_600);
      return w.assets.fund.computedNav / 2 - 1;
    });
    expect(values[0]).toBeGreaterThan(-0.171);
    expect(values[1]).toBeCloseTo(-0.32 * 0.98, 2);
  });

  it("shows who looks through the limit what the shares are worth", () => {
    const w = lofWorld({ fund: { publish: "15:30" } });
    const { fund } = w.assets;
    day(w, 0, 20_000, 16_000);
    w.venues[SHFE].setDailyLimit(0.1, 0.1, true);
    runTo(w, beijing(1, 8), still, { quote: [COMEX] });
    // Shanghai falls to its limit on a day on which the world falls by 30%.
    while (w.time < beijing(1, 15, 2)) {
      w.quote(COMEX, 11_200);
      const shfe = w.venues[SHFE];
      if (shfe.accepting) w.print(SHFE, shfe.limitLowTicks);
      w.tick();
    }
    expect(fund.computedNav).toBeCloseTo(2 * (1 - 0.98 * 0.1), 2);
    expect(fund.worth).toBeCloseTo(2 * (1 - 0.98 * 0.3), 2);
    expect(fund.worth / fund.computedNav).toBeLessThan(0.8);
  });

  it("shows an indicative value that moves with Shanghai, or with the world under the fair-value rule", () => {
    const w = lofWorld({ fund: { publish: "15:30" } });
    const { fund } = w.assets;
    day(w, 0, 20_000, 16_000);
    runTo(w, beijing(1, 10), (v) => [15_200, 20_400, P[LOF]][v]);
    expect(fund.indicative).toBeCloseTo(fund.publishedNav * (1 + 0.98 * 0.02), 3);
    fund.revalue("fair-value");
    expect(fund.indicative).toBeCloseTo(fund.publishedNav * (1 - 0.98 * 0.05), 3);
  });

  it("takes money at once, prices it at the day's unknown value, and delivers two trading days later", () => {
    const w = lofWorld();
    const { fund } = w.assets;
    const { clearing } = w;
    const money = moneyOf(w, "CNY");
    day(w, 0, 20_000, 16_000);
    runTo(w, beijing(1, 14), still);
    const before = clearing.wallet(HAND, "CNY");
    expect(fund.subscribe(HAND, 1_000_000, 1, w.time)).toBe(1_000_000);
    expect(before - clearing.wallet(HAND, "CNY")).toBe(1_000_000);
    day(w, 1, 22_000, 16_000);
    const nav = fund.computedNav;
    expect(nav).toBeGreaterThan(2.15);
    const lots = Math.floor((1_000_000 * (1 - 0.0008)) / (nav * 100 * 100));
    const back = 1_000_000 - (before - clearing.wallet(HAND, "CNY"));
    expect(back).toBeGreaterThanOrEqual(0);
    expect(back).toBeLessThan(nav * 10_000);
    day(w, 2, 22_000, 16_000);
    expect(clearing.position(LOF, HAND)).toBe(0);
    runTo(w, beijing(3, 9, 20), still);
    expect(clearing.position(LOF, HAND)).toBe(lots);
    expect(moneyOf(w, "CNY")).toBe(money);
  });

  it("gives an order after the close the next day's value", () => {
    const w = lofWorld();
    const { fund, metal } = w.assets;
    day(w, 0, 20_000, 16_000);
    fund.subscribe(HAND, 10_000_000, 1, w.time);
    day(w, 1, 22_000, 17_600);
    runTo(w, beijing(3, 9, 20), still);
    const nav = 2 * (1 + 0.98 * 0.1);
    expect(w.clearing.position(LOF, HAND) / Math.floor(10_000_000 / (nav * 10_000))).toBeCloseTo(1, 2);
    expect(metal.floatTonnes).toBeGreaterThan(0);
  });

  it("keeps to the cap per person and day, and takes nothing when closed", () => {
    const w = lofWorld({ fund: { cap: 500 } });
    const { fund } = w.assets;
    runTo(w, beijing(0, 10), still);
    expect(fund.subscribe(HAND, 9_999_999, 10, w.time)).toBe(500_000);
    expect(fund.subscribe(HAND, 9_999_999, 10, w.time)).toBe(0);
    expect(fund.subscribe(HAND + 1, 9_999_999, 100, w.time)).toBe(5_000_000);
    day(w, 0, 20_000, 16_000);
    expect(fund.subscribe(HAND, 9_999_999, 10, w.time)).toBe(500_000);
    fund.suspendSubscription();
    expect(fund.subscribe(HAND + 1, 9_999_999, 10, w.time)).toBe(0);
    fund.capSubscription(Number.POSITIVE_INFINITY);
    expect(fund.subscribe(HAND + 1, 9_999_999, 10, w.time)).toBe(9_999_999);
    expect(() => fund.capSubscription(0)).toThrow("above 0");
  });

  it("pays who redeems at the day's value less the fee, two trading days later", () => {
    const w = lofWorld({ fund: { redemptionFee: 0.01 } });
    const { fund } = w.assets;
    const { clearing } = w;
    const holder = w.first(MANAGER) + 2;
    const money = moneyOf(w, "CNY");
    w.clearing.ledger.moveShares(LOF, w.first(MANAGER) + 1, holder, 1000);
    day(w, 0, 20_000, 16_000);
    runTo(w, beijing(1, 10), still);
    const held = clearing.position(LOF, holder);
    expect(fund.redeem(holder, held + 5, w.time)).toBe(held);
    day(w, 1, 20_000, 16_000);
    const nav = fund.computedNav;
    expect(clearing.wallet(holder, "CNY")).toBe(0);
    day(w, 2, 20_000, 16_000);
    expect(clearing.wallet(holder, "CNY")).toBe(0);
    runTo(w, beijing(3, 9, 20), still);
    expect(clearing.wallet(holder, "CNY")).toBe(Math.floor(held * nav * 10_000 * 0.99));
    expect(fund.lots).toBe(1e7 - held);
    expect(moneyOf(w, "CNY")).toBe(money);
  });

  it("lets the first who leave at a stale value take from those who stay; a fair value stops that", () => {
    const stayers = (rule: "settlement" | "fair-value"): { left: number; stayed: number } => {
      const w = lofWorld({ fund: { redemptionFee: 0, publish: "15:30" } });
      const { fund } = w.assets;
      const holder = w.first(MANAGER) + 2;
      w.clearing.ledger.moveShares(LOF, w.first(MANAGER) + 1, holder, 4_000_000);
      day(w, 0, 20_000, 16_000);
      fund.revalue(rule);
      runTo(w, beijing(1, 10), (v) => [11_200, 16_600, P[LOF]][v]);
      const lots = fund.redeem(holder, 1e9, w.time);
      day(w, 1, 16_600, 11_200);
      const left = fund.computedNav;
      fund.revalue("settlement");
      day(w, 2, 14_000, 11_200); // Shanghai has caught up with the world
      expect(lots).toBeGreaterThanOrEqual(4_000_000);
      return { left, stayed: fund.computedNav };
    };
    const stale = stayers("settlement");
    const fair = stayers("fair-value");
    expect(stale.left).toBeGreaterThan(fair.left * 1.1);
    expect(stale.stayed).toBeLessThan(fair.stayed * 0.97);
  });

  it("loses confidence when the value is not what the settlement had people expect, and regains it slowly", () => {
    const w = lofWorld({ fund: { publish: "15:30", healing: "10d" } });
    const { fund } = w.assets;
    day(w, 0, 20_000, 16_000);
    day(w, 1, 21_000, 16_800);
    runTo(w, beijing(1, 15, 40), still, { quote: [COMEX] });
    expect(fund.confidence).toBeGreaterThan(0.95);
    fund.revalue("fair-value");
    day(w, 2, 18_000, 11_000);
    runTo(w, beijing(2, 15, 40), still, { quote: [COMEX] });
    const shaken = fund.confidence;
    expect(shaken).toBeLessThan(0.6);
    expect(w.assets.notices.some((n) => n.kind === "nav")).toBe(true);
    runTo(w, beijing(8, 8), (v) => [11_000, 18_000, P[LOF]][v]);
    expect(fund.confidence).toBeGreaterThan(shaken + 0.1);
  });

  it("says what the scenario lacks", () => {
    const w = lofWorld();
    const fund = w.assets.fund;
    expect(() => fund.allot(HAND, 1e9)).toThrow("lots of shares left to allot");
    expect(fund.redeem(HAND, 10, w.time)).toBe(0);
  });
});
