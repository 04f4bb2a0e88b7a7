import { describe, expect, it } from "vitest";
import { haltedTime } from "../../src/analysis/halted-time.ts";
import { liquidationCosts } from "../../src/analysis/liquidation-costs.ts";
import { syntheticResult } from "../experiment/synthetic-result.ts";
import { runOf, venueSeries } from "./venue-series.ts";

const MINUTE = 60_000;

describe("what forced closing cost", () => {
  it("is summed by venue and by style", () => {
    const { all, byStyle } = liquidationCosts(syntheticResult(3), 0);
    expect(all).toMatchObject({ episodes: 2, lots: 4, slippage: 350, fees: 1.5, auctionLots: 1, unfilledAtLimit: 2 });
    expect([...byStyle.keys()]).toEqual(["floor", "auction"]);
    expect(byStyle.get("auction")).toMatchObject({ episodes: 1, lots: 1, auctionConcession: 4.25, shortfall: 12.5 });
    expect(liquidationCosts(syntheticResult(3), 1).all.episodes).toBe(0);
  });

  it("counts as overshoot what was taken beyond what was lacking", () => {
    const result = syntheticResult(3);
    const liquidations = {
      ...result.liquidations,
      deleveragedTaken: Float64Array.of(100, 30),
      deleveragedShortfall: Float64Array.of(60, 40),
    };
    expect(liquidationCosts({ ...result, liquidations }, 0).all).toMatchObject({
      deleveragedTaken: 130,
      deleveragedOvershoot: 30,
    });
  });
});

describe("halted time", () => {
  const halt = (minute: number) => ({ time: minute * MINUTE, kind: "halt", subject: "test", text: "" });
  const at = (minutes: readonly number[]) => minutes.map((minute) => minute * MINUTE);

  it("counts a halt and the auction that ends it, and no other auction", () => {
    // An opening auction, trading, a halt of two minutes that collects, trading, a halt that takes none, the night.
    const venue = venueSeries({ phase: [1, 2, 1, 1, 2, 3, 2, 0, 1, 2] });
    const result = runOf(at([0, 5, 6, 7, 8, 9, 12, 13, 60, 65]), [venue], { events: [halt(6), halt(9)] });
    expect(haltedTime(result, venue)).toEqual({ number: 2, minutes: 5, locked: 0 });
  });

  it("counts every session of a day's halt and nothing of the night after it", () => {
    const venue = venueSeries({ phase: [2, 3, 0, 3, 0, 1, 2] });
    const result = runOf(at([0, 1, 31, 91, 121, 900, 905]), [venue], { events: [halt(1)] });
    expect(haltedTime(result, venue)).toEqual({ number: 1, minutes: 60, locked: 0 });
  });

  it("sees a halt that fires within a step, after which the step still shows trading", () => {
    const venue = venueSeries({ phase: [2, 2, 1, 2] });
    const result = runOf(at([0, 1, 2, 4]), [venue], { events: [halt(1)] });
    expect(haltedTime(result, venue).minutes).toBe(2);
  });

  it("counts minutes at a locked limit apart from halts", () => {
    const venue = venueSeries({ phase: [2, 2, 2, 3, 2], limitQueue: [0, 40, 40, 40, 0] });
    const result = runOf(at([0, 1, 2, 3, 4]), [venue], { events: [] });
    expect(haltedTime(result, venue)).toEqual({ number: 0, minutes: 1, locked: 2 });
  });
});
