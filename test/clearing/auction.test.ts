import { describe, expect, it } from "vitest";
import { AccountState } from "../../src/clearing/account-state.ts";
import { acceptedBids, bidsOf } from "../../src/clearing/auction-bids.ts";
import { restoreSnapshot, takeSnapshot } from "../../src/core/snapshot.ts";
import { Side } from "../../src/orderbook/index.ts";
import { AT_ONCE, TinyMarket } from "./tiny-market.ts";

const LOT = 1_250_000;
/** Bids 0.2% off the mark, and 1% more for a block as large as what the book shows within 1%. */
const AUCTION = { bidders: ["bidders"], wait: 10, commit: 0.5 };

/**
 * Member 2 is long 100 lots at 1000 with initial margin; members 3 and 4 may bid, with money for 40 and 20 lots at half of
 * what they have. The hands quote 200 lots at 969 and 971.
 */
function market(auction: Record<string, unknown> = {}, liquidation: Record<string, unknown> = {}): TinyMarket {
  const populationOf = new Uint16Array(20);
  populationOf[3] = populationOf[4] = 1;
  const m = new TinyMarket({
    populationOf,
    populations: ["all", "bidders"],
    clearing: { ...AT_ONCE, liquidation: { style: "auction", auction: { ...AUCTION, ...auction }, ...liquidation } },
  });
  m.account(2, 100, 1000, 100 * LOT);
  // 12.5% of 970 is 121.25 ticks a lot: 80 and 40 lots' worth, of which half is put up.
  m.fund(3, 80 * 1_212_500);
  m.fund(4, 40 * 1_212_500);
  m.print(970);
  m.quote(Side.Buy, 969, 200);
  m.quote(Side.Sell, 971, 200);
  return m;
}

describe("bids", () => {
  const terms = { concession: 0.002, reserve: 0.1, perLot: 0.0001 };

  it("ask the least for what closes a bidder's own position, and more for each lot beyond", () => {
    const bids = bidsOf([{ member: 7, closes: 5, carries: 20 }], terms);
    expect(bids[0]).toEqual({ member: 7, lots: 5, concession: 0.002 });
    expect(bids.slice(1).map(({ lots }) => lots)).toEqual(Array(10).fill(2));
    expect(bids[1].concession).toBeCloseTo(0.0022, 12);
    expect(bids[10].concession).toBeCloseTo(0.004, 12);
  });

  it("stop at the reserve", () => {
    const bids = bidsOf([{ member: 7, closes: 0, carries: 2000 }], terms);
    // 0.002 + 0.0001 x lots <= 0.1: 980 lots, in steps of 200.
    expect(bids.reduce((sum, { lots }) => sum + lots, 0)).toBe(800);
    expect(bidsOf([{ member: 7, closes: 3, carries: 5 }], { ...terms, reserve: 0.001 })).toEqual([]);
  });

  it("are taken best first, the last in part", () => {
    const bids = bidsOf(
      [
        { member: 7, closes: 0, carries: 10 },
        { member: 8, closes: 4, carries: 10 },
      ],
      terms,
    );
    const taken = acceptedBids(bids, 7);
    expect(taken.map(({ member, lots }) => [member, lots])).toEqual([
      [8, 4],
      [7, 1],
      [8, 1],
      [7, 1],
    ]);
    expect(acceptedBids(bids, 1000).reduce((sum, { lots }) => sum + lots, 0)).toBe(24);
  });
});

describe("an auction of a distressed position", () => {
  it("is held when its hour has come, off the book, at the last price that is taken", () => {
    const m = market();
    m.run(9);
    expect(m.clearing.accountState(0, 2)).toBe(AccountState.Liquidating);
    expect(m.forced).toEqual([]);
    m.run(2);
    // 22 lots to be back at initial margin. The bids step by 4 and 2 lots at 0.2% + 1% x lots / 200: member 3 has them at
    // 0.22%, 0.24%, … and member 4 at 0.21%, 0.22%, …; the 22nd lot is taken at 0.26%: 970 x 0.9974 = 967.48.
    const t = m.clearing.liquidationTable();
    expect([t.closed[0], t.auctionLots[0], t.fillPrice[0]]).toEqual([22, 22, 967]);
    expect(t.auctionConcession[0]).toBe(22 * 3 * 100);
    expect(t.slippage[0]).toBe(22 * 3 * 100);
    expect([m.clearing.position(0, 3), m.clearing.position(0, 4)]).toEqual([12, 10]);
    expect(m.forcedLots).toBe(0);
    m.ledger.checkConservation();
  });

  it("lets each pay its own bid where that is the rule", () => {
    const m = market({ price: "pay-as-bid" });
    m.run(11);
    const t = m.clearing.liquidationTable();
    expect(t.auctionLots[0]).toBe(22);
    // 0.21% to 0.23% give 967.96, 967.87, 967.77 and 967.67; 0.24% and beyond 967.67 and below: all floored to 967.
    expect(t.fillPrice[0]).toBe(967);
    const coarse = market({ price: "pay-as-bid", concession: 0, caution: 20 });
    coarse.run(11);
    const uniform = market({ concession: 0, caution: 20 });
    uniform.run(11);
    // Steps of 0.2% and 0.4%: pay-as-bid costs the defaulter less than the last price for all.
    const cost = (x: TinyMarket) => x.clearing.liquidationTable().auctionConcession[0];
    expect(cost(coarse)).toBeGreaterThan(0);
    expect(cost(uniform)).toBeGreaterThan(cost(coarse));
  });

  it("costs more where the book is thinner", () => {
    const deep = market();
    const thin = market({ caution: 10 });
    deep.run(11);
    thin.run(11);
    const cost = (x: TinyMarket) => x.clearing.liquidationTable().auctionConcession[0];
    expect(cost(thin)).toBeGreaterThan(2 * cost(deep));
  });

  it("takes those first whose own position it closes", () => {
    const m = market();
    m.account(4, -15, 970, 15 * LOT);
    m.run(11);
    expect(m.clearing.position(0, 4)).toBeGreaterThanOrEqual(0);
    expect(m.clearing.position(0, 4) + 15 + m.clearing.position(0, 3)).toBe(22);
  });

  it("goes no farther than bidders' money and position limits, and the rest goes on to the next style", () => {
    const m = market({ commit: 0.05 });
    m.run(11);
    // 80 and 40 lots x 5% = 4 and 2 lots; the rest is the desk's.
    expect([m.clearing.position(0, 3), m.clearing.position(0, 4)]).toEqual([4, 2]);
    m.run(40);
    const t = m.clearing.liquidationTable();
    expect(t.auctionLots[0]).toBe(6);
    expect(t.closed[0]).toBeGreaterThan(20);
    expect(m.forcedLots).toBe(t.closed[0] - 6);
    const limited = market();
    limited.clearing.setPositionLimit(0, 3, limited.time, [{ first: 3, count: 2 }]);
    limited.run(11);
    expect([limited.clearing.position(0, 3), limited.clearing.position(0, 4)]).toEqual([3, 3]);
    m.ledger.checkConservation();
  });

  it("is held in a halt, when no order could be sent", () => {
    const m = market();
    m.venues[0].halt(m.time + 3_600_000, "test");
    m.run(11);
    expect(m.clearing.liquidationTable().auctionLots[0]).toBe(22);
  });

  it("is not held for an account that the market has lifted meanwhile", () => {
    const m = market();
    m.run(3);
    m.quote(Side.Buy, 971, 200);
    m.quote(Side.Sell, 1010, 200);
    m.print(1005);
    m.run(2);
    expect(m.clearing.accountState(0, 2)).toBe(AccountState.Healthy);
    m.run(10);
    expect(m.clearing.liquidationTable().closed[0]).toBe(0);
  });

  it("leaves nothing owed when it sells below bankruptcy: the waterfall bears the rest", () => {
    const crash = new TinyMarket({ clearing: { ...AT_ONCE, liquidation: { style: "auction", auction: { wait: 0 } } } });
    crash.account(2, 100, 1000, 100 * LOT);
    crash.print(800);
    crash.quote(Side.Buy, 799, 500);
    crash.run(3);
    expect(crash.clearing.position(0, 2)).toBe(0);
    expect(crash.clearing.defaulted(0)).toBe(1);
    expect(crash.clearing.equity(0, 2)).toBe(0);
    const t = crash.clearing.liquidationTable();
    expect(t.shortfall[0]).toBe(750_000 + t.auctionConcession[0]);
    crash.ledger.checkConservation();
  });

  it("goes on from a snapshot as it does in its own run", () => {
    const whole = market();
    whole.run(20);
    const part = market();
    part.run(5);
    const snapshot = takeSnapshot(part);
    const other = market();
    restoreSnapshot(other, structuredClone(snapshot));
    other.run(15);
    expect(other.clearing.liquidationTable()).toEqual(whole.clearing.liquidationTable());
  });
});
