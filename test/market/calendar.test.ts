import { describe, expect, test } from "vitest";
import { parseInstant } from "../../src/core/time.ts";
import { ChangeKind, createVenue, type Venue, VenuePhase, venueConfig } from "../../src/market/index.ts";
import { makeVenue, RAW } from "./fixtures.ts";

const KIND = ["close", "settle", "day-end", "day", "phase"];
const PHASE = ["closed", "auction", "continuous"];

/** The venue's changes between two moments, a line each: UTC, what, which. */
function changes(venue: Venue, from: string, to: string): string[] {
  const { time, kind, value, days } = venue.calendar;
  const lines: string[] = [];
  for (let i = 0; i < time.length; i++) {
    if (time[i] < parseInstant(from) || time[i] >= parseInstant(to)) continue;
    const what = kind[i] === ChangeKind.Phase ? PHASE[value[i]] : `${KIND[kind[i]]} ${days[value[i]].slice(5)}`;
    lines.push(`${new Date(time[i]).toISOString().slice(5, 16).replace("T", " ")} ${what}`);
  }
  return lines;
}

describe("COMEX", () => {
  const venue = makeVenue("comex", "2026-01-04T00:00Z", "2026-02-09T00:00Z");

  test("a day: pre-open, 23 hours, settlement at 13:25 New York", () => {
    expect(changes(venue, "2026-01-04T00:00Z", "2026-01-06T00:00Z")).toEqual([
      "01-04 22:45 day 01-05",
      "01-04 22:45 auction",
      "01-04 23:00 continuous",
      "01-05 18:25 settle 01-05",
      "01-05 22:00 close 01-05",
      "01-05 22:00 day-end 01-05",
      "01-05 22:45 day 01-06",
      "01-05 22:45 auction",
      "01-05 23:00 continuous",
    ]);
  });

  test("Martin Luther King day: halts at 14:30, no settlement, one trading day with Tuesday", () => {
    expect(changes(venue, "2026-01-16T18:00Z", "2026-01-21T00:00Z")).toEqual([
      "01-16 18:25 settle 01-16",
      "01-16 22:00 close 01-16",
      "01-16 22:00 day-end 01-16",
      "01-18 22:45 day 01-20",
      "01-18 22:45 auction",
      "01-18 23:00 continuous",
      "01-19 19:30 close 01-20",
      "01-19 22:45 auction",
      "01-19 23:00 continuous",
      "01-20 18:25 settle 01-20",
      "01-20 22:00 close 01-20",
      "01-20 22:00 day-end 01-20",
      "01-20 22:45 day 01-21",
      "01-20 22:45 auction",
      "01-20 23:00 continuous",
    ]);
  });

  test("the New York clock goes forward on 8 March and back on 1 November", () => {
    const spring = makeVenue("comex", "2026-03-05T00:00Z", "2026-03-11T00:00Z");
    expect(changes(spring, "2026-03-06T00:00Z", "2026-03-09T19:00Z")).toEqual([
      "03-06 18:25 settle 03-06",
      "03-06 22:00 close 03-06",
      "03-06 22:00 day-end 03-06",
      "03-08 21:45 day 03-09",
      "03-08 21:45 auction",
      "03-08 22:00 continuous",
      "03-09 17:25 settle 03-09",
    ]);
    const autumn = makeVenue("comex", "2026-10-29T00:00Z", "2026-11-04T00:00Z");
    expect(changes(autumn, "2026-10-30T00:00Z", "2026-11-02T19:00Z")).toEqual([
      "10-30 17:25 settle 10-30",
      "10-30 21:00 close 10-30",
      "10-30 21:00 day-end 10-30",
      "11-01 22:45 day 11-02",
      "11-01 22:45 auction",
      "11-01 23:00 continuous",
      "11-02 18:25 settle 11-02",
    ]);
    expect(spring.activity(parseInstant("2026-03-09T12:00Z"))).toBe(1);
  });
});

describe("SHFE", () => {
  const venue = makeVenue("shfe", "2026-01-04T00:00Z", "2026-02-26T00:00Z");

  test("the first trading day of the year has no night session; Friday's night belongs to Monday", () => {
    expect(changes(venue, "2026-01-01T00:00Z", "2026-01-05T02:00Z")).toEqual([
      "01-05 00:55 day 01-05",
      "01-05 00:55 auction",
      "01-05 00:59 close 01-05",
      "01-05 01:00 continuous",
    ]);
    expect(changes(venue, "2026-01-09T07:00Z", "2026-01-12T12:00Z")).toEqual([
      "01-09 07:00 close 01-09",
      "01-09 07:00 settle 01-09",
      "01-09 07:00 day-end 01-09",
      "01-09 12:55 day 01-12",
      "01-09 12:55 auction",
      "01-09 12:59 close 01-12",
      "01-09 13:00 continuous",
      "01-09 18:30 close 01-12",
      "01-12 00:55 auction",
      "01-12 00:59 close 01-12",
      "01-12 01:00 continuous",
      "01-12 02:15 close 01-12",
      "01-12 02:30 continuous",
      "01-12 03:30 close 01-12",
      "01-12 05:30 continuous",
      "01-12 07:00 close 01-12",
      "01-12 07:00 settle 01-12",
      "01-12 07:00 day-end 01-12",
    ]);
  });

  test("Chinese New Year: nothing from Friday 13 February, 15:00, to Tuesday 24 February, 08:55", () => {
    expect(changes(venue, "2026-02-13T06:00Z", "2026-02-24T01:30Z")).toEqual([
      "02-13 07:00 close 02-13",
      "02-13 07:00 settle 02-13",
      "02-13 07:00 day-end 02-13",
      "02-24 00:55 day 02-24",
      "02-24 00:55 auction",
      "02-24 00:59 close 02-24",
      "02-24 01:00 continuous",
    ]);
    expect(changes(venue, "2026-02-24T12:00Z", "2026-02-24T13:30Z")).toEqual([
      "02-24 12:55 day 02-25",
      "02-24 12:55 auction",
      "02-24 12:59 close 02-25",
      "02-24 13:00 continuous",
    ]);
  });
});

test("a night left out may be named by the trading day that it belongs to", () => {
  const venue = makeVenue("shfe", "2026-01-08T00:00Z", "2026-01-14T00:00Z", { noNightBefore: ["2026-01-12"] });
  expect(changes(venue, "2026-01-08T12:00Z", "2026-01-12T00:56Z").filter((line) => line.includes(" day "))).toEqual([
    "01-08 12:55 day 01-09",
    "01-12 00:55 day 01-12",
  ]);
});

describe("Shenzhen and New York shares", () => {
  test("the LOF's day: opening call, two sessions, closing call", () => {
    const venue = makeVenue("lof", "2026-01-29T16:00Z", "2026-01-31T16:00Z");
    expect(changes(venue, "2026-01-29T16:00Z", "2026-01-31T16:00Z")).toEqual([
      "01-30 01:15 day 01-30",
      "01-30 01:15 auction",
      "01-30 01:25 close 01-30",
      "01-30 01:30 continuous",
      "01-30 03:30 close 01-30",
      "01-30 05:00 continuous",
      "01-30 06:57 auction",
      "01-30 07:00 close 01-30",
      "01-30 07:00 settle 01-30",
      "01-30 07:00 day-end 01-30",
    ]);
    expect(venue.minutesPerDay).toBe(237);
  });

  test("the ETF is shut on the holiday; an early close cuts the session and settles then", () => {
    const venue = makeVenue("etf", "2026-01-15T00:00Z", "2026-01-22T00:00Z", {
      earlyCloses: { "2026-01-20": "13:00" },
    });
    expect(changes(venue, "2026-01-16T20:59Z", "2026-01-21T14:00Z")).toEqual([
      "01-16 20:59 auction",
      "01-16 21:00 close 01-16",
      "01-16 21:00 settle 01-16",
      "01-16 21:00 day-end 01-16",
      "01-20 14:20 day 01-20",
      "01-20 14:20 auction",
      "01-20 14:30 continuous",
      "01-20 18:00 close 01-20",
      "01-20 18:00 settle 01-20",
      "01-20 18:00 day-end 01-20",
    ]);
  });
});

test("a run that starts inside a session is in it from the first step, and its past settlement does not come again", () => {
  const venue = makeVenue("comex", "2026-01-28T19:00Z", "2026-01-29T23:00Z");
  venue.advance(parseInstant("2026-01-28T19:00Z"), 1);
  expect(venue.phase).toBe(VenuePhase.Continuous);
  expect(venue.tradingDay).toBe("2026-01-28");
  expect(venue.settlements.count).toBe(0);
  expect(venue.openUntil).toBe(parseInstant("2026-01-28T22:00Z"));
  expect(venue.nextSettlement).toBe(parseInstant("2026-01-29T18:25Z"));
});

test("nextChange names every moment at which something changes", () => {
  const venue = makeVenue("lof", "2026-01-29T16:00Z", "2026-02-02T16:00Z");
  let time = parseInstant("2026-01-29T16:00Z");
  const seen: string[] = [];
  for (;;) {
    venue.advance(time, 1);
    time = venue.nextChange(time);
    if (time >= parseInstant("2026-02-02T02:00Z")) break;
    seen.push(new Date(time).toISOString().slice(8, 16));
  }
  expect(seen).toEqual(
    ["30T01:15", "30T01:25", "30T01:30", "30T03:30", "30T05:00", "30T06:57", "30T07:00"].concat([
      "02T01:15",
      "02T01:25",
      "02T01:30",
    ]),
  );
});

test("sessions that overlap, and ones that never meet a trading day, are refused", () => {
  const overlap = venueConfig.parse({
    ...RAW.etf,
    sessions: [
      { from: "09:30", to: "16:00" },
      { from: "15:59", to: "16:00", phase: "auction" },
    ],
  });
  const [from, to] = [parseInstant("2026-01-05T00:00Z"), parseInstant("2026-01-09T00:00Z")];
  expect(() => createVenue("etf", 0, overlap, from, to)).toThrow(/sessions overlap on 2026-01-0\d/);
  const never = venueConfig.parse({
    ...RAW.etf,
    tradingDays: ["sat"],
    sessions: [{ days: ["mon"], from: "09:30", to: "16:00" }],
  });
  expect(() => createVenue("etf", 0, never, from, to)).toThrow(/no trading day from 2026-01-05/);
});

test("a window without a trading day is a venue that stays shut", () => {
  const venue = makeVenue("etf", "2026-01-17T00:00Z", "2026-01-18T00:00Z");
  venue.advance(parseInstant("2026-01-17T16:00Z"), 1);
  expect(venue.closed).toBe(true);
  expect(venue.tradingDay).toBe("2026-01-20");
  expect(venue.nextChange(parseInstant("2026-01-17T16:00Z"))).toBe(parseInstant("2026-01-20T14:20Z"));
});
