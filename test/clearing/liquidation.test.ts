import { describe, expect, it } from "vitest";
import { DeskOp } from "../../src/agents/desk.ts";
import { AccountState } from "../../src/clearing/account-state.ts";
import { Cause } from "../../src/core/cause.ts";
import { Side } from "../../src/orderbook/index.ts";
import { AT_ONCE, SILVER, TinyMarket } from "./tiny-market.ts";

const LOT = 1_250_000;

/** A long (or short) of 100 lots at 1000 with initial margin, without grace. */
function market(liquidation: Record<string, unknown> = {}, lots = 100, more: Record<string, unknown> = {}): TinyMarket {
  const m = new TinyMarket({ clearing: { ...AT_ONCE, liquidation, ...more } });
  m.account(2, lots, 1000, Math.abs(lots) * LOT);
  return m;
}
const state = (m: TinyMarket, member = 2): number => m.clearing.accountState(0, member);

describe("the liquidation desk", () => {
  it("sells enough to be back at initial margin, and lets go of the account", () => {
    const m = market({ style: "at-once" });
    m.print(970);
    m.quote(Side.Buy, 970, 1000);
    m.run(3);
    // Equity 9500, which carries 9500 / (0.125 x 970) = 78.35 lots.
    expect(m.clearing.position(0, 2)).toBe(78);
    expect(state(m)).toBe(AccountState.Healthy);
    expect(m.clearing.free(0, 2)).toBeGreaterThanOrEqual(0);
    const t = m.clearing.liquidationTable();
    expect([t.position[0], t.closed[0], t.markPrice[0], t.fillPrice[0], t.shortfall[0]]).toEqual([
      100, 22, 970, 970, 0,
    ]);
    expect(t.ended[0]).toBeGreaterThanOrEqual(t.triggered[0]);
    m.ledger.checkConservation();
  });

  it("buys shorts in, who are margined like longs", () => {
    const m = market({ style: "at-once" }, -100);
    // base 112500: in breach above 112500 / 110 = 1022.7.
    m.print(1022);
    m.step();
    expect(state(m)).toBe(AccountState.Healthy);
    m.print(1030);
    m.quote(Side.Sell, 1030, 1000);
    m.run(3);
    expect(m.forced[0]).toMatchObject({ member: 2, side: Side.Buy, op: DeskOp.Market, cause: Cause.MarginCall });
    // Equity 9500 carries 73.8 lots at 1030.
    expect(m.clearing.position(0, 2)).toBe(-73);
    m.ledger.checkConservation();
  });

  it("goes no faster than its share of what others trade, whatever the number of rounds", () => {
    const m = market({ participation: 0.3, window: 1, least: 0 });
    // Others trade 20 lots a minute for an hour: forced selling may take 6 a minute.
    for (let i = 0; i < 60; i++) {
      m.print(1000, 20);
      m.step();
    }
    m.print(900);
    m.quote(Side.Buy, 900, 10_000);
    const sold: number[] = [];
    for (let i = 0; i < 12; i++) {
      m.quote(Side.Sell, 900, 20);
      m.step();
      sold.push(m.forcedLots);
    }
    expect(sold[11]).toBeLessThanOrEqual(73);
    expect(sold[11]).toBeGreaterThanOrEqual(66);
    for (let i = 1; i < 12; i++) expect(sold[i] - sold[i - 1]).toBeLessThanOrEqual(7);
  });

  it("sells the least that it is allowed where nobody else trades", () => {
    const m = market({ participation: 0, least: 2 });
    m.print(970);
    m.quote(Side.Buy, 969, 10_000);
    m.run(11);
    expect(m.forcedLots).toBeGreaterThanOrEqual(19);
    expect(m.forcedLots).toBeLessThanOrEqual(22);
  });

  it("never sends an order beyond its floor from the mid, and sends it as immediate or cancel", () => {
    const m = market({ floor: 0.01, least: 100 });
    m.print(970);
    m.quote(Side.Buy, 950, 10_000);
    m.run(2);
    // Only a bid: the mid is the last trade held above it, 970; 1% off is 960.3.
    expect(m.forced.length).toBeGreaterThan(0);
    for (const order of m.forced) expect(order.ticks).toBe(961);
    expect(m.forcedLots).toBe(0);
    expect(m.venues[0].book.restingCount).toBe(1);
    m.quote(Side.Buy, 961, 5);
    m.step();
    expect(m.forcedLots).toBe(5);
  });

  it("sends nothing into an empty book, and stands still while the venue is halted", () => {
    const m = market({ style: "at-once" });
    m.print(970);
    expect(m.step()).toBe(0);
    m.quote(Side.Buy, 970, 1000);
    m.venues[0].halt(m.time + 600_000, "test");
    m.run(5);
    expect(m.forced).toEqual([]);
    m.run(8);
    expect(m.forcedLots).toBe(22);
  });

  it("takes accounts in the order in which they came", () => {
    const m = market({ least: 10, participation: 0 }, 20);
    m.account(3, 20, 990, 20 * 900_000);
    m.account(4, 20, 1000, 20 * LOT + 1_000_000);
    m.print(960);
    m.quote(Side.Buy, 960, 10_000);
    m.run(2);
    const first = [...new Set(m.forced.map((order) => order.member))];
    expect(first.length).toBeGreaterThan(1);
    const opened = [...m.clearing.liquidationTable().member];
    expect(first).toEqual(opened.slice(0, first.length));
    expect(m.forced.slice(0, 3).every((order) => order.member === opened[0])).toBe(true);
  });

  it("stops when the market lifts the account back above initial margin", () => {
    const m = market({ least: 1, participation: 0 });
    m.print(970);
    m.quote(Side.Buy, 969, 4);
    m.run(4);
    const sold = m.forcedLots;
    expect(sold).toBe(3);
    m.print(1010);
    m.step();
    m.step();
    expect(m.forcedLots).toBeLessThanOrEqual(sold + 1);
    expect(state(m)).toBe(AccountState.Healthy);
    expect(m.clearing.liquidating(0)).toBe(0);
  });

  it("closes the whole account when equity is gone", () => {
    const m = market({ style: "at-once" });
    m.print(875);
    m.quote(Side.Buy, 875, 1000);
    m.run(2);
    expect(m.clearing.position(0, 2)).toBe(0);
    expect(state(m)).toBe(AccountState.Closed);
    expect(m.clearing.equity(0, 2)).toBe(0);
    expect(m.clearing.defaulted(0)).toBe(0);
    m.fund(2, LOT);
    // Its owner may trade again.
    m.clearing.setOwner(2, 20, 1);
    expect(m.order(2, Side.Sell, 875, 1)).toBe(1);
    m.step();
    expect(state(m)).toBe(AccountState.Healthy);
  });

  it("goes on with an account that orders of its own carry through zero while it is in breach", () => {
    const m = market({ style: "at-once" });
    // Two resting offers were admitted one by one: 100 lots to close, 60 to go short.
    m.fund(2, 60 * LOT);
    expect(m.order(2, Side.Sell, 1002, 100)).toBe(100);
    expect(m.order(2, Side.Sell, 1003, 60)).toBe(60);
    m.clearing.setOwner(2, 1e6, 0);
    m.clearing.withdraw(0, 2, 1e12);
    m.print(870);
    m.step();
    expect(state(m)).toBe(AccountState.Liquidating);
    m.quote(Side.Buy, 1003, 160);
    expect(m.clearing.position(0, 2)).toBe(-60);
    m.print(1300);
    m.step();
    expect(state(m)).toBe(AccountState.Liquidating);
    expect(m.clearing.liquidationTable().position).toEqual(Float64Array.of(100, -60));
    m.ledger.checkConservation();
  });

  it("gives each episode the generation that forensics found", () => {
    const m = market({ style: "at-once" });
    m.explainer.generation = 3;
    m.print(970);
    m.step();
    expect(m.clearing.generationOf(0, 2)).toBe(3);
    expect(m.clearing.liquidationTable().generation[0]).toBe(3);
    expect(m.explainer.calls).toBe(1);
  });
});

describe("a locked price limit", () => {
  const LIMITED = { ...SILVER, rules: [{ kind: "daily-limit", down: 0.05, up: 0.05 }] };

  function locked(): TinyMarket {
    const m = new TinyMarket({ venues: [LIMITED], clearing: { ...AT_ONCE, liquidation: { least: 5 } } });
    m.step(720);
    m.account(2, 100, 1000, 100 * LOT);
    m.print(950);
    m.quote(Side.Sell, 950, 30);
    return m;
  }

  it("is joined with a resting order behind those who came before, and sold in turn", () => {
    const m = locked();
    expect(m.venues[0].limitLowTicks).toBe(950);
    m.run(3);
    expect(m.venues[0].lock).toBe(-1);
    expect(m.forced).toMatchObject([{ member: 2, ticks: 950, side: Side.Sell }]);
    const need = m.forced[0].lots;
    expect(m.venues[0].lockQueue).toBe(30 + need);
    m.quote(Side.Buy, 950, 40);
    m.step();
    expect(m.forcedLots).toBe(10);
    expect(m.clearing.position(0, 2)).toBe(90);
    expect(m.venues[0].lockQueue).toBe(need - 10);
    expect(m.clearing.liquidationTable().closed[0]).toBe(10);
  });

  it("is left when it opens", () => {
    const m = locked();
    m.run(2);
    m.quote(Side.Buy, 950, 30 + 1000);
    m.quote(Side.Buy, 949, 1);
    m.run(2);
    expect(m.venues[0].lock).toBe(0);
    expect(m.clearing.position(0, 2)).toBeLessThan(70);
    expect(m.venues[0].book.bestAsk()).toBeLessThan(0);
    expect(state(m)).toBe(AccountState.Healthy);
    m.ledger.checkConservation();
  });
});

describe("default", () => {
  /** 100 lots with 12.5% of margin that can only be sold at 800: 7,500 of loss beyond it, in ticks x lots 7,500 = $0.75m. */
  function defaulted(waterfall: Record<string, unknown> = {}, wallet = 0): TinyMarket {
    const m = market({ style: "at-once" }, 100, { waterfall });
    m.fund(2, wallet);
    m.clearing.setOwner(2, 1e6, 1);
    m.print(800);
    m.quote(Side.Buy, 800, 1000);
    m.run(2);
    m.ledger.checkConservation();
    return m;
  }
  const uses = (m: TinyMarket): Record<string, number> =>
    Object.fromEntries(m.clearing.waterfalls()[0].layers.map(({ layer, used }) => [layer, used]));

  it("leaves nothing owed, and the broker bears what the owner cannot", () => {
    const m = defaulted();
    expect(state(m)).toBe(AccountState.Defaulted);
    expect(m.clearing.defaulted(0)).toBe(1);
    expect(m.clearing.equity(0, 2)).toBe(0);
    expect(m.clearing.liquidationTable().shortfall[0]).toBe(750_000);
    expect(uses(m)["broker-capital"]).toBe(750_000);
    expect(m.clearing.admit(0, 2, Side.Buy, 1, 800)).toBe(0);
  });

  it("reaches layer after layer, and what nobody covers is on record", () => {
    const layers = {
      brokerCapital: 100_000,
      defaultFundShare: 50_000,
      houseStake: 20_000,
      mutualFund: 40_000,
      assessment: 2,
    };
    const m = defaulted(layers, 10_000 * 100);
    expect(uses(m)).toEqual({
      "account-margin": 0,
      "account-wallet": 10_000,
      "broker-capital": 100_000,
      "default-fund-share": 50_000,
      "house-stake": 20_000,
      "mutual-fund": 40_000,
      assessment: 80_000,
      uncovered: 450_000,
    });
    expect(m.clearing.liquidationTable().shortfall[0]).toBe(740_000);
    expect(m.clearing.wallet(2, "USD")).toBe(0);
  });

  it("takes only that part of the wallet that the broker gets hold of", () => {
    const m = defaulted({ recourse: 0.25 }, 10_000 * 100);
    expect(uses(m)["account-wallet"]).toBe(2500);
    expect(m.clearing.wallet(2, "USD")).toBe(7500 * 100);
  });

  it("counts the margin that the account itself lost", () => {
    const m = market({ style: "at-once" });
    m.print(960);
    m.step();
    // Equity at the trigger: 12500 - 4000 = 8500 ticks x lots = $0.85m.
    m.quote(Side.Buy, 860, 1000);
    m.run(2);
    expect(uses(m)).toMatchObject({ "account-margin": 850_000, "broker-capital": 150_000 });
  });

  it("is declared when an account without equity finds nobody, and settled anew when it is closed", () => {
    const m = market({ style: "at-once", patience: 10 });
    m.print(800);
    m.run(9);
    expect(m.clearing.defaulted(0)).toBe(0);
    m.run(3);
    expect(m.clearing.defaulted(0)).toBe(1);
    expect(m.clearing.equity(0, 2)).toBe(0);
    expect(state(m)).toBe(AccountState.Liquidating);
    expect(uses(m)["broker-capital"]).toBe(750_000);
    m.quote(Side.Buy, 790, 1000);
    m.run(2);
    expect(uses(m)["broker-capital"]).toBe(850_000);
    expect(state(m)).toBe(AccountState.Defaulted);
    expect(m.clearing.defaulted(0)).toBe(1);
    m.ledger.checkConservation();
  });

  it("gives back to those who bore it what a declared account has left after all", () => {
    const m = market({ style: "at-once", patience: 10 });
    m.print(800);
    m.run(12);
    expect(uses(m)["broker-capital"]).toBe(750_000);
    m.quote(Side.Buy, 803, 1000);
    m.run(2);
    expect(m.clearing.position(0, 2)).toBe(0);
    expect(uses(m)["broker-capital"]).toBe(720_000);
    expect(m.clearing.liquidationTable().shortfall[0]).toBe(720_000);
    expect(m.clearing.equity(0, 2)).toBe(0);
    expect(state(m)).toBe(AccountState.Defaulted);
    m.ledger.checkConservation();
  });

  it("also meets an owner who closes below zero by itself", () => {
    const m = new TinyMarket({ clearing: { brokers: [{ share: 1, grace: 1e6 }] } });
    m.account(2, 10, 1000, 10 * LOT);
    m.quote(Side.Buy, 860, 100);
    m.order(2, Side.Sell, 860, 10);
    m.step();
    expect(m.clearing.defaulted(0)).toBe(1);
    expect(uses(m)["broker-capital"]).toBe(10 * 15 * 100);
    m.ledger.checkConservation();
  });
});
