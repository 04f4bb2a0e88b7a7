import { describe, expect, it } from "vitest";
import { restoreSnapshot, takeSnapshot } from "../../src/core/snapshot.ts";
import { NO_PRICE, Side } from "../../src/orderbook/index.ts";
import { AT_ONCE, TinyMarket } from "./tiny-market.ts";

/** Initial margin of a lot at 1000: 125 ticks x 10,000 cents. */
const LOT = 1_250_000;

describe("orders of a margined account", () => {
  it("pass as far as its money carries initial margin, and draw what is missing from the wallet", () => {
    const m = new TinyMarket();
    m.fund(2, 10 * LOT);
    expect(m.clearing.admit(0, 2, Side.Buy, 4, 1000)).toBe(4);
    expect(m.ledger.collateral(0, 2)).toBe(4 * LOT);
    expect(m.clearing.admit(0, 2, Side.Sell, 25, 1000)).toBe(10);
    expect(m.clearing.wallet(2, "USD")).toBe(0);
    expect(m.clearing.admit(0, 3, Side.Buy, 1, 1000)).toBe(0);
    m.ledger.checkConservation();
  });

  it("need the money that a price worse than the mark loses at once", () => {
    const m = new TinyMarket();
    m.fund(2, 10 * LOT);
    // 125 of margin and 25 of loss at the mark: 150 ticks a lot.
    expect(m.clearing.admit(0, 2, Side.Buy, 100, 1025)).toBe(8);
    expect(m.clearing.admit(0, 2, Side.Sell, 100, 975)).toBe(8);
    expect(m.clearing.admit(0, 2, Side.Buy, 100, 900)).toBe(10);
    expect(m.clearing.admit(0, 2, Side.Buy, 100, NO_PRICE)).toBe(10);
  });

  it("always pass when they close, and only up to the position when there is no money for more", () => {
    const m = new TinyMarket();
    m.account(2, 10, 1000, 10 * LOT);
    expect(m.clearing.admit(0, 2, Side.Sell, 10, 1)).toBe(10);
    expect(m.clearing.admit(0, 2, Side.Sell, 15, 1000)).toBe(15);
    m.account(3, 10, 1000, 3 * LOT);
    expect(m.clearing.admit(0, 3, Side.Sell, 15, 1000)).toBe(13);
    expect(m.clearing.admit(0, 3, Side.Buy, 1, 1000)).toBe(0);
  });

  it("count profits of the day and losses of the day", () => {
    const m = new TinyMarket();
    m.account(2, 10, 1000, 10 * LOT);
    m.print(1100);
    // Equity 1250 + 1000, margin 10 x 137.5: 875 is free, 6.36 lots.
    expect(m.clearing.admit(0, 2, Side.Buy, 100, 1100)).toBe(6);
    m.print(950);
    expect(m.clearing.admit(0, 2, Side.Buy, 100, 950)).toBe(0);
  });

  it("are closing only while the account is in breach, or after it defaulted", () => {
    const m = new TinyMarket({ clearing: { brokers: [{ share: 1, grace: 60 }] } });
    m.account(2, 10, 1000, 10 * LOT);
    m.print(960);
    m.step();
    expect(m.clearing.called(0)).toBe(1);
    m.fund(2, 100 * LOT);
    expect(m.clearing.admit(0, 2, Side.Buy, 1, 960)).toBe(0);
    expect(m.clearing.admit(0, 2, Side.Sell, 12, 960)).toBe(10);
  });

  it("never lead beyond the position limit", () => {
    const m = new TinyMarket();
    m.fund(2, 100 * LOT);
    m.clearing.setPositionLimit(0, 6, m.time + 1e9, null);
    m.step();
    expect(m.clearing.admit(0, 2, Side.Buy, 10, 1000)).toBe(6);
    m.account(3, -4, 1000, 100 * LOT);
    expect(m.clearing.admit(0, 3, Side.Buy, 100, 1000)).toBe(10);
    expect(m.clearing.admit(0, 3, Side.Sell, 100, 1000)).toBe(2);
    expect(m.clearing.positionLimit(0, 2)).toBe(6);
  });
});

describe("trading for liquidation only", () => {
  const market = (): TinyMarket => {
    const populationOf = new Uint16Array(20);
    populationOf[5] = 1;
    const m = new TinyMarket({ populationOf, populations: ["all", "hedgers"] });
    m.account(2, 10, 1000, 100 * LOT);
    m.account(3, -10, 1000, 100 * LOT);
    m.fund(4, 100 * LOT);
    m.account(5, -10, 1000, 100 * LOT);
    return m;
  };

  it("lets longs sell and shorts buy, as far as they hold, and nobody else anything", () => {
    const m = market();
    m.clearing.setLiquidationOnly(0, true, []);
    expect(m.clearing.admit(0, 2, Side.Sell, 25, 1000)).toBe(10);
    expect(m.clearing.admit(0, 3, Side.Buy, 25, NO_PRICE)).toBe(10);
    expect(m.clearing.admit(0, 2, Side.Buy, 1, 1000)).toBe(0);
    expect(m.clearing.admit(0, 3, Side.Sell, 1, 1000)).toBe(0);
    expect(m.clearing.admit(0, 4, Side.Buy, 1, 1000)).toBe(0);
    expect(m.clearing.admit(0, 4, Side.Sell, 1, 1000)).toBe(0);
    expect(m.clearing.wallet(4, "USD")).toBe(100 * LOT);
  });

  it("leaves hedgers their new shorts, but no new longs", () => {
    const m = market();
    m.clearing.setLiquidationOnly(0, true, [{ first: 5 }]);
    expect(m.clearing.admit(0, 5, Side.Sell, 7, 1000)).toBe(7);
    expect(m.clearing.admit(0, 5, Side.Buy, 25, 1000)).toBe(10);
    expect(m.clearing.admit(0, 3, Side.Sell, 7, 1000)).toBe(0);
  });

  it("ends when it is lifted, and a snapshot holds it", () => {
    const m = market();
    m.clearing.setLiquidationOnly(0, true, [{ first: 5 }]);
    const held = takeSnapshot(m.clearing);
    const other = market();
    restoreSnapshot(other.clearing, held);
    expect(other.clearing.admit(0, 4, Side.Buy, 1, 1000)).toBe(0);
    m.clearing.setLiquidationOnly(0, false, []);
    expect(m.clearing.admit(0, 4, Side.Buy, 1, 1000)).toBe(1);
  });
});

describe("what an owner sees of its account", () => {
  it("equity, margin used, what is free, leverage", () => {
    const m = new TinyMarket();
    m.account(2, -10, 1000, 20 * LOT);
    m.print(1050);
    expect(m.clearing.equity(0, 2)).toBe(20 * LOT - 10 * 50 * 10_000);
    expect(m.clearing.marginUsed(0, 2)).toBeCloseTo(0.125 * 10 * 1050 * 10_000, 3);
    expect(m.clearing.free(0, 2)).toBeCloseTo(25e6 - 5e6 - 13_125_000, 3);
    expect(m.clearing.leverage(0, 2)).toBeCloseTo(105e6 / 20e6, 9);
    expect(m.clearing.leverage(0, 5)).toBe(0);
  });

  it("can take out what is free, profits too, and no more", () => {
    const m = new TinyMarket({ clearing: AT_ONCE });
    m.account(2, 10, 1000, 10 * LOT);
    m.clearing.setOwner(2, 20, 1);
    expect(m.clearing.withdraw(0, 2, 1e9)).toBe(0);
    m.print(1400);
    // Equity 12.5m + 40m, margin 17.5m: 35m free, more than the collateral of 12.5m.
    expect(m.clearing.withdraw(0, 2, 1e12)).toBe(35_000_000);
    expect(m.clearing.wallet(2, "USD")).toBe(35_000_000);
    expect(m.clearing.equity(0, 2)).toBe(17_500_000);
    expect(m.clearing.withdraw(0, 2, 1)).toBe(0);
    m.ledger.checkConservation();
    // The price at which it breaches has moved with the money: 17.5m is 12.5% at 1400.
    m.print(1362);
    m.step();
    expect(m.clearing.breaches(0)).toBe(0);
    m.print(1361);
    m.step();
    expect(m.clearing.breaches(0)).toBe(1);
  });
});
