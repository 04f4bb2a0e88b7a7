import { describe, expect, it } from "vitest";
import { Cause } from "../../src/core/cause.ts";
import { HOUR } from "../../src/core/time.ts";
import { Side } from "../../src/orderbook/index.ts";
import { AT_ONCE, START, TinyMarket } from "./tiny-market.ts";

const at = (hours: number): string => new Date(START + hours * HOUR).toISOString().replace(".000", "");
/** The hands are a population of their own, which no limit binds. */
const OWNERS = { populationOf: new Uint16Array(20).map((_, m) => (m < 2 ? 0 : 1)), populations: ["hands", "owners"] };
const populations = ["owners"];
const PATIENT = { ...AT_ONCE, liquidation: { style: "at-once" } };

describe("a position limit", () => {
  it("lets owners close by its deadline, and closes the excess by force after it", () => {
    const positionLimits = [{ from: at(1), lots: 30, deadline: at(3), populations }];
    const m = new TinyMarket({ ...OWNERS, clearing: { ...PATIENT, positionLimits } });
    m.account(2, 50, 1000, 50_000_000_00);
    m.account(3, -40, 1000, 50_000_000_00);
    m.account(4, 30, 1000, 50_000_000_00);
    m.quote(Side.Buy, 999, 1000);
    m.quote(Side.Sell, 1001, 1000);
    m.run(59);
    expect(m.clearing.positionLimit(0, 2)).toBe(Number.POSITIVE_INFINITY);
    m.run(2);
    expect(m.clearing.positionLimit(0, 2)).toBe(30);
    expect(m.order(2, Side.Sell, 999, 12, 0, 1)).toBe(12);
    m.run(118);
    expect(m.forced).toEqual([]);
    m.run(3);
    expect([2, 3, 4].map((member) => m.clearing.position(0, member))).toEqual([30, -30, 30]);
    expect(m.forced.map(({ member, lots, cause }) => [member, lots, cause])).toEqual([
      [2, 8, Cause.PositionLimit],
      [3, 10, Cause.PositionLimit],
    ]);
    const t = m.clearing.liquidationTable();
    expect([...t.trigger]).toEqual([3, 3]);
    expect([...t.closed]).toEqual([8, 10]);
    expect(m.clearing.liquidating(0)).toBe(0);
  });

  it("binds the populations that it names", () => {
    const populationOf = new Uint16Array(20).map((_, m) => (m < 10 ? 0 : 1));
    const setting = { populationOf, populations: ["funds", "hedgers"], clearing: PATIENT };
    const m = new TinyMarket(setting);
    for (const member of [5, 15]) m.account(member, 50, 1000, 50_000_000_00);
    m.quote(Side.Buy, 999, 1000);
    m.clearing.setPositionLimit(0, 20, m.time, [{ first: 10, count: 10 }]);
    m.run(3);
    expect([5, 15].map((member) => m.clearing.position(0, member))).toEqual([50, 20]);
    const positionLimits = [{ from: at(0), lots: 20, deadline: at(0), populations: ["funds"] }];
    const other = new TinyMarket({ ...setting, clearing: { ...PATIENT, positionLimits } });
    for (const member of [5, 15]) other.account(member, 50, 1000, 50_000_000_00);
    other.quote(Side.Buy, 999, 1000);
    other.run(3);
    expect([5, 15].map((member) => other.clearing.position(0, member))).toEqual([20, 50]);
  });

  it("steps down, and sells more where margin asks for more", () => {
    const positionLimits = [
      { from: at(0), lots: 80, deadline: at(1), populations },
      { from: at(2), lots: 40, deadline: at(3), populations },
    ];
    const m = new TinyMarket({ ...OWNERS, clearing: { ...PATIENT, positionLimits } });
    m.account(2, 100, 1000, 125_000_000);
    m.quote(Side.Buy, 1000, 1000);
    m.run(62);
    expect(m.clearing.position(0, 2)).toBe(80);
    m.run(119);
    expect(m.clearing.position(0, 2)).toBe(40);
    expect(m.clearing.liquidationTable().closed).toEqual(Float64Array.of(20, 40));
    m.ledger.checkConservation();
  });
});
