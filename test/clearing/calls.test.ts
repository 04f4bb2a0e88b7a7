import { describe, expect, it } from "vitest";
import { AccountState } from "../../src/clearing/account-state.ts";
import { Side } from "../../src/orderbook/index.ts";
import { TinyMarket } from "./tiny-market.ts";

const CALLS = { brokers: [{ share: 1, call: { deadline: 60 } }] };
const LOT = 1_250_000;

/** Ten longs' lots at 1000 with initial margin: in breach below 972.2. */
function called(clearing: Record<string, unknown> = CALLS, wallet = 0, payDelay = 20, willingness = 1): TinyMarket {
  const m = new TinyMarket({ clearing });
  m.account(2, 10, 1000, 10 * LOT);
  m.fund(2, wallet);
  m.clearing.setOwner(2, payDelay, willingness);
  m.print(970);
  m.step();
  return m;
}
const state = (m: TinyMarket): number => m.clearing.accountState(0, 2);

describe("a margin call", () => {
  it("is made when equity falls below maintenance, not at it", () => {
    const m = new TinyMarket({ clearing: CALLS });
    m.account(2, 9, 1000, 9 * 1_000_000 + 90_000);
    m.clearing.setOwner(2, 20, 1);
    // base 909 - 9000 = -8091: in breach below 8091 / 8.1 = 998.9.
    m.print(999);
    m.step();
    expect(state(m)).toBe(AccountState.Healthy);
    m.print(998);
    m.step();
    expect(state(m)).toBe(AccountState.Called);
    expect(m.clearing.called(0)).toBe(1);
    expect(m.clearing.breaches(0)).toBe(1);
  });

  it("is met from the wallet after the owner's delay, back to initial margin", () => {
    const m = called(CALLS, 100 * LOT);
    m.run(18);
    expect(state(m)).toBe(AccountState.Called);
    m.run(3);
    expect(state(m)).toBe(AccountState.Healthy);
    expect(m.clearing.free(0, 2)).toBe(0);
    // Equity 950 at 970, initial margin 1212.5: 262.5 ticks x lots were paid.
    expect(m.clearing.wallet(2, "USD")).toBe(100 * LOT - 2_625_000);
    expect(m.forced).toEqual([]);
  });

  it("unmet at its deadline is sold out", () => {
    const m = called();
    m.quote(Side.Buy, 968, 100);
    m.run(58);
    expect(state(m)).toBe(AccountState.Called);
    m.run(3);
    const { trigger, triggered } = m.clearing.liquidationTable();
    expect([...trigger]).toEqual([2]);
    expect(triggered[0]).toBe(m.time - 60_000);
    expect(m.forced[0]).toMatchObject({ member: 2, side: Side.Sell });
  });

  it("is met only in part by an owner who is not willing", () => {
    const m = called(CALLS, 3_000_000, 20, 0.5);
    m.run(30);
    expect(state(m)).toBe(AccountState.Called);
    expect(m.clearing.wallet(2, "USD")).toBe(1_500_000);
  });

  it("comes too late for an owner slower than the deadline", () => {
    const m = called(CALLS, 100 * LOT, 61);
    m.quote(Side.Buy, 968, 100);
    m.run(62);
    expect(m.clearing.wallet(2, "USD")).toBe(100 * LOT);
    expect(m.forcedLots).toBeGreaterThan(0);
  });

  it("is off when the market brings equity back to initial margin by the deadline", () => {
    const m = called();
    m.print(1000);
    m.run(62);
    expect(state(m)).toBe(AccountState.Healthy);
    expect(m.forced).toEqual([]);
  });

  it("is off at once when the owner closes enough", () => {
    const m = called();
    m.quote(Side.Buy, 970, 100);
    expect(m.order(2, Side.Sell, 970, 3)).toBe(3);
    m.step();
    expect(state(m)).toBe(AccountState.Healthy);
  });

  it("protects nobody whose equity is gone", () => {
    const m = called();
    m.print(875);
    m.step();
    expect(state(m)).toBe(AccountState.Liquidating);
    expect([...m.clearing.liquidationTable().trigger]).toEqual([0]);
  });

  it("ends earlier where the broker's cut-off says so", () => {
    const m = called({ brokers: [{ share: 1, call: { deadline: 60 }, cutOff: 0.5 }] });
    // Half of maintenance: equity 5% of notional at 8750 / 9.5 = 921.05.
    m.print(922);
    m.step();
    expect(state(m)).toBe(AccountState.Called);
    m.print(921);
    m.step();
    expect(state(m)).toBe(AccountState.Liquidating);
  });

  it("is never made to an owner with a standing order and money", () => {
    const m = called(CALLS, 100 * LOT, 0);
    expect(state(m)).toBe(AccountState.Healthy);
    expect(m.clearing.free(0, 2)).toBe(0);
    m.print(930);
    m.step();
    expect(state(m)).toBe(AccountState.Healthy);
    expect(m.clearing.breaches(0)).toBe(2);
  });
});

describe("a broker that does not call", () => {
  const grace = { brokers: [{ share: 1, grace: 10 }] };

  it("sells out after the grace", () => {
    const m = called(grace, 100 * LOT);
    m.quote(Side.Buy, 968, 100);
    m.run(9);
    expect(m.forced).toEqual([]);
    m.run(2);
    expect(m.forcedLots).toBeGreaterThan(0);
    expect(m.clearing.wallet(2, "USD")).toBe(100 * LOT);
  });

  it("lets go of an account that is back above maintenance when the grace ends", () => {
    const m = called(grace);
    m.print(980);
    m.run(12);
    expect(state(m)).toBe(AccountState.Healthy);
    m.print(970);
    m.step();
    expect(state(m)).toBe(AccountState.Called);
  });
});

describe("classes of brokers", () => {
  it("take accounts by their shares, and ask more where they add to the house's margin", () => {
    const brokers = [{ share: 70 }, { share: 30, addOn: "8%", factor: 1.5, call: {} }];
    const m = new TinyMarket({ members: 20_000, clearing: { brokers } });
    const broker = m.clearing.houses[0]?.accounts.broker as Uint8Array;
    const second = broker.reduce((sum, b) => sum + b, 0);
    expect(second / 20_000).toBeCloseTo(0.3, 1);
    const member = broker.indexOf(1, 2);
    m.account(member, 10, 1000, 100 * LOT);
    expect(m.clearing.marginUsed(0, member)).toBeCloseTo((0.125 * 1.5 + 0.08) * 10_000 * 10_000, 3);
    const other = broker.indexOf(0, 2);
    m.account(other, 10, 1000, 100 * LOT);
    expect(m.clearing.marginUsed(0, other)).toBeCloseTo(0.125 * 10_000 * 10_000, 3);
  });
});

describe("the switches", () => {
  it("without margin calls, everyone is sold out after the grace", () => {
    const m = called({ brokers: [{ share: 1, call: { deadline: 600 }, grace: 5 }], marginCalls: false }, 100 * LOT);
    m.quote(Side.Buy, 968, 100);
    m.run(8);
    expect(m.forcedLots).toBeGreaterThan(0);
  });

  it("without forced liquidation, breaches are counted and nobody is called, sold or in default", () => {
    const m = called({ ...CALLS, forcedLiquidation: false });
    m.quote(Side.Buy, 100, 100);
    m.print(500);
    m.run(200);
    expect(m.clearing.breaches(0)).toBe(1);
    expect(m.clearing.called(0) + m.clearing.liquidating(0) + m.clearing.defaulted(0)).toBe(0);
    expect(m.forced).toEqual([]);
    m.ledger.checkConservation();
  });
});

describe("the end of the day", () => {
  it("calls accounts below initial margin where the house says so", () => {
    const at = (endOfDay: string): TinyMarket => {
      const m = new TinyMarket({ clearing: { ...CALLS, endOfDay } });
      m.account(2, 10, 1000, 10 * LOT);
      m.clearing.setOwner(2, 20, 1);
      m.print(990);
      m.step();
      expect(state(m)).toBe(AccountState.Healthy);
      m.step(720);
      return m;
    };
    expect(state(at("maintenance"))).toBe(AccountState.Healthy);
    expect(state(at("initial"))).toBe(AccountState.Called);
  });
});
