import { describe, expect, it } from "vitest";
import { AccountField } from "../../src/clearing/account-table.ts";
import { TinyMarket } from "./tiny-market.ts";

const { BITS, POSITION, CASH, COLLATERAL } = AccountField;
const ALL = [0, 1, 2, 3, 4];

function ledger() {
  return new TinyMarket({ members: 5 }).ledger;
}

describe("the ledger", () => {
  it("books a trade: lots against cash in whole ticks x lots", () => {
    const l = ledger();
    l.fill(0, 2, 3, 1000, 7);
    l.fill(0, 3, 4, 1010, 9);
    expect(ALL.map((m) => l.position(0, m))).toEqual([0, 0, 7, 2, -9]);
    expect(ALL.map((m) => l.cash(0, m))).toEqual([0, 0, -7000, 7000 - 9090, 9090]);
    expect(l.openInterest(0)).toBe(9);
    l.checkConservation();
  });

  it("keeps its list of holders as positions come and go", () => {
    const l = ledger();
    const holders = (): number[] => [...l.holders[0].list.subarray(0, l.holders[0].size)].sort();
    l.fill(0, 2, 3, 1000, 1);
    l.fill(0, 3, 4, 1000, 1);
    expect(holders()).toEqual([2, 4]);
    l.fill(0, 4, 2, 1000, 1);
    expect(holders()).toEqual([]);
  });

  it("moves money between wallet, collateral and other wallets", () => {
    const l = ledger();
    l.endow(2, "USD", 1000);
    l.deposit(2, 0, 600);
    l.transferWallet(2, 3, "USD", 150);
    l.withdraw(2, 0, 100);
    expect([l.wallet(2, "USD"), l.wallet(3, "USD"), l.collateral(0, 2)]).toEqual([350, 150, 500]);
    l.checkConservation();
  });

  it("refuses money that is not there, fractions of a cent and unknown currencies", () => {
    const l = ledger();
    l.endow(2, "USD", 1000);
    expect(() => l.deposit(2, 0, 1001)).toThrow(/wallet has 1000 cents, not 1001/);
    expect(() => l.withdraw(2, 0, 1)).toThrow(/collateral is 0 cents, not 1/);
    expect(() => l.transferWallet(2, 3, "USD", 1001)).toThrow(/has 1000 cents USD, not 1001/);
    expect(() => l.endow(2, "USD", 0.5)).toThrow(/whole cents of 0 or more, got 0.5/);
    expect(() => l.endow(2, "EUR", 1)).toThrow(/expected a currency of a venue \(USD\), got EUR/);
    l.checkConservation();
  });

  it("turns cash into money without changing equity", () => {
    const l = ledger();
    l.fill(0, 2, 3, 1000, 7);
    l.realise(0, 3, 7000);
    expect(l.cash(0, 3)).toBe(0);
    expect(l.collateral(0, 3)).toBe(7000 * 10_000);
    l.checkConservation();
  });

  it("moves shares without cash, from an issuer too", () => {
    const l = ledger();
    l.moveShares(0, 4, 2, 50);
    expect([l.position(0, 4), l.position(0, 2), l.cash(0, 2)]).toEqual([-50, 50, 0]);
    l.checkConservation();
  });

  it("finds what was made or lost and says how much", () => {
    const lots = ledger();
    lots.accounts[0].rows[(2 << BITS) + POSITION] += 3;
    expect(() => lots.checkConservation()).toThrow(/positions add up to 3 lots and cash to 0/);
    const cash = ledger();
    cash.accounts[0].rows[(2 << BITS) + CASH] -= 5;
    expect(() => cash.checkConservation()).toThrow(/cash to -5 ticks x lots/);
    const money = ledger();
    money.accounts[0].rows[(2 << BITS) + COLLATERAL] += 1;
    expect(() => money.checkConservation()).toThrow(/USD: \d+ cents in all, but \d+ were endowed/);
  });
});
