import { describe, expect, it } from "vitest";
import { AccountState } from "../../src/clearing/account-state.ts";
import { deleverageRank } from "../../src/clearing/deleverage-rank.ts";
import { Side } from "../../src/orderbook/index.ts";
import { AT_ONCE, SILVER, TinyMarket } from "./tiny-market.ts";

const LOT = 1_250_000;
const uses = (m: TinyMarket): Record<string, number> =>
  Object.fromEntries(m.clearing.waterfalls()[0].layers.map(({ layer, used }) => [layer, used]));

describe("the rank", () => {
  it("is gain times leverage for those who gained", () => {
    // Short 10 at 1000, now 800: pnl 20%; equity 4000 on a value of 8000: leverage 2.
    expect(deleverageRank(-10, 10_000, 800, 4000)).toBeCloseTo(0.4, 12);
    // The same with half the equity: leverage 4.
    expect(deleverageRank(-10, 10_000, 800, 2000)).toBeCloseTo(0.8, 12);
    expect(deleverageRank(10, 8000, 1000, 5000)).toBeCloseTo(0.5, 12);
  });

  it("is loss over leverage for those who lost: the lower geared are taken later", () => {
    expect(deleverageRank(-10, 8000, 1000, 5000)).toBeCloseTo(-0.125, 12);
    expect(deleverageRank(-10, 8000, 1000, 2500)).toBeCloseTo(-0.0625, 12);
  });

  it("leaves those without equity alone", () => {
    expect(deleverageRank(-10, 10_000, 800, 0)).toBe(Number.NEGATIVE_INFINITY);
    expect(deleverageRank(0, 0, 800, 100)).toBe(Number.NEGATIVE_INFINITY);
  });
});

/**
 * Member 2 is long 100 lots at 1000 against members 3 (60 short, equity 30% of notional), 4 (30 short, 15%) and 5 (60 short
 * entered at 900). Nobody but these three may be closed for it.
 */
function market(liquidation: Record<string, unknown>, more: Record<string, unknown> = {}): TinyMarket {
  const populationOf = new Uint16Array(20);
  populationOf.fill(1, 3, 6);
  const deleverage = { populations: ["shorts"], ...(liquidation.deleverage as object) };
  const m = new TinyMarket({
    populationOf,
    populations: ["all", "shorts"],
    clearing: { ...AT_ONCE, ...more, liquidation: { ...liquidation, deleverage } },
  });
  m.account(2, 100, 1000, 100 * LOT);
  m.account(3, -60, 1000, 60 * 3_000_000);
  m.account(4, -30, 1000, 30 * 1_500_000);
  m.account(5, -60, 900, 60 * 6_000_000);
  m.clearing.setOwner(2, 1e6, 1);
  return m;
}

describe("deleveraging as the style", () => {
  it("closes at the mark while the account has equity, back to initial margin, and sends no order", () => {
    const m = market({ style: "deleverage" });
    m.print(970);
    m.run(2);
    // Equity 9500 carries 78 lots at 970. Rank: member 4 gained 3% at the highest leverage.
    expect(m.clearing.position(0, 2)).toBe(78);
    expect([3, 4, 5].map((member) => m.clearing.position(0, member))).toEqual([-60, -8, -60]);
    expect(m.forced).toEqual([]);
    const t = m.clearing.liquidationTable();
    expect([t.closed[0], t.deleveragedLots[0], t.fillPrice[0]]).toEqual([22, 22, 970]);
    expect([t.deleveragedTaken[0], t.deleveragedShortfall[0], t.shortfall[0]]).toEqual([0, 0, 0]);
    expect(m.clearing.accountState(0, 2)).toBe(AccountState.Healthy);
    m.ledger.checkConservation();
  });

  it("closes at the bankruptcy price once that is gone: those who gained give up exactly what is missing", () => {
    const m = market({ style: "deleverage" });
    m.print(800);
    m.run(2);
    // Equity -7500 on 100 lots: bankrupt at 875. By rank 4 (20% x 800/350), 3 (20% x 800/500), 5 (11% x 800/700).
    expect(m.clearing.position(0, 2)).toBe(0);
    expect([3, 4, 5].map((member) => m.clearing.position(0, member))).toEqual([0, 0, -50]);
    const t = m.clearing.liquidationTable();
    expect([t.deleveragedLots[0], t.fillPrice[0]]).toEqual([100, 875]);
    expect(t.deleveragedTaken[0]).toBe(750_000);
    expect(t.deleveragedShortfall[0]).toBe(750_000);
    expect(t.shortfall[0]).toBe(0);
    expect(m.clearing.equity(0, 2)).toBe(0);
    expect(m.clearing.defaulted(0)).toBe(0);
    // Member 3 keeps 30% of 1000 and gains 125 a lot, not 200.
    expect(m.clearing.equity(0, 3)).toBe(60 * (3_000_000 + 1_250_000));
    expect(Object.values(uses(m)).every((used) => used === 0)).toBe(true);
    m.ledger.checkConservation();
  });

  it("buys shorts in likewise", () => {
    const m = new TinyMarket({ clearing: { ...AT_ONCE, liquidation: { style: "deleverage" } } });
    m.account(2, -100, 1000, 100 * LOT);
    m.account(3, 150, 1000, 150 * 3 * LOT);
    m.print(1200);
    m.run(2);
    expect(m.clearing.position(0, 2)).toBe(0);
    expect(m.clearing.position(0, 3)).toBe(50);
    const t = m.clearing.liquidationTable();
    expect([t.fillPrice[0], t.deleveragedTaken[0]]).toEqual([1125, 750_000]);
    expect(m.clearing.equity(0, 2)).toBe(0);
    m.ledger.checkConservation();
  });

  it("waits where nobody is left on the other side that may be closed", () => {
    const m = market({ style: "deleverage" });
    m.account(6, 100, 1000, 100 * LOT);
    m.print(800);
    m.run(3);
    // 200 lots to close against 150.
    expect(m.clearing.position(0, 2) + m.clearing.position(0, 6)).toBe(50);
    expect(m.clearing.liquidating(0)).toBe(1);
    m.ledger.checkConservation();
  });
});

describe("deleveraging as the last resort", () => {
  const STUCK = { style: "at-once", patience: 10 };

  it("closes what nobody would trade with, instead of a default", () => {
    const m = market({ ...STUCK, deleverage: { lastResort: "patience" } });
    m.print(800);
    m.run(9);
    expect(m.clearing.position(0, 2)).toBe(100);
    m.run(4);
    expect(m.clearing.position(0, 2)).toBe(0);
    const t = m.clearing.liquidationTable();
    expect([t.deleveragedLots[0], t.fillPrice[0], t.shortfall[0]]).toEqual([100, 875, 0]);
    expect(m.clearing.defaulted(0)).toBe(0);
    expect(m.clearing.accountState(0, 2)).toBe(AccountState.Closed);
  });

  it("takes more from those who gained than is missing where the book was kinder before: overshoot", () => {
    const m = market({ ...STUCK, deleverage: { lastResort: "patience" } });
    m.print(872);
    m.quote(Side.Buy, 872, 60);
    m.run(2);
    expect(m.clearing.position(0, 2)).toBe(40);
    // 60 lots at 872 cost 3 a lot beyond bankruptcy at 875; 40 lots at the mark of 800 lack 75 each.
    m.print(800);
    m.run(14);
    const t = m.clearing.liquidationTable();
    expect(t.deleveragedLots[0]).toBe(40);
    expect(t.deleveragedTaken[0]).toBe(40 * 75 * 100);
    expect(t.deleveragedShortfall[0]).toBe((40 * 75 + 60 * 3) * 100);
    expect(t.shortfall[0]).toBe(60 * 3 * 100);
    // The other way round: sold at 950 first, the account lacks less than 40 lots x 75.
    const kind = market({ ...STUCK, deleverage: { lastResort: "patience" } });
    kind.print(870);
    kind.quote(Side.Buy, 890, 60);
    kind.run(2);
    kind.print(800);
    kind.run(14);
    const k = kind.clearing.liquidationTable();
    const last = k.member.length - 1;
    expect(k.deleveragedTaken[last]).toBeGreaterThan(k.deleveragedShortfall[last]);
    expect(kind.clearing.equity(0, 2)).toBeGreaterThan(0);
    kind.ledger.checkConservation();
  });

  it("comes only when the layers do not hold what is owed, where that is the rule", () => {
    const rule = { ...STUCK, deleverage: { lastResort: "uncovered" } };
    const rich = market(rule);
    rich.print(800);
    rich.run(13);
    expect(rich.clearing.position(0, 2)).toBe(100);
    expect(uses(rich)["broker-capital"]).toBe(750_000);
    const none = { brokerCapital: 0, defaultFundShare: 0, houseStake: 0, mutualFund: 0, assessment: 0 };
    const poor = market(rule, { waterfall: none });
    poor.print(800);
    poor.run(13);
    expect(poor.clearing.position(0, 2)).toBe(0);
    expect(poor.clearing.liquidationTable().deleveragedTaken[0]).toBe(750_000);
    expect(uses(poor).uncovered).toBe(0);
  });
});

describe("what a liquidation costs", () => {
  it("is on record: slippage against the mark at the trigger, and the fee, no more than is left", () => {
    const m = market({ style: "at-once", fee: 0.01 });
    m.print(970);
    m.quote(Side.Buy, 960, 1000);
    m.run(3);
    const t = m.clearing.liquidationTable();
    expect(t.slippage[0]).toBe(t.closed[0] * 10 * 100);
    expect(t.fees[0]).toBeCloseTo(t.closed[0] * 960 * 100 * 0.01, 6);
    m.ledger.checkConservation();
    const broke = market({ style: "at-once", fee: 0.01 });
    broke.print(900);
    broke.quote(Side.Buy, 876, 1000);
    broke.run(3);
    // 1 tick a lot is left at 876, and all of it goes.
    expect(broke.clearing.liquidationTable().fees[0]).toBe(100 * 100);
    expect(broke.clearing.liquidationTable().shortfall[0]).toBe(0);
    broke.ledger.checkConservation();
  });

  it("counts what a locked limit left unfilled", () => {
    const m = new TinyMarket({
      venues: [{ ...SILVER, rules: [{ kind: "daily-limit", down: 0.05, up: 0.05 }] }],
      clearing: { ...AT_ONCE, liquidation: { least: 5 } },
    });
    m.step(720);
    m.account(2, 100, 1000, 100 * LOT);
    m.print(950);
    m.quote(Side.Sell, 950, 30);
    m.run(3);
    const need = m.forced[0].lots;
    expect(m.clearing.liquidationTable().unfilledAtLimit[0]).toBe(need);
    m.quote(Side.Buy, 950, 40);
    m.step();
    expect(m.clearing.liquidationTable().unfilledAtLimit[0]).toBe(need - 10);
    // The lock opens: what was not filled stays on record.
    m.quote(Side.Buy, 950, need - 10 - 4);
    m.quote(Side.Buy, 949, 1000);
    m.run(3);
    expect(m.clearing.liquidationTable().unfilledAtLimit[0]).toBeLessThanOrEqual(need - 10);
  });
});
