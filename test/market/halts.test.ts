import { describe, expect, test } from "vitest";
import { parseInstant } from "../../src/core/time.ts";
import { VenuePhase } from "../../src/market/index.ts";
import { Refusal, Side } from "../../src/orderbook/index.ts";
import { Driver, makeVenue, RAW } from "./fixtures.ts";

const at = (clock: string): string => `2026-01-30T${clock} Asia/Shanghai`;

function lof(halt?: object): Driver {
  const rules = halt ? [...RAW.lof.rules, { kind: "scheduled-halt", day: "2026-01-30", ...halt }] : RAW.lof.rules;
  return new Driver(makeVenue("lof", "2026-01-29T16:00Z", "2026-02-04T00:00Z", { rules }), "2026-01-29T16:00Z");
}

/** Phases of the day at those times. */
function phases(driver: Driver, ...clocks: string[]): string[] {
  const names = ["closed", "auction", "continuous", "halted"];
  return clocks.map((clock) => `${clock} ${names[driver.to(at(clock)).venue.phase]}`);
}

describe("scheduled halts of a listed fund", () => {
  test("the whole day: no order is taken, the settlement stays", () => {
    const driver = lof({});
    expect(phases(driver, "09:15", "09:30", "11:30", "13:00", "14:58", "15:00")).toEqual([
      "09:15 halted",
      "09:30 halted",
      "11:30 closed",
      "13:00 halted",
      "14:58 halted",
      "15:00 closed",
    ]);
    expect(driver.venue.settlementTicks).toBe(5247);
    expect(driver.told("halt")).toEqual(["trading halted: scheduled, rest of the day"]);
    driver.to("2026-02-02T09:31 Asia/Shanghai");
    expect(driver.venue.phase).toBe(VenuePhase.Continuous);
  });

  test("from the open to 10:30: orders are collected and matched at one price", () => {
    const driver = lof({ to: "10:30" });
    const { venue } = driver;
    expect(phases(driver, "09:15", "09:24")).toEqual(["09:15 auction", "09:24 auction"]);
    driver.sell(4722, 30);
    driver.to(at("10:00"));
    driver.buy(4722, 10);
    expect(driver.trades).toEqual([]);
    driver.to(at("10:30"));
    expect(driver.trades).toEqual([{ time: parseInstant(at("10:30")), ticks: 4722, lots: 10 }]);
    expect(venue.phase).toBe(VenuePhase.Continuous);
    expect(venue.lock).toBe(-1);
    expect(venue.lockQueue).toBe(20);
  });

  test("a stretch within the day, without collecting", () => {
    const driver = lof({ from: "10:00", to: "13:30", collect: false });
    expect(phases(driver, "09:59", "10:00", "11:29", "11:30", "13:00", "13:30")).toEqual([
      "09:59 continuous",
      "10:00 halted",
      "11:29 halted",
      "11:30 closed",
      "13:00 halted",
      "13:30 continuous",
    ]);
    expect(driver.told("resume")).toEqual(["trading resumes at 5.247"]);
  });

  test("a day before the run, or a holiday, does nothing", () => {
    const past = lof({ day: "2026-01-22", from: "10:00" });
    expect(phases(past, "09:30")).toEqual(["09:30 continuous"]);
    expect(past.venue.notices).toEqual([]);
  });
});

describe("halts by a shock", () => {
  test("given overnight, it holds from the open; an extension counts; resume ends it at once", () => {
    const driver = lof().to(at("08:00"));
    const { venue } = driver;
    venue.halt(parseInstant(at("10:30")), "premium warning", true);
    expect(phases(driver, "09:14", "09:15")).toEqual(["09:14 closed", "09:15 auction"]);
    venue.halt(parseInstant(at("14:00")), "extended");
    expect(venue.phase).toBe(VenuePhase.Halted);
    expect(phases(driver, "10:30", "13:59")).toEqual(["10:30 halted", "13:59 halted"]);
    venue.resume();
    expect(venue.phase).toBe(VenuePhase.Continuous);
    venue.resume();
    expect(driver.told("resume")).toHaveLength(1);
    venue.halt(driver.time - 1, "in the past");
    expect(venue.phase).toBe(VenuePhase.Continuous);
  });

  test("what rests stays and may be cancelled; what is sent is refused", () => {
    const driver = lof().to(at("09:40"));
    const { venue } = driver;
    const id = driver.buy(5000, 10);
    driver.buy(4900, 7);
    venue.halt(parseInstant(at("10:00")), "news");
    expect(venue.book.limit(900, Side.Sell, 4900, 1)).toBe(Refusal.Halted);
    driver.cancel(id);
    driver.to(at("10:00"));
    expect(venue.bidTicks()).toBe(4900);
  });
});
