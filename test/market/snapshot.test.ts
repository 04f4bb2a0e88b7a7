import { describe, expect, test } from "vitest";
import { restoreSnapshot, takeSnapshot } from "../../src/core/snapshot.ts";
import { DAY, parseInstant } from "../../src/core/time.ts";
import { createVenue, VenuePhase, venueConfig } from "../../src/market/index.ts";
import { Side } from "../../src/orderbook/index.ts";
import { RAW } from "./fixtures.ts";
import { COLUMNS, Traffic } from "./traffic.ts";

const START = parseInstant("2026-01-29T00:00Z");
const END = START + 6 * DAY;

function traffic(name: keyof typeof RAW): Traffic {
  const rules = [
    { kind: "daily-limit", down: "10%", up: "10%", widen: ["3%"] },
    { kind: "velocity-halt", move: "4%", within: "20m" },
    { kind: "scheduled-halt", day: "2026-01-30", from: "10:00", to: "11:00" },
    { kind: "scheduled-halt", day: "2026-01-30", from: "13:30", to: "14:00", collect: false },
  ];
  return new Traffic(createVenue(name, 0, venueConfig.parse({ ...RAW[name], rules }), START, END), START);
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
