/** The four venues of the silver crash as their exchanges describe them, and a driver that stands in for the engine. */
import { MINUTE, parseInstant } from "../../src/core/time.ts";
import { createVenue, type Venue, venueConfig } from "../../src/market/index.ts";
import { EventKind, Side, TimeInForce } from "../../src/orderbook/index.ts";

const CHINESE_HOLIDAYS = ["2026-01-01", "2026-01-02", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19"].concat([
  "2026-02-20",
  "2026-02-23",
]);
const GLOBEX = ["sun", "mon", "tue", "wed", "thu"];

export const RAW = {
  comex: {
    zone: "America/New_York",
    currency: "USD",
    unit: "oz",
    tick: 0.005,
    multiplier: 5000,
    price: 76,
    dayOrders: false,
    sessions: [
      { days: GLOBEX, from: "17:45", to: "18:00", phase: "auction", tradingDay: "next", onHolidays: true },
      { days: GLOBEX, from: "18:00", to: "17:00", tradingDay: "next", onHolidays: true },
    ],
    holidays: ["2026-01-19"],
    earlyCloses: { "2026-01-19": "14:30" },
    settlement: { at: "13:25", method: "vwap", window: "1m" },
    rules: [{ kind: "velocity-halt", move: "10%" }],
  },
  shfe: {
    zone: "Asia/Shanghai",
    currency: "CNY",
    unit: "kg",
    tick: 1,
    multiplier: 15,
    price: 18600,
    sessions: [
      { from: "20:55", to: "20:59", phase: "auction", tradingDay: "next" },
      { from: "21:00", to: "02:30", tradingDay: "next" },
      { from: "08:55", to: "08:59", phase: "auction" },
      { from: "09:00", to: "10:15" },
      { from: "10:30", to: "11:30" },
      { from: "13:30", to: "15:00" },
    ],
    holidays: CHINESE_HOLIDAYS,
    noNightBefore: ["2026-01-01", "2026-02-16"],
    settlement: { at: "15:00", method: "day-vwap" },
    rules: [{ kind: "daily-limit", down: "17%", up: "17%", widen: ["3%", "5%"], rounding: "down" }],
  },
  lof: {
    zone: "Asia/Shanghai",
    currency: "CNY",
    unit: "share",
    tick: 0.001,
    multiplier: 100,
    price: 5.247,
    settles: "cash",
    resale: 1,
    sessions: [
      { from: "09:15", to: "09:25", phase: "auction" },
      { from: "09:30", to: "11:30" },
      { from: "13:00", to: "14:57" },
      { from: "14:57", to: "15:00", phase: "auction" },
    ],
    holidays: CHINESE_HOLIDAYS,
    settlement: { at: "15:00", method: "last" },
    rules: [{ kind: "daily-limit", down: "10%", up: "10%" }],
  },
  etf: {
    zone: "America/New_York",
    currency: "USD",
    unit: "share",
    tick: 0.01,
    multiplier: 100,
    price: 68.5,
    settles: "cash",
    sessions: [
      { from: "09:20", to: "09:30", phase: "auction" },
      { from: "09:30", to: "15:59" },
      { from: "15:59", to: "16:00", phase: "auction" },
    ],
    holidays: ["2026-01-19"],
    settlement: { at: "16:00", method: "last" },
  },
};

/** A venue of that name, changed by `patch`, for a run between two moments written as a scenario writes them. */
export function makeVenue(name: keyof typeof RAW, from: string, to: string, patch: object = {}): Venue {
  const config = venueConfig.parse({ ...RAW[name], ...patch });
  return createVenue(name, 0, config, parseInstant(from), parseInstant(to));
}

/** Steps a venue by the minute and brings it its trades, as the engine does. */
export class Driver {
  readonly venue: Venue;
  time: number;
  minutes = 1;
  readonly trades: { time: number; ticks: number; lots: number }[] = [];
  private id = 0;

  constructor(venue: Venue, from: string) {
    this.venue = venue;
    this.time = parseInstant(from);
    this.begin();
  }

  /** Ends the running step and goes on to the moment, minute by minute. */
  to(moment: string): this {
    const end = parseInstant(moment);
    while (this.time < end) this.step();
    return this;
  }

  step(): void {
    this.venue.endStep(this.time, this.minutes);
    this.time += this.minutes * MINUTE;
    this.begin();
  }

  buy(ticks: number, lots: number, tif: TimeInForce = TimeInForce.Gtc): number {
    return this.limit(Side.Buy, ticks, lots, tif);
  }

  sell(ticks: number, lots: number, tif: TimeInForce = TimeInForce.Gtc): number {
    return this.limit(Side.Sell, ticks, lots, tif);
  }

  /** A trade at that price: an offer and a bid that takes it. */
  print(ticks: number, lots = 1): void {
    this.sell(ticks, lots);
    this.buy(ticks, lots, TimeInForce.Ioc);
  }

  cancel(id: number): void {
    this.venue.book.cancel(id);
    this.drain();
  }

  /** Notices of that kind so far. */
  told(kind: string): string[] {
    return this.venue.notices.filter((n) => n.kind === kind).map((n) => n.text);
  }

  private limit(side: Side, ticks: number, lots: number, tif: TimeInForce): number {
    this.venue.book.limit(++this.id, side, ticks, lots, tif);
    this.drain();
    this.venue.afterOrder(this.time);
    return this.id;
  }

  private begin(): void {
    this.venue.advance(this.time, this.minutes);
    this.drain();
  }

  private drain(): void {
    const { log } = this.venue.book;
    for (let i = 0; i < log.count; i++) {
      if (log.kind[i] !== EventKind.Trade) continue;
      this.trades.push({ time: this.time, ticks: log.price[i], lots: log.qty[i] });
      this.venue.onTrade(log.price[i], log.qty[i], false, this.time);
    }
    log.clear();
  }
}
