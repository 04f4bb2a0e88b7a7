import { describe, expect, test } from "vitest";
import { NO_PRICE, Refusal, Side } from "../../src/orderbook/index.ts";
import { Driver, makeVenue } from "./fixtures.ts";

/** The LOF from the evening before 2 February. */
function lof(): Driver {
  return new Driver(makeVenue("lof", "2026-02-01T16:00Z", "2026-02-10T00:00Z"), "2026-02-01T16:00Z");
}

/** SHFE silver from the morning of 30 January, its settlement of the day before 29,919. */
function shfe(settlement = 29_919): Driver {
  const venue = makeVenue("shfe", "2026-02-01T20:00Z", "2026-02-10T00:00Z", {
    price: settlement,
    sessions: [{ from: "09:00", to: "15:00" }],
  });
  return new Driver(venue, "2026-02-01T20:00Z");
}

describe("Shenzhen: 10% of the previous close, to the nearest 0.001", () => {
  test("five limit-downs in a row: 5.247, 4.722, 4.250, 3.825, 3.443, 3.099", () => {
    const driver = lof();
    const { venue } = driver;
    const closes: number[] = [];
    for (const day of ["02", "03", "04", "05", "06"]) {
      driver.to(`2026-02-${day}T09:15 Asia/Shanghai`);
      driver.sell(venue.limitLowTicks, 1000);
      driver.buy(venue.limitLowTicks, 10);
      driver.to(`2026-02-${day}T15:01 Asia/Shanghai`);
      closes.push(venue.toPrice(venue.settlementTicks));
    }
    expect(closes).toEqual([4.722, 4.25, 3.825, 3.443, 3.099]);
    expect(driver.trades.map((t) => t.lots)).toEqual([10, 10, 10, 10, 10]);
    expect(driver.told("limit-lock")).toHaveLength(5);
    expect(driver.told("limit-lock")[0]).toBe("locked limit-down at 4.722");
  });

  test("upwards: 4.336, 4.770, 5.247", () => {
    const driver = new Driver(
      makeVenue("lof", "2026-01-27T16:00Z", "2026-01-30T00:00Z", { price: 4.336 }),
      "2026-01-27T16:00Z",
    );
    const { venue } = driver;
    driver.to("2026-01-28T09:31 Asia/Shanghai");
    expect(venue.toPrice(venue.limitHighTicks)).toBe(4.77);
    driver.print(4770);
    driver.to("2026-01-29T09:15 Asia/Shanghai");
    expect(venue.toPrice(venue.limitHighTicks)).toBe(5.247);
  });

  test("orders outside are refused, and lots that wait at the limit are counted", () => {
    const driver = lof().to("2026-02-02T09:31 Asia/Shanghai");
    const { venue } = driver;
    const { book } = venue;
    expect(book.limit(901, Side.Sell, 4721, 5)).toBe(Refusal.OutsideBand);
    expect(book.limit(902, Side.Buy, 5773, 5)).toBe(Refusal.OutsideBand);
    expect(book.limit(903, Side.Buy, 5772, 5)).toBe(Refusal.Accepted);
    book.cancel(903);
    expect(venue.lock).toBe(0);
    driver.sell(4722, 700);
    expect(venue.lock).toBe(-1);
    expect(venue.lockQueue).toBe(700);
    expect(venue.midTicks()).toBe(4722);
    expect(venue.markTicks).toBe(4722);
    expect(venue.spreadTicks()).toBe(-1);
    driver.buy(4722, 200);
    expect(venue.lockQueue).toBe(500);
    driver.buy(4722, 600);
    expect(venue.lock).toBe(0);
    expect(venue.lockQueue).toBe(0);
    driver.cancel(driver.buy(4722, 1));
  });
});

describe("Shanghai: 17%, wider after one-sided days", () => {
  test("29,919 gives 24,832; the day after it settles at 25,750 the limit is 20% and 20,600", () => {
    const driver = shfe().to("2026-02-02T09:00 Asia/Shanghai");
    const { venue } = driver;
    expect(venue.limitLowTicks).toBe(24_832);
    expect(venue.limitHighTicks).toBe(35_005);
    driver.print(26_668, 50);
    driver.to("2026-02-02T11:00 Asia/Shanghai");
    driver.sell(24_832, 10_050);
    driver.buy(24_832, 50);
    driver.to("2026-02-02T15:00 Asia/Shanghai");
    expect(venue.settlementTicks).toBe(25_750);
    expect(venue.previousSettlementTicks).toBe(29_919);
    expect(venue.justSettled).toBe(true);
    expect(driver.told("one-sided")).toEqual([
      "one-sided day 1 at the lower limit: limits 20% and 20% on the next day",
    ]);
    driver.to("2026-02-03T09:00 Asia/Shanghai");
    expect(venue.limitLowTicks).toBe(20_600);
    expect(driver.told("price-limit")).toEqual(["price limits now 20% down, 20% up"]);
  });

  test("a second one-sided day adds 5 points, an open one takes all back", () => {
    const driver = shfe(20_000);
    const { venue } = driver;
    const limits: number[] = [];
    for (const day of ["02", "03", "04"]) {
      driver.to(`2026-02-${day}T09:00 Asia/Shanghai`);
      limits.push(Math.round((1 - venue.limitLowTicks / venue.dayBaseTicks) * 100));
      if (day !== "04") driver.sell(venue.limitLowTicks, 10);
    }
    driver.to("2026-02-05T09:00 Asia/Shanghai");
    limits.push(Math.round((1 - venue.limitLowTicks / venue.dayBaseTicks) * 100));
    expect(limits).toEqual([17, 20, 22, 17]);
  });

  test("a day that locks the other way counts as a first one", () => {
    const driver = shfe(20_000).to("2026-02-02T09:00 Asia/Shanghai");
    const { venue } = driver;
    driver.sell(venue.limitLowTicks, 10);
    driver.to("2026-02-03T09:00 Asia/Shanghai");
    driver.buy(venue.limitHighTicks, 10);
    expect(venue.lock).toBe(1);
    driver.to("2026-02-03T15:00 Asia/Shanghai");
    expect(driver.told("one-sided")[1]).toMatch(/^one-sided day 1 at the upper limit: limits 20%/);
  });

  test("the last five minutes decide: fills at once do not open the board, an opening does", () => {
    const locked = shfe().to("2026-02-02T14:50 Asia/Shanghai");
    locked.sell(24_832, 500);
    while (locked.time < Date.UTC(2026, 1, 2, 7)) {
      if (locked.time > Date.UTC(2026, 1, 2, 6, 51)) locked.buy(24_832, 1);
      locked.step();
    }
    expect(locked.told("one-sided")).toHaveLength(1);

    const opened = shfe().to("2026-02-02T14:50 Asia/Shanghai");
    opened.sell(24_832, 500);
    opened.to("2026-02-02T14:57 Asia/Shanghai");
    opened.buy(24_832, 501);
    opened.step();
    opened.sell(24_832, 500);
    opened.to("2026-02-02T15:00 Asia/Shanghai");
    expect(opened.venue.lock).toBe(0);
    expect(opened.told("one-sided")).toHaveLength(0);

    const late = shfe().to("2026-02-02T14:56 Asia/Shanghai");
    late.sell(24_832, 500);
    late.to("2026-02-02T15:00 Asia/Shanghai");
    expect(late.told("one-sided")).toHaveLength(0);
  });
});

describe("limits that a shock changes", () => {
  test("from the next trading day on, or at once; what rests outside is then cancelled", () => {
    const driver = shfe(20_000).to("2026-02-02T09:00 Asia/Shanghai");
    const { venue } = driver;
    driver.buy(17_000, 3);
    driver.buy(19_500, 4);
    venue.setDailyLimit(0.1, 0.1);
    expect(venue.limitLowTicks).toBe(16_600);
    venue.setDailyLimit(0.1, 0.12, true);
    expect([venue.limitLowTicks, venue.limitHighTicks]).toEqual([18_000, 22_400]);
    expect(venue.book.restingCount).toBe(1);
    expect(venue.bidTicks()).toBe(19_500);
    driver.sell(19_500, 4);
    driver.to("2026-02-03T09:00 Asia/Shanghai");
    expect([venue.limitLowTicks, venue.limitHighTicks]).toEqual([17_550, 21_840]);
    expect(() => venue.setDailyLimit(-0.1, 0.1)).toThrow(RangeError);
  });

  test("a venue without a limit may be given one, and it may be lifted", () => {
    const venue = makeVenue("comex", "2026-01-29T23:00Z", "2026-01-31T00:00Z", { price: 114.43 });
    const driver = new Driver(venue, "2026-01-29T23:00Z");
    expect(venue.limitLowTicks).toBe(NO_PRICE);
    venue.setDailyLimit(0.1, 0.1, true);
    expect(venue.limitLowTicks).toBe(Math.round(114.43 * 0.9 * 200));
    driver.sell(venue.limitLowTicks, 1);
    expect(venue.lock).toBe(-1);
    venue.setDailyLimit(0, 0, true);
    expect(venue.limitLowTicks).toBe(NO_PRICE);
    expect(venue.lock).toBe(0);
    expect(venue.book.limit(999, Side.Buy, 1, 1)).toBe(Refusal.Accepted);
  });
});
