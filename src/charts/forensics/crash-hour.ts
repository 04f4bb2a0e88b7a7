/** The worst hour of the crash day, minute by minute: what the film shows. */
import { lastPrices } from "../../analysis/last-price.ts";
import { worstWindow } from "../../analysis/worst-window.ts";
import { CAUSES } from "../../core/cause.ts";
import { HOUR, MINUTE } from "../../core/time.ts";
import type { RunResult } from "../../engine/result.ts";
import type { ChartContext } from "../context.ts";

/** Shown before and after the worst hour, ms. */
const BEFORE = 10 * MINUTE;
const AFTER = 20 * MINUTE;

/** Lots or accounts under a name. */
export interface Count {
  readonly name: string;
  readonly count: number;
  /** Lots, where `count` is accounts. */
  readonly lots?: number;
}

/** One minute at the main venue. */
export interface Frame {
  /** Its start: local time, as charts carry it. */
  readonly time: number;
  /** At its last step; NaN while nothing was known. */
  readonly price: number;
  readonly bids: number;
  readonly asks: number;
  readonly volume: number;
  readonly forced: number;
  readonly liquidating: number;
  readonly defaulted: number;
  /** Lots by population and cause, largest first. */
  readonly sellers: readonly Count[];
  readonly buyers: readonly Count[];
  /** Accounts by population: margin calls made, and accounts handed to the liquidation desk with their lots. */
  readonly called: readonly Count[];
  readonly under: readonly Count[];
}

export interface CrashHour {
  readonly frames: readonly Frame[];
  /** Frames at the ends of the worst hour, and the fall between their prices, a fraction below 0. */
  readonly from: number;
  readonly to: number;
  readonly fall: number;
  /** Accounts that were handed to the liquidation desk in the frames, each once. */
  readonly accounts: number;
}

/** The film's frames, a minute each; null when nothing fell. */
export function crashHour(result: RunResult, context: ChartContext): CrashHour | null {
  const { crash, main, clock } = context;
  if (!crash) return null;
  const prices = lastPrices(main);
  const worst = worstWindow(result.time, prices, HOUR, crash.day.first, crash.day.last);
  if (!worst) return null;
  const start = minuteOf(result.time[worst.from] - BEFORE);
  const end = minuteOf(result.time[worst.to] + AFTER);
  const counts = countsOf(result, context.mainIndex, start, end);
  const frames: Frame[] = [];
  let from = 0;
  let to = 0;
  let volume = 0;
  let forced = 0;
  for (let i = 0; i < result.time.length; i++) {
    const minute = minuteOf(result.time[i]);
    if (minute < start || minute > end) continue;
    volume += main.volume[i];
    forced += main.forcedVolume[i];
    if (i + 1 < result.time.length && minuteOf(result.time[i + 1]) === minute) continue;
    if (minute <= minuteOf(result.time[worst.from])) from = frames.length;
    if (minute <= minuteOf(result.time[worst.to])) to = frames.length;
    const own = counts.get(minute) ?? NONE;
    frames.push({
      time: clock.at(minute * MINUTE),
      price: prices[i],
      bids: main.bidDepth[i],
      asks: main.askDepth[i],
      volume,
      forced,
      liquidating: main.liquidating[i],
      defaulted: main.defaulted[i],
      sellers: sorted(own.sold),
      buyers: sorted(own.bought),
      called: sorted(own.called),
      under: sorted(own.under, own.lots),
    });
    volume = forced = 0;
  }
  if (frames.length < 2) return null;
  const { liquidations } = result;
  const isUnder = (i: number): boolean => {
    const minute = minuteOf(liquidations.handed[i]);
    return liquidations.venue[i] === context.mainIndex && minute >= start && minute <= end;
  };
  const accounts = new Set(liquidations.member.filter((_, i) => isUnder(i))).size;
  return { frames, from, to, fall: prices[worst.to] / prices[worst.from] - 1, accounts };
}

const minuteOf = (time: number): number => Math.floor(time / MINUTE);

type Tally = Map<string, number>;

interface MinuteCounts {
  readonly sold: Tally;
  readonly bought: Tally;
  readonly called: Tally;
  readonly under: Tally;
  /** Lots of those who went under. */
  readonly lots: Tally;
}

const noCounts = (): MinuteCounts => ({
  sold: new Map(),
  bought: new Map(),
  called: new Map(),
  under: new Map(),
  lots: new Map(),
});
const NONE = noCounts();

/** Who did what in each minute from `start` to `end`. */
function countsOf(result: RunResult, venue: number, start: number, end: number): Map<number, MinuteCounts> {
  const { falls, calls, liquidations, populations } = result;
  const minutes = new Map<number, MinuteCounts>();
  const at = (time: number): MinuteCounts | null => {
    const minute = minuteOf(time);
    if (minute < start || minute > end) return null;
    let counts = minutes.get(minute);
    if (!counts) {
      counts = noCounts();
      minutes.set(minute, counts);
    }
    return counts;
  };
  const add = (tally: Tally | undefined, name: string, value: number): void => {
    if (tally && value !== 0) tally.set(name, (tally.get(name) ?? 0) + value);
  };
  for (let i = 0; i < falls.time.length; i++) {
    const counts = at(falls.time[i]);
    const name = `${populations[falls.population[i]].name}: ${CAUSES[falls.cause[i]]}`;
    add(counts?.sold, name, falls.sold[i]);
    add(counts?.bought, name, falls.bought[i]);
  }
  for (let i = 0; i < calls.made.length; i++)
    if (calls.venue[i] === venue) add(at(calls.made[i])?.called, populations[calls.population[i]].name, 1);
  for (let i = 0; i < liquidations.handed.length; i++) {
    if (liquidations.venue[i] !== venue) continue;
    const counts = at(liquidations.handed[i]);
    const { name } = populations[liquidations.population[i]];
    add(counts?.under, name, 1);
    add(counts?.lots, name, Math.abs(liquidations.position[i]));
  }
  return minutes;
}

const sorted = (tally: Tally, lots?: Tally): Count[] =>
  [...tally]
    .map(([name, count]) => (lots ? { name, count, lots: lots.get(name) ?? 0 } : { name, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
