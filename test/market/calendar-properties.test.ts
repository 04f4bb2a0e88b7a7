import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY, dayName, MINUTE, parseInstant, zoneOffset } from "../../src/core/time.ts";
import { createVenue, VenuePhase, venueConfig } from "../../src/market/index.ts";
import { RAW } from "./fixtures.ts";

const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** Sessions that do not overlap: cuts of the day in rising order, used two by two. */
const sessionTable = fc.uniqueArray(fc.integer({ min: 0, max: 1439 }), { minLength: 2, maxLength: 8 }).chain((cuts) => {
  const sorted = [...cuts].sort((a, b) => a - b);
  const count = Math.floor(sorted.length / 2);
  return fc.record({
    sessions: fc.tuple(
      ...Array.from({ length: count }, (_, i) =>
        fc.record({
          days: fc.subarray(DAYS, { minLength: 1 }),
          from: fc.constant(sorted[2 * i]),
          to: fc.constant(sorted[2 * i + 1]),
          phase: fc.constantFrom("auction", "continuous"),
        }),
      ),
    ),
    zone: fc.constantFrom("Asia/Shanghai", "America/New_York", "Asia/Kolkata", "UTC", "Australia/Sydney"),
    holidays: fc.subarray(["2026-01-12", "2026-01-14", "2026-01-16", "2026-01-17"]),
  });
});

test("at any minute the phase is what the local clock says", () => {
  const start = parseInstant("2026-01-12T00:00Z");
  const end = start + 7 * DAY;
  fc.assert(
    fc.property(
      sessionTable,
      fc.array(fc.integer({ min: 0, max: 7 * 1440 - 1 }), { minLength: 20, maxLength: 60 }),
      (table, minutes) => {
        const sessions = table.sessions.map((s) => ({ ...s, from: clock(s.from), to: clock(s.to) }));
        const config = venueConfig.parse({
          ...RAW.etf,
          zone: table.zone,
          tradingDays: DAYS,
          sessions,
          holidays: table.holidays,
        });
        const venue = createVenue("x", 0, config, start, end);
        for (const minute of [...minutes].sort((a, b) => a - b)) {
          const time = start + minute * MINUTE;
          venue.advance(time, 1);
          const local = time + zoneOffset(time, table.zone) * MINUTE;
          const minuteOfDay = (local % DAY) / MINUTE;
          const day = DAYS[new Date(local).getUTCDay()];
          const held = table.sessions.find((s) => s.days.includes(day) && s.from <= minuteOfDay && minuteOfDay < s.to);
          const open = held !== undefined && !table.holidays.includes(dayName(local));
          const expected = !open
            ? VenuePhase.Closed
            : held.phase === "auction"
              ? VenuePhase.Auction
              : VenuePhase.Continuous;
          expect(venue.phase).toBe(expected);
          expect(venue.activity(time)).toBe(1);
        }
      },
    ),
    { numRuns: 60 },
  );
});
