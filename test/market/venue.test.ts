import { describe, expect, test } from "vitest";
import { parseInstant } from "../../src/core/time.ts";
import { VenuePhase } from "../../src/market/index.ts";
import { NO_PRICE, TimeInForce } from "../../src/orderbook/index.ts";
import { Driver, makeVenue } from "./fixtures.ts";

const ny = (clock: string): string => `2026-01-29T${clock} America/New_York`;
const comex = (patch: object = {}): Driver =>
  new Driver(
    makeVenue("comex", "2026-01-29T05:00Z", "2026-02-03T00:00Z", { price: 100, ...patch }),
    "2026-01-29T05:00Z",
  );

describe("settlement", () => {
  test("the volume-weighted mean of 13:24-13:25, known at 13:25", () => {
    const driver = comex().to(ny("13:23"));
    const { venue } = driver;
    driver.print(20_500, 100);
    driver.to(ny("13:24"));
    driver.print(20_000, 3);
    driver.print(20_010, 1);
    expect(venue.justSettled).toBe(false);
    driver.step();
    expect(venue.justSettled).toBe(true);
    expect(venue.settlementTicks).toBe(20_003);
    expect(venue.settlements.last()).toBe(100.015);
    expect(venue.markTicks).toBe(20_003);
    driver.print(19_000, 50);
    expect(venue.markTicks).toBe(19_000);
    driver.step();
    expect(venue.justSettled).toBe(false);
    driver.to("2026-01-30T13:25 America/New_York");
    expect(venue.previousSettlementTicks).toBe(20_003);
  });

  test("without a trade in the window: the last one, held inside the quotes", () => {
    const driver = comex().to(ny("13:00"));
    driver.print(20_000);
    driver.sell(19_800, 1);
    driver.to(ny("13:25"));
    expect(driver.venue.settlementTicks).toBe(19_800);
  });

  test("the closing auction's price is the close, on the very step", () => {
    const venue = makeVenue("lof", "2026-01-29T00:00Z", "2026-01-31T00:00Z", { price: 5 });
    const driver = new Driver(venue, "2026-01-29T00:00Z").to("2026-01-29T14:00 Asia/Shanghai");
    driver.print(5100, 10);
    driver.to("2026-01-29T14:57 Asia/Shanghai");
    expect(venue.phase).toBe(VenuePhase.Auction);
    driver.sell(4900, 20);
    driver.buy(5000, 20);
    driver.buy(4950, 5);
    expect(venue.midTicks()).toBe(5100);
    expect(venue.spreadTicks()).toBe(-1);
    driver.to("2026-01-29T15:00 Asia/Shanghai");
    expect(venue.phase).toBe(VenuePhase.Closed);
    expect(driver.trades.at(-1)).toMatchObject({ ticks: 5000, lots: 20 });
    expect(venue.settlementTicks).toBe(5000);
    expect(venue.justSettled).toBe(true);
    expect(venue.markTicks).toBe(5000);
    // The engine brought the auction's trade once more: it is counted once.
    expect([venue.stepVolume, venue.volume]).toEqual([20, 30]);
  });

  test("the mean of the day takes in the night session and the auctions", () => {
    const venue = makeVenue("shfe", "2026-01-28T12:00Z", "2026-01-30T08:00Z", { price: 30_000 });
    const driver = new Driver(venue, "2026-01-28T12:00Z").to("2026-01-28T20:55 Asia/Shanghai");
    expect(venue.tradingDay).toBe("2026-01-29");
    expect(venue.justOpened).toBe(true);
    driver.buy(30_400, 4);
    driver.sell(30_400, 4);
    driver.to("2026-01-28T22:00 Asia/Shanghai");
    expect(venue.justOpened).toBe(false);
    driver.print(30_000, 3);
    driver.to("2026-01-29T10:00 Asia/Shanghai");
    driver.print(31_000, 1);
    driver.to("2026-01-29T15:00 Asia/Shanghai");
    expect(venue.settlementTicks).toBe((4 * 30_400 + 3 * 30_000 + 31_000) / 8);
    driver.to("2026-01-29T20:55 Asia/Shanghai");
    expect([venue.tradingDay, venue.dayIndex, venue.volume]).toEqual(["2026-01-30", 1, 0]);
    expect(venue.markTicks).toBe(venue.settlementTicks);
  });
});

describe("orders over night", () => {
  test("day orders are cancelled when the trading day ends, not at noon", () => {
    const driver = new Driver(makeVenue("lof", "2026-01-29T00:00Z", "2026-01-31T00:00Z"), "2026-01-29T00:00Z");
    driver.to("2026-01-29T10:00 Asia/Shanghai");
    driver.buy(5000, 1);
    driver.sell(5500, 1);
    driver.to("2026-01-29T13:01 Asia/Shanghai");
    expect(driver.venue.book.restingCount).toBe(2);
    driver.to("2026-01-29T15:00 Asia/Shanghai");
    expect(driver.venue.book.restingCount).toBe(0);
  });

  test("elsewhere they stay", () => {
    const driver = comex().to(ny("12:00"));
    driver.buy(19_000, 1);
    driver.to("2026-01-30T12:00 America/New_York");
    expect(driver.venue.bidTicks()).toBe(19_000);
  });
});

describe("quotes", () => {
  test("mid, mark and spread with both sides, one side and none", () => {
    const driver = comex().to(ny("09:00"));
    const { venue } = driver;
    expect([venue.midTicks(), venue.markTicks, venue.spreadTicks()]).toEqual([20_000, 20_000, -1]);
    const bid = driver.buy(19_990, 1);
    expect([venue.midTicks(), venue.markTicks]).toEqual([20_000, 20_000]);
    driver.sell(19_995, 1);
    expect([venue.midTicks(), venue.markTicks, venue.spreadTicks()]).toEqual([19_992.5, 19_995, 5]);
    expect(venue.mid()).toBe(99.9625);
    driver.cancel(bid);
    expect([venue.midTicks(), venue.bidTicks(), venue.askTicks()]).toEqual([19_995, NO_PRICE, 19_995]);
    driver.buy(19_995, 1, TimeInForce.Ioc);
    expect([venue.last(), venue.midTicks()]).toEqual([99.975, 19_995]);
    driver.buy(20_050, 1);
    expect([venue.midTicks(), venue.markTicks]).toEqual([20_050, 20_050]);
  });

  test("the step's prices and volumes start anew at each step", () => {
    const driver = comex().to(ny("09:00"));
    const { venue } = driver;
    driver.print(20_000, 2);
    driver.print(20_050, 1);
    driver.print(19_900, 1);
    driver.print(19_950, 1);
    expect([venue.stepOpen, venue.stepHigh, venue.stepLow, venue.lastTicks]).toEqual([20_000, 20_050, 19_900, 19_950]);
    expect([venue.stepVolume, venue.volume]).toEqual([5, 5]);
    driver.step();
    expect([venue.stepOpen, venue.stepHigh, venue.stepLow, venue.lastTicks]).toEqual([
      NO_PRICE,
      NO_PRICE,
      NO_PRICE,
      19_950,
    ]);
    expect([venue.stepVolume, venue.volume]).toEqual([0, 5]);
    venue.onTrade(19_940, 7, true, driver.time);
    expect([venue.stepVolume, venue.stepForcedVolume]).toEqual([7, 7]);
  });

  test("volume per minute leaves forced lots out and forgets", () => {
    const driver = comex().to(ny("09:00"));
    const { venue } = driver;
    const before = venue.minuteVolume;
    expect(before).toBe(0);
    for (let i = 0; i < 120; i++) {
      venue.onTrade(20_000, 6, false, driver.time);
      venue.onTrade(20_000, 90, true, driver.time);
      driver.step();
    }
    expect(venue.minuteVolume).toBeCloseTo(6, 2);
    expect(venue.oldVolume).toBeLessThan(3);
    for (let i = 0; i < 10; i++) driver.step();
    expect(venue.minuteVolume).toBeCloseTo(3, 1);
  });
});

test("how busy the clock time is, around midnight and on the local clock", () => {
  const activity = [
    ["06:00", 1],
    ["12:00", 3],
    ["18:00", 2],
  ];
  const { venue } = comex({ activity });
  const level = (clock: string): number => venue.activity(parseInstant(ny(clock)));
  expect([level("06:00"), level("09:00"), level("12:00"), level("15:00")]).toEqual([1, 2, 3, 2.5]);
  expect([level("18:00"), level("00:00"), level("03:00")]).toEqual([2, 1.5, 1.25]);
});

test("locks are told once, and their end after five minutes", () => {
  const driver = new Driver(makeVenue("lof", "2026-01-29T00:00Z", "2026-01-31T00:00Z"), "2026-01-29T00:00Z");
  driver.to("2026-01-29T09:40 Asia/Shanghai");
  for (let i = 0; i < 5; i++) {
    driver.sell(4722, 10);
    driver.step();
    driver.buy(4722, 10);
    driver.step();
  }
  expect(driver.told("limit-lock")).toEqual(["locked limit-down at 4.722"]);
  expect(driver.told("limit-unlock")).toEqual([]);
  driver.to("2026-01-29T09:56 Asia/Shanghai");
  expect(driver.told("limit-unlock")).toEqual(["limit-down at 4.722 opened"]);
});
