import { describe, expect, test } from "vitest";
import { RandomStream } from "../../src/core/random.ts";
import { restoreSnapshot, takeSnapshot } from "../../src/core/snapshot.ts";
import { DAY, MINUTE, parseInstant } from "../../src/core/time.ts";
import { createVenue, type Venue, VenuePhase, venueConfig } from "../../src/market/index.ts";
import { EventKind, NO_PRICE, Side, TimeInForce } from "../../src/orderbook/index.ts";
import { RAW } from "./fixtures.ts";

const START = parseInstant("2026-01-29T00:00Z");
const END = START + 6 * DAY;
/** Figures noted at each step, the phase first. */
const COLUMNS = 16;

/** Random orders around a drifting price, so that auctions, halts and limit locks come about. */
class Traffic {
  readonly venue: Venue;
  readonly rng = new RandomStream(5, "traffic");
  time = START;
  private id = 0;

  constructor(venue: Venue) {
    this.venue = venue;
  }

  /** Goes on for so many steps; returns all that can be seen, step by step. */
  run(steps: number): number[] {
    const trace: number[] = [];
    for (let i = 0; i < steps; i++) this.step(trace);
    return trace;
  }

  private step(trace: number[]): void {
    const { venue, rng } = this;
    venue.advance(this.time, 1);
    this.drain();
    if (venue.accepting) {
      const drift = Math.sin(this.time / DAY) * 0.02 - 0.012;
      for (let n = rng.int(4); n > 0; n--) {
        const ticks = Math.round(venue.lastTicks * (1 + drift * rng.next() + 0.01 * rng.normal()));
        const tif = rng.chance(0.3) && venue.phase === VenuePhase.Continuous ? TimeInForce.Ioc : TimeInForce.Gtc;
        const side = rng.chance(0.55) ? Side.Sell : Side.Buy;
        const low = venue.limitLowTicks === NO_PRICE ? 1 : venue.limitLowTicks;
        const high = venue.limitHighTicks === NO_PRICE ? Number.MAX_SAFE_INTEGER : venue.limitHighTicks;
        venue.book.limit(++this.id, side, Math.min(high, Math.max(low, ticks)), 1 + rng.int(20), tif);
        this.drain();
        venue.afterOrder(this.time);
      }
      if (rng.chance(0.3)) venue.book.cancel(1 + rng.int(this.id + 1));
      this.drain();
    }
    venue.endStep(this.time, 1);
    const row = [
      venue.phase,
      venue.mid(),
      venue.markTicks,
      venue.settlementTicks,
      venue.limitLowTicks,
      venue.volume,
    ].concat([
      venue.sigma,
      venue.sigma0,
      venue.minuteVolume,
      venue.lock,
      venue.lockQueue,
      venue.dayIndex,
      venue.history.midAt(this.time - 90 * MINUTE),
      venue.settlements.mean(3),
      venue.nextChange(this.time),
      venue.notices.length,
    ]);
    for (const value of row) trace.push(value);
    this.time += MINUTE;
  }

  private drain(): void {
    const { log } = this.venue.book;
    for (let i = 0; i < log.count; i++)
      if (log.kind[i] === EventKind.Trade)
        this.venue.onTrade(log.price[i], log.qty[i], this.rng.chance(0.2), this.time);
    log.clear();
  }
}

function traffic(name: keyof typeof RAW): Traffic {
  const rules = [
    { kind: "daily-limit", down: "10%", up: "10%", widen: ["3%"] },
    { kind: "velocity-halt", move: "4%", within: "20m" },
    { kind: "scheduled-halt", day: "2026-01-30", from: "10:00", to: "11:00" },
    { kind: "scheduled-halt", day: "2026-01-30", from: "13:30", to: "14:00", collect: false },
  ];
  return new Traffic(createVenue(name, 0, venueConfig.parse({ ...RAW[name], rules }), START, END));
}

const firstDifference = (a: readonly number[], b: readonly number[]): number =>
  a.length === b.length ? a.findIndex((value, i) => !Object.is(value, b[i])) : Math.min(a.length, b.length);

describe.each(["comex", "shfe", "lof", "etf"] as const)("%s", (name) => {
  test("from a snapshot at any moment it goes on as it did", () => {
    const whole = traffic(name);
    const parts: { trace: number[]; snapshot: ReturnType<typeof takeSnapshot> }[] = [];
    for (let i = 0; i < 14; i++) {
      const snapshot = takeSnapshot(whole);
      parts.push({ snapshot, trace: whole.run(411) });
    }
    const phases = new Set(parts.flatMap((part) => part.trace.filter((_, i) => i % COLUMNS === 0)));
    expect([...phases].sort()).toEqual([0, 1, 2, 3]);
    for (const { trace, snapshot } of parts.reverse()) {
      restoreSnapshot(whole, snapshot);
      expect(firstDifference(whole.run(411), trace)).toBe(-1);
      const other = traffic(name);
      restoreSnapshot(other, snapshot);
      expect(firstDifference(other.run(411), trace)).toBe(-1);
    }
  });
});

test("a snapshot fits a venue that has one rule more: the state of the others is kept", () => {
  const patch = (rules: object[]) => venueConfig.parse({ ...RAW.shfe, rules });
  const limit = { kind: "daily-limit", down: "10%", up: "10%" };
  const base = createVenue("shfe", 0, patch([limit]), START, END);
  base.advance(parseInstant("2026-01-29T02:00Z"), 1);
  base.setDailyLimit(0.05, 0.05, true);
  const fork = createVenue("shfe", 0, patch([{ kind: "velocity-halt", move: "2%" }, limit]), START, END);
  restoreSnapshot(fork, takeSnapshot(base));
  expect(fork.limitLowTicks).toBe(base.limitLowTicks);
  fork.advance(parseInstant("2026-01-29T02:01Z"), 1);
  for (const ticks of [18_600, 18_200]) {
    fork.book.limit(ticks, Side.Sell, ticks, 1);
    fork.book.limit(ticks + 1, Side.Buy, ticks, 1);
    fork.onTrade(ticks, 1, false, base.dayIndex);
    fork.afterOrder(parseInstant("2026-01-29T02:01Z"));
  }
  expect(fork.phase).toBe(VenuePhase.Auction);
  fork.advance(parseInstant("2026-01-29T13:00Z"), 1);
  expect(fork.limitLowTicks).toBe(Math.floor(fork.settlementTicks * 0.95 + 0.5));
});
