import { describe, expect, it } from "vitest";
import { crashDay, dayChange, limitRuns, tradingDays } from "../../src/analysis/index.ts";
import { HOUR, parseInstant } from "../../src/core/time.ts";
import { runOf, venueSeries } from "./venue-series.ts";

/** Hourly steps from a moment on. */
const hours = (from: string, count: number) => Array.from({ length: count }, (_, i) => parseInstant(from) + i * HOUR);

describe("tradingDays", () => {
  it("gives a day all that trades from one settlement to the end of its own session", () => {
    // A futures venue in New York: settles at 13:00, trades to 17:00, is closed for an hour, and goes on.
    const time = hours("2026-01-29T12:00-05:00", 30);
    const close = time.map((_, i) => 100 - i);
    const venue = venueSeries({
      close, high: close, low: close, volume: time.map(() => 10),
      settlement: time.map((_, i) => (i < 1 ? 101 : i < 25 ? 99 : 75)),
      phase: time.map((_, i) => (i === 5 || i === 29 ? 0 : 2)),
    }); // biome-ignore format: a table
    const days = tradingDays(runOf(time, [venue]), venue, "America/New_York");
    expect(days.map((d) => d.date)).toEqual(["2026-01-29", "2026-01-30"]);
    const crash = days[1];
    expect([crash.first, crash.settled, crash.last]).toEqual([1, 25, 28]);
    expect([crash.previous, crash.settlement, crash.low, crash.high]).toEqual([99, 75, 72, 99]);
    expect(crash.volume).toBe(280);
    expect(dayChange(crash)).toBeCloseTo(75 / 99 - 1, 12);
    expect(crashDay(days)).toBe(crash);
  });

  it("dates an evening session with the day that it belongs to", () => {
    // SHFE-like: the evening of Friday 30 January settles on Monday 2 February at 15:00.
    const time = hours("2026-01-30T14:00+08:00", 74);
    const open = (i: number) => i === 0 || (i >= 7 && i < 12) || (i >= 67 && i < 73);
    const venue = venueSeries({
      close: time.map((_, i) => (i < 7 ? 29_919 : 24_832)), high: time.map(() => 29_919), low: time.map(() => 24_832), volume: time.map((_, i) => (open(i) ? 1 : 0)),
      settlement: time.map((_, i) => (i < 1 ? 31_000 : i < 73 ? 29_919 : 25_750)),
      phase: time.map((_, i) => (open(i) ? 2 : 0)),
    }); // biome-ignore format: a table
    const days = tradingDays(runOf(time, [venue]), venue, "Asia/Shanghai");
    expect(days.map((d) => [d.date, d.settlement])).toEqual([
      ["2026-01-30", 29_919],
      ["2026-02-02", 25_750],
    ]);
    expect(dayChange(days[1])).toBeCloseTo(-0.1393, 4);
  });

  it("sees the fund's two limit-ups and five limit-downs, by the prices that were reported", () => {
    const closes = [4.336, 4.77, 5.247, 4.722, 4.25, 3.825, 3.443, 3.099, 3.358];
    const step = closes.flatMap((c, i) => [
      { close: c, settlement: i === 0 ? 4.2 : closes[i - 1], phase: 2 },
      { close: c, settlement: c, phase: 0 },
    ]);
    const round = (x: number) => Math.round(x * 1000) / 1000;
    const time = step.map(
      (_, i) => parseInstant("2026-01-27T14:00+08:00") + Math.floor(i / 2) * 24 * HOUR + (i % 2) * HOUR,
    );
    const venue = venueSeries({
      close: step.map((s) => s.close), settlement: step.map((s) => s.settlement), phase: step.map((s) => s.phase), volume: step.map(() => 1),
      limitLow: step.map((s) => round(s.settlement * 0.9)), limitHigh: step.map((s) => round(s.settlement * 1.1)),
    }); // biome-ignore format: a table
    const runs = limitRuns(tradingDays(runOf(time, [venue]), venue, "Asia/Shanghai"));
    expect(runs.map((r) => [r.direction, r.days])).toEqual([
      [1, 2],
      [-1, 5],
    ]);
  });

  it("makes one day of a run that never settles", () => {
    const time = hours("2026-01-30T10:00Z", 4);
    const venue = venueSeries({ close: [10, 9, 6, 7], low: [10, 9, 6, 7], high: [10, 9, 6, 7], volume: [1, 1, 1, 1] });
    const [day, ...others] = tradingDays(runOf(time, [venue]), venue, "UTC");
    expect(others).toEqual([]);
    expect([day.previous, day.close, day.low, day.settled]).toEqual([10, 7, 6, -1]);
    expect(dayChange(day)).toBeCloseTo(-0.3, 12);
  });
});
