import { describe, expect, it } from "vitest";
import { restoreSnapshot, takeSnapshot } from "../../src/core/snapshot.ts";
import { Side } from "../../src/orderbook/index.ts";
import { SHARES, SILVER, TinyMarket } from "./tiny-market.ts";

const SETTING = {
  members: 60,
  venues: [SILVER, { ...SHARES, resale: 1 }],
  clearing: { liquidation: { least: 3 }, waterfall: { brokerCapital: 1e5 } },
};

function begin(): TinyMarket {
  const m = new TinyMarket(SETTING);
  for (let member = 2; member < 60; member++) {
    m.account(member, member % 3 ? 10 : -10, 1000, 12_500_000 + member * 100_000);
    m.fund(member, 3e7);
    m.clearing.setOwner(member, member % 50, 0.5);
  }
  return m;
}

/** Half an hour or so of a falling market, then a bounce. */
function fall(m: TinyMarket, from: number, minutes: number): void {
  for (let i = from; i < from + minutes; i++) {
    const ticks = i < 60 ? 1000 - 4 * i : 760 + 3 * (i - 60);
    m.print(ticks, 3);
    const ids = [m.quote(Side.Buy, ticks - 2, 12), m.quote(Side.Sell, ticks + 2, 12)];
    m.quote(Side.Sell, 1000, 2, 1);
    m.order(2 + (i % 58), Side.Buy, 1000, 1, 1);
    if (i === 20) m.clearing.setMargin(0, { maintenance: 0.12 }, m.time + 600_000);
    if (i === 25) m.clearing.setPositionLimit(0, 8, m.time + 1_800_000, null);
    m.step();
    for (const id of ids) m.cancel(id);
  }
}

function state(m: TinyMarket): string {
  const columns = m.ledger.accounts.map(({ rows }) => [...rows]);
  const table = Object.values(m.clearing.liquidationTable()).map((column) => [...column].map(String));
  return JSON.stringify([columns, table, m.clearing.waterfalls(), m.forced.length, m.clearing.sellable(1, 5)]);
}

describe("a snapshot of clearing", () => {
  it("goes on in another run as it does in its own, from the midst of a cascade", () => {
    const whole = begin();
    fall(whole, 0, 45);
    expect(whole.clearing.liquidating(0)).toBeGreaterThan(0);
    expect(whole.clearing.called(0)).toBeGreaterThan(0);
    const snapshot = takeSnapshot(whole);
    const before = state(whole);
    fall(whole, 45, 60);
    expect(state(whole)).not.toBe(before);
    const other = begin();
    fall(other, 0, 7);
    restoreSnapshot(other, structuredClone(snapshot));
    expect(state(other)).toBe(before);
    fall(other, 45, 60);
    expect(state(other)).toBe(state(whole));
    whole.ledger.checkConservation();
    other.ledger.checkConservation();
  });
});
