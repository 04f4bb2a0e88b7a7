import { describe, expect, test } from "vitest";
import { parseInstant } from "../../src/core/time.ts";
import { createVenue, venueConfig } from "../../src/market/index.ts";
import { RAW } from "./fixtures.ts";

/** Paths and messages of what is wrong with the ETF's configuration once patched. */
function problems(patch: object): string[] {
  const result = venueConfig.safeParse({ ...RAW.etf, ...patch });
  return result.success ? [] : result.error.issues.map((i) => `${i.path.join(".")}: ${i.message}`);
}

describe("what a venue may not be", () => {
  test.each([
    [{ zone: "America/Gotham" }, /^zone: expected an IANA time zone/],
    [{ currency: "dollars" }, /^currency: expected an ISO 4217 code/],
    [{ tick: 0 }, /^tick: /],
    [{ tick: 0.00003 }, /^tick: a tick of a lot must be worth whole cents/],
    [{ price: 0.001 }, /^price: expected a price of at least one tick/],
    [{ sessions: [] }, /^sessions: /],
    [{ sessions: [{ from: "9:30", to: "16:00" }] }, /^sessions.0.from: expected a time of day/],
    [{ sessions: [{ days: ["monday"], from: "09:30", to: "16:00" }] }, /^sessions.0.days.0: /],
    [{ holidays: ["2026-02-30"] }, /^holidays.0: expected a day that exists/],
    [{ rules: [{ kind: "daily-limt", down: 0.1, up: 0.1 }] }, /^rules.0/],
    [{ rules: [{ kind: "daily-limit", down: "140%", up: 0.1 }] }, /^rules.0.down: expected a fraction/],
    [{ rules: [{ kind: "velocity-halt", move: 0.1, pase: "2m" }] }, /^rules.0: .*pase/],
    [
      {
        activity: [
          ["10:00", 1],
          ["09:00", 2],
        ],
      },
      /^activity.1.0: expected times in rising order/,
    ],
    [{ history: [1, -2] }, /^history/],
    [{ resale: 1.5 }, /^resale: /],
    [{ colour: "silver" }, /colour/],
  ])("%j", (patch, message) => {
    expect(problems(patch).join("\n")).toMatch(message);
  });

  test("two daily limits", () => {
    const rule = { kind: "daily-limit", down: 0.1, up: 0.1 };
    expect(problems({ rules: [rule, rule] })).toEqual(["rules.1: a venue has one daily-limit at most"]);
  });
});

test("prices, ticks and money", () => {
  const made = (name: keyof typeof RAW) => {
    const config = venueConfig.parse(RAW[name]);
    return createVenue(name, 3, config, parseInstant("2026-01-05T00:00Z"), parseInstant("2026-01-09T00:00Z"));
  };
  const [comex, shfe, lof, etf] = [made("comex"), made("shfe"), made("lof"), made("etf")];
  expect([comex, shfe, lof, etf].map((v) => v.centsPerTick)).toEqual([2500, 1500, 10, 100]);
  expect([comex, shfe, lof, etf].map((v) => v.openingTicks)).toEqual([15200, 18600, 5247, 6850]);
  expect([comex.isFutures, lof.isFutures]).toEqual([true, false]);
  expect(comex.index).toBe(3);
  // The nearest double to the decimal price, at every tick.
  let wrong = 0;
  for (let ticks = 1; ticks < 20_000; ticks++) {
    if (lof.toPrice(ticks) !== Number((ticks / 1000).toFixed(3))) wrong++;
    if (comex.toPrice(ticks) !== Number((ticks * 0.005).toFixed(3))) wrong++;
    if (comex.toTicks(comex.toPrice(ticks)) !== ticks) wrong++;
  }
  expect(wrong).toBe(0);
  expect(Object.isFrozen(comex.config) && Object.isFrozen(comex.config.rules[0])).toBe(true);
});

test("history: prices and geometric stretches, oldest first; the last is the settlement that limits start from", () => {
  const config = venueConfig.parse({
    ...RAW.shfe,
    history: [17_000, { days: 3, from: 10_000, to: 14_400 }, 18_000, 18_560],
  });
  const venue = createVenue("shfe", 0, config, parseInstant("2026-01-05T00:00Z"), parseInstant("2026-01-09T00:00Z"));
  const known = Array.from({ length: venue.settlements.count }, (_, i) => Math.round(venue.settlements.at(i)));
  expect(known).toEqual([17_000, 10_000, 12_000, 14_400, 18_000, 18_560]);
  expect(venue.settlementTicks).toBe(18_560);
  expect(venue.previousSettlementTicks).toBe(18_000);
  expect(venue.lastTicks).toBe(18_600);
});
