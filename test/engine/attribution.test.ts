import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CAUSES, Cause, tagOf } from "../../src/core/cause.ts";
import { GENERATIONS, VenueAttribution } from "../../src/engine/attribution.ts";

const trade = fc.record({
  taker: fc.integer({ min: 0, max: 4 }),
  maker: fc.integer({ min: 0, max: 4 }),
  cause: fc.integer({ min: 0, max: CAUSES.length - 1 }),
  sign: fc.constantFrom(-1, 1),
  lots: fc.integer({ min: 1, max: 500 }),
  generation: fc.integer({ min: 0, max: GENERATIONS + 5 }),
});
const round = fc.record({ trades: fc.array(trade, { maxLength: 20 }), mid: fc.integer({ min: -50_000, max: 50_000 }) });

describe("attribution", () => {
  it("shares sum to the whole price change, whatever the flows", () => {
    fc.assert(
      fc.property(fc.array(round, { minLength: 1, maxLength: 30 }), (rounds) => {
        const a = new VenueAttribution(5);
        a.mid = 1000;
        a.settle();
        for (const { trades, mid } of rounds) {
          for (const t of trades)
            a.trade(tagOf(t.taker, t.cause), tagOf(t.maker, Cause.MarketMaking), t.sign, t.lots, t.generation);
          a.endRound(mid / 2);
        }
        const sum = a.impact.reduce((x, y) => x + y, 0);
        expect(sum).toBeCloseTo(rounds[rounds.length - 1].mid / 2 - 1000, 6);
      }),
    );
  });

  it("gives a one-sided flow the whole move, and a balanced one none of it", () => {
    const a = new VenueAttribution(2);
    a.trade(tagOf(0, Cause.MarginCall), tagOf(1, Cause.Value), -1, 30, 2);
    a.trade(tagOf(1, Cause.Stop), tagOf(1, Cause.Value), -1, 10, 0);
    a.endRound(-8);
    expect(a.impact[Cause.MarginCall]).toBe(-6);
    expect(a.impact[CAUSES.length + Cause.Stop]).toBe(-2);
    expect(a.impact[a.kinds]).toBe(0);
    expect(a.forced[2]).toBe(-6);
    a.trade(tagOf(0, Cause.Panic), tagOf(1, Cause.Value), -1, 5, 0);
    a.trade(tagOf(1, Cause.Value), tagOf(0, Cause.Panic), 1, 5, 0);
    a.endRound(-18);
    expect(a.impact[Cause.Panic]).toBeCloseTo(0, 12);
    expect(a.impact[CAUSES.length + Cause.Value]).toBeCloseTo(0, 12);
    expect(a.impact[a.kinds]).toBe(-10);
  });

  it("gives who trades against the flow the opposite sign, and lets a bounce cancel", () => {
    const a = new VenueAttribution(2);
    const round = (mid: number) => {
      a.trade(tagOf(0, Cause.MarginCall), tagOf(1, Cause.Value), -1, 30, 1);
      a.trade(tagOf(1, Cause.Value), tagOf(0, Cause.Voluntary), 1, 10, 0);
      a.endRound(mid);
    };
    round(-8);
    expect(a.impact[Cause.MarginCall]).toBe(-6);
    expect(a.impact[CAUSES.length + Cause.Value]).toBe(2);
    expect(a.impact[a.kinds]).toBe(-4);
    expect(a.forced[1]).toBe(-6);
    round(0);
    expect(a.impact[Cause.MarginCall]).toBe(0);
    expect(a.impact[CAUSES.length + Cause.Value]).toBe(0);
    expect(a.impact[a.kinds]).toBe(0);
  });

  it("calls a move without any trade re-pricing", () => {
    const a = new VenueAttribution(1);
    a.endRound(-40);
    expect(a.impact[a.kinds]).toBe(-40);
  });
});
