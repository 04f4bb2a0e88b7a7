import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MINUTE, parseInstant } from "../../src/core/time.ts";
import { VenuePhase } from "../../src/market/index.ts";
import { Refusal, Side } from "../../src/orderbook/index.ts";
import { Driver, makeVenue } from "./fixtures.ts";

const at = (clock: string): string => `2026-01-30T${clock} America/New_York`;

/** COMEX on the morning of 30 January, settled at 100 the day before: the variant is 10 dollars, 2,000 ticks. */
function comex(patch: object = {}): Driver {
  const venue = makeVenue("comex", "2026-01-30T05:00Z", "2026-02-03T00:00Z", { price: 100, ...patch });
  return new Driver(venue, "2026-01-30T05:00Z");
}

describe("dynamic circuit breaker: 10% within an hour", () => {
  test("fires on the trade that is 10% below the hour's highest, pauses two minutes and reopens by auction", () => {
    const driver = comex().to(at("09:00"));
    const { venue } = driver;
    driver.print(20_000);
    driver.to(at("09:30"));
    driver.print(18_001);
    expect(venue.phase).toBe(VenuePhase.Continuous);
    driver.print(18_000);
    expect(venue.phase).toBe(VenuePhase.Auction);
    expect(venue.accepting).toBe(true);
    expect(driver.told("halt")).toEqual(["trading halted: fall from 100 to 90 within 60 minutes"]);
    expect(venue.nextChange(driver.time)).toBe(parseInstant(at("09:32")));

    driver.sell(17_600, 5);
    driver.buy(17_800, 8);
    driver.to(at("09:31"));
    expect(venue.phase).toBe(VenuePhase.Auction);
    driver.to(at("09:32"));
    expect(venue.phase).toBe(VenuePhase.Continuous);
    expect(driver.trades.at(-1)).toMatchObject({ ticks: 17_800, lots: 5 });
    expect(venue.stepVolume).toBe(5);
    expect(venue.lastTicks).toBe(17_800);
    expect(driver.told("resume")).toEqual(["trading resumes at 89"]);
  });

  test("the look-back starts anew: a 30% day goes through it step by step", () => {
    const driver = comex().to(at("09:00"));
    const { venue } = driver;
    driver.print(20_000);
    for (let ticks = 19_900; ticks >= 14_000; ticks -= 100) {
      driver.print(ticks);
      driver.step();
      while (venue.phase === VenuePhase.Auction) driver.step();
    }
    // Each pause drops the highs before it: from 100 to 90, from 89.5 (the first trade after) to 79.5, and to 70 no more.
    expect(driver.told("halt")).toEqual([
      "trading halted: fall from 100 to 90 within 60 minutes",
      "trading halted: fall from 89.5 to 79.5 within 60 minutes",
    ]);
  });

  test("what lies more than an hour back does not count; a rise fires too", () => {
    const driver = comex().to(at("09:00"));
    const { venue } = driver;
    driver.print(20_000);
    driver.to(at("09:30"));
    driver.print(19_000);
    driver.to(at("10:01"));
    driver.print(17_900);
    expect(venue.phase).toBe(VenuePhase.Continuous);
    driver.to(at("10:29"));
    driver.print(17_000);
    expect(venue.phase).toBe(VenuePhase.Auction);
    driver.to(at("10:40"));
    driver.print(17_000);
    driver.print(18_999);
    expect(venue.phase).toBe(VenuePhase.Continuous);
    driver.print(19_000);
    expect(driver.told("halt").at(-1)).toMatch(/rise from 85 to 95/);
  });

  test("one order that sweeps through fires once it is worked", () => {
    const driver = comex().to(at("09:00"));
    const { venue } = driver;
    driver.buy(20_000, 1);
    driver.buy(17_000, 1);
    driver.sell(16_000, 3);
    expect(driver.trades.map((t) => t.ticks)).toEqual([20_000, 17_000]);
    expect(venue.phase).toBe(VenuePhase.Auction);
  });

  test("five seconds in the last five minutes; none is left over after the close", () => {
    const driver = comex().to(at("16:54"));
    const { venue } = driver;
    driver.print(20_000);
    driver.to(at("16:56"));
    driver.print(17_900);
    expect(venue.nextChange(driver.time)).toBe(driver.time + 5000);
    driver.step();
    expect(venue.phase).toBe(VenuePhase.Continuous);
    driver.to(at("16:59"));
    driver.print(15_900);
    driver.to(at("17:00"));
    expect(venue.phase).toBe(VenuePhase.Closed);
    driver.to("2026-02-01T17:46 America/New_York");
    expect(venue.phase).toBe(VenuePhase.Auction);
    driver.to("2026-02-01T18:00 America/New_York");
    expect(venue.phase).toBe(VenuePhase.Continuous);
  });

  test("into a halt: no orders until it ends", () => {
    const driver = comex({ rules: [{ kind: "velocity-halt", move: "5%", within: "5m", pause: "5m", into: "halt" }] });
    const { venue } = driver.to(at("09:00"));
    driver.print(20_000);
    driver.print(19_000);
    expect(venue.phase).toBe(VenuePhase.Halted);
    expect(venue.accepting).toBe(false);
    expect(venue.closed).toBe(false);
    expect(venue.book.limit(901, Side.Buy, 19_000, 1)).toBe(Refusal.Halted);
    driver.to(at("09:05"));
    expect(venue.phase).toBe(VenuePhase.Continuous);
  });

  test("agrees with a list of all trades of the last minutes", () => {
    const walk = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: -300, max: 300 })), {
      minLength: 30,
      maxLength: 80,
    });
    fc.assert(
      fc.property(walk, fc.integer({ min: 1, max: 7 }), (moves, within) => {
        const rules = [{ kind: "velocity-halt", move: "3%", within: `${within}m`, pause: "1m", into: "halt" }];
        const driver = new Driver(
          makeVenue("comex", "2026-01-30T13:00Z", "2026-01-31T00:00Z", { price: 100, rules }),
          "2026-01-30T13:00Z",
        );
        let trades: { minute: number; ticks: number }[] = [];
        let ticks = 20_000;
        for (const [wait, move] of moves) {
          for (let i = 0; i < wait; i++) driver.step();
          while (driver.venue.phase === VenuePhase.Halted) driver.step();
          ticks += move;
          const minute = Math.floor(driver.time / MINUTE);
          trades.push({ minute, ticks });
          const recent = trades.filter((t) => t.minute > minute - within).map((t) => t.ticks);
          const fires = ticks <= Math.max(...recent) - 600 || ticks >= Math.min(...recent) + 600;
          driver.print(ticks);
          expect(driver.venue.phase).toBe(fires ? VenuePhase.Halted : VenuePhase.Continuous);
          if (fires) trades = [];
        }
      }),
      { numRuns: 60 },
    );
  });
});
