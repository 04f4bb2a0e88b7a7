import { describe, expect, test } from "vitest";
import { DAY, parseInstant } from "../../src/core/time.ts";
import { createVenue, VenuePhase, venueConfig } from "../../src/market/index.ts";
import { NO_PRICE, Side } from "../../src/orderbook/index.ts";
import { RAW } from "./fixtures.ts";
import { Traffic } from "./traffic.ts";

const START = parseInstant("2026-01-28T00:00Z");
const RULES = [
  { kind: "daily-limit", down: "6%", up: "6%", widen: ["3%", "5%"] },
  { kind: "velocity-halt", move: "4%", within: "20m" },
];

describe.each([
  ["comex", 1],
  ["shfe", 2],
  ["lof", 3],
  ["etf", 4],
] as const)("%s under random orders", (name, seed) => {
  test("every lot is counted once, trades and resting orders keep to the limits, settlements are what traded", () => {
    const config = venueConfig.parse({ ...RAW[name], rules: RULES });
    const venue = createVenue(name, 0, config, START, START + 7 * DAY);
    const traffic = new Traffic(venue, START, seed);
    let traded = 0;
    let counted = 0;
    let outside = 0;
    let dayLots = 0;
    let dayMoney = 0;
    let settled = 0;
    let locks = 0;
    let last = venue.lastTicks;
    const inside = (ticks: number): boolean =>
      (venue.limitLowTicks === NO_PRICE || ticks >= venue.limitLowTicks) &&
      (venue.limitHighTicks === NO_PRICE || ticks <= venue.limitHighTicks);
    traffic.heard = (ticks, lots) => {
      traded += lots;
      dayLots += lots;
      dayMoney += lots * ticks;
      last = ticks;
      if (!inside(ticks)) outside++;
    };
    for (let step = 0; step < 7 * 1440; step++) {
      const [dayBefore, known] = [venue.dayIndex, venue.settlements.count];
      traffic.run(1);
      counted += venue.stepVolume;
      if (venue.lock !== 0) locks++;
      if (venue.settlements.count > known) {
        settled++;
        const mean = dayLots > 0 ? Math.round(dayMoney / dayLots) : null;
        if (name === "shfe" && mean !== null) expect(venue.settlementTicks).toBe(mean);
        if (name === "lof" || name === "etf") expect(venue.settlementTicks).toBe(last);
        dayLots = 0;
        dayMoney = 0;
      }
      if (venue.dayIndex !== dayBefore) {
        venue.book.forEachResting(Side.Buy, (_, ticks) => void (inside(ticks) || outside++));
        venue.book.forEachResting(Side.Sell, (_, ticks) => void (inside(ticks) || outside++));
      }
      if (venue.phase === VenuePhase.Closed && name !== "comex" && venue.justSettled)
        expect(venue.book.restingCount).toBe(0);
    }
    expect(traded).toBeGreaterThan(500);
    expect(counted).toBe(traded);
    expect(outside).toBe(0);
    expect(settled).toBeGreaterThanOrEqual(5);
    expect(locks).toBeGreaterThan(0);
    expect(venue.notices.some((n) => n.kind === "halt")).toBe(true);
  });
});
