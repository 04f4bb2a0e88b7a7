import { describe, expect, it } from "vitest";
import { Clock } from "../../src/engine/clock.ts";

const MINUTE = 60_000;
const at = (text: string): number => Date.parse(`2026-01-30T${text}Z`);
const open = { closed: false, nextChange: () => Number.POSITIVE_INFINITY };

function steps(clock: Clock, venues: readonly { closed: boolean; nextChange(time: number): number }[]): string[] {
  const seen: string[] = [];
  while (!clock.ended && seen.length < 500) {
    seen.push(`${new Date(clock.time).toISOString().slice(11, 19)} ${clock.length() / 1000}`);
    clock.advance(venues);
  }
  return seen;
}

describe("clock", () => {
  it("takes steps of one length, and finer ones inside a window", () => {
    const refine = [{ from: at("00:02:00"), to: at("00:03:00"), step: 20_000 }];
    const clock = new Clock({ start: at("00:00:00"), end: at("00:04:30"), step: MINUTE, refine });
    expect(steps(clock, [open])).toEqual([
      "00:00:00 60",
      "00:01:00 60",
      "00:02:00 20",
      "00:02:20 20",
      "00:02:40 20",
      "00:03:00 60",
      "00:04:00 30",
    ]);
  });

  it("meets a window that does not begin on a whole step", () => {
    const refine = [{ from: at("00:01:30"), to: at("00:02:00"), step: 15_000 }];
    const clock = new Clock({ start: at("00:00:00"), end: at("00:03:00"), step: MINUTE, refine });
    expect(steps(clock, [open])).toEqual(["00:00:00 60", "00:01:00 30", "00:01:30 15", "00:01:45 15", "00:02:00 60"]);
  });

  it("jumps over time in which every venue is closed, to the first that changes", () => {
    const closed = { closed: true, nextChange: (t: number) => (t < at("09:30:00") ? at("09:30:00") : at("23:00:00")) };
    const other = { closed: true, nextChange: () => at("10:00:00") };
    const clock = new Clock({ start: at("00:00:00"), end: at("12:00:00"), step: MINUTE, refine: [] });
    clock.advance([closed, other]);
    expect(clock.time).toBe(at("09:30:00"));
    clock.advance([closed, { ...other, closed: false }]);
    expect(clock.time).toBe(at("09:31:00"));
  });

  it("knows the end of a reaction time: that of the step unless given, else on multiples of its length, no later than the run", () => {
    const refine = [{ from: at("00:00:00"), to: at("00:00:30"), step: 10_000 }];
    const given = { start: at("00:00:00"), end: at("00:04:30"), refine };
    const ends = (config: { step: number; reaction?: number }, ...times: string[]) => {
      const clock = new Clock({ ...given, ...config });
      return times.map((time) => new Date(clock.reactionEnd(at(time))).toISOString().slice(11, 19));
    };
    expect(ends({ step: MINUTE }, "00:00:00", "00:00:09")).toEqual(["00:00:10", "00:00:10"]);
    const long = { step: MINUTE / 4, reaction: 2 * MINUTE };
    expect(ends(long, "00:00:00", "00:01:59", "00:02:00", "00:04:10")).toEqual([
      "00:02:00",
      "00:02:00",
      "00:04:00",
      "00:04:30",
    ]);
    expect(ends({ step: 5 * MINUTE, reaction: MINUTE / 2 }, "00:00:00", "00:00:30")).toEqual(["00:00:30", "00:01:00"]);
  });

  it("ends when nothing ever opens again", () => {
    const clock = new Clock({ start: at("00:00:00"), end: at("12:00:00"), step: MINUTE, refine: [] });
    clock.advance([{ closed: true, nextChange: () => Number.POSITIVE_INFINITY }]);
    expect(clock.ended).toBe(true);
    expect(clock.time).toBe(at("12:00:00"));
  });
});
