import { describe, expect, it } from "vitest";
import { NO_PRICE, Side } from "../../src/orderbook/index.ts";
import { SHARES, TinyMarket } from "./tiny-market.ts";

/** A lot at 1000: 10 million cents. */
const LOT = 1e7;
const shares = (resale = 0, more: Record<string, unknown> = {}): TinyMarket =>
  new TinyMarket({ venues: [{ ...SHARES, resale, ...more }] });

describe("fully paid shares", () => {
  it("are bought with money that is there: collateral, proceeds, wallet", () => {
    const m = shares();
    m.fund(2, 3 * LOT);
    m.quote(Side.Sell, 1000, 100);
    expect(m.order(2, Side.Buy, 1000, 5)).toBe(3);
    expect(m.clearing.wallet(2, "USD")).toBe(0);
    expect(m.clearing.free(0, 2)).toBe(0);
    expect(m.clearing.equity(0, 2)).toBe(3 * LOT);
    expect(m.order(2, Side.Buy, 1000, 1)).toBe(0);
    m.quote(Side.Buy, 990, 100);
    expect(m.order(2, Side.Sell, 990, 3)).toBe(3);
    expect(m.clearing.free(0, 2)).toBe(3 * 9_900_000);
    expect(m.clearing.admit(0, 2, Side.Buy, 9, 990)).toBe(3);
    expect(m.clearing.withdraw(0, 2, 1e12)).toBe(3 * 9_900_000);
    m.ledger.checkConservation();
  });

  it("bought by a market order need money for the worst price that it may meet", () => {
    const m = shares();
    m.fund(2, 22 * LOT);
    expect(m.clearing.admit(0, 2, Side.Buy, 100, NO_PRICE)).toBe(20);
    const limited = shares(0, { rules: [{ kind: "daily-limit", down: 0.1, up: 0.1 }] });
    limited.fund(2, 22 * LOT);
    expect(limited.venues[0].limitHighTicks).toBe(1100);
    expect(limited.clearing.admit(0, 2, Side.Buy, 100, NO_PRICE)).toBe(20);
  });

  it("are sold only by those who have them", () => {
    const m = shares();
    expect(m.clearing.admit(0, 2, Side.Sell, 10, 1000)).toBe(0);
    m.ledger.moveShares(0, SELLER_ISSUER, 2, 7);
    expect(m.clearing.admit(0, 2, Side.Sell, 10, 1000)).toBe(7);
    expect(m.clearing.sellable(0, 2)).toBe(7);
  });

  it("cannot be bought on an overdraft, which what comes into the wallet pays first", () => {
    const m = shares();
    m.fund(2, LOT);
    // Two resting bids, each of them admitted for the same money.
    expect(m.order(2, Side.Buy, 1000, 1)).toBe(1);
    expect(m.order(2, Side.Buy, 999, 1)).toBe(1);
    m.quote(Side.Sell, 999, 2);
    expect(m.clearing.free(0, 2)).toBe(-9_990_000);
    m.fund(2, 1_000_000);
    expect(m.clearing.admit(0, 2, Side.Buy, 1, 10)).toBe(0);
    expect(m.clearing.free(0, 2)).toBe(-8_990_000);
    m.fund(2, 9_090_000);
    expect(m.clearing.admit(0, 2, Side.Buy, 5, 10)).toBe(1);
    m.ledger.checkConservation();
  });

  it("may be sold short by their issuer, up to what it issues", () => {
    const m = shares();
    m.clearing.setIssuer(0, 4, 50);
    m.ledger.moveShares(0, 4, 2, 30);
    expect(m.clearing.admit(0, 4, Side.Sell, 100, 1000)).toBe(20);
  });

  it("rest for T+n trading days, and those that one had before do not", () => {
    for (const days of [1, 2, 3]) {
      const m = shares(days);
      m.fund(2, 100 * LOT);
      m.ledger.moveShares(0, SELLER_ISSUER, 2, 5);
      m.quote(Side.Sell, 1000, 100);
      const seen: number[] = [];
      for (let day = 0; day < 6; day++) {
        if (day < 2) m.order(2, Side.Buy, 1000, 10);
        const { dayIndex } = m.venues[0];
        while (m.venues[0].dayIndex === dayIndex) {
          if (m.venues[0].accepting) seen[day] = m.clearing.sellable(0, 2);
          m.step(60);
        }
      }
      const due = [5, 5, 5, 5, 5, 5].map((own, day) => own + (day >= days ? 10 : 0) + (day >= days + 1 ? 10 : 0));
      expect(seen).toEqual(due);
    }
  });

  it("have no margin, no calls and no liquidation", () => {
    const m = shares();
    m.fund(2, 3 * LOT);
    m.quote(Side.Sell, 1000, 3);
    m.order(2, Side.Buy, 1000, 3);
    m.print(1);
    m.run(5);
    expect(m.clearing.marginUsed(0, 2)).toBe(0);
    expect(m.clearing.breaches(0)).toBe(0);
    expect(m.clearing.equity(0, 2)).toBe(3 * 10_000);
    expect(m.clearing.openInterest(0)).toBe(4);
    expect(m.clearing.waterfalls()).toEqual([]);
  });
});

/** A hand that is short of what the tests hand out. */
const SELLER_ISSUER = 1;
