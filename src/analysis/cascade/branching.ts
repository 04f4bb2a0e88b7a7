/**
 * The branching ratio through the day: how many contracts each contract sold by force made others sell. It is the case
 * reproduction number of epidemics (Wallinga & Teunis 2004, Am. J. Epidemiol. 160): the offspring of those who were
 * triggered within a window, whenever the offspring comes. Below one a cascade dies out, above one it grows.
 */
import { RandomStream } from "../../core/random.ts";
import { HOUR, MINUTE } from "../../core/time.ts";
import type { LiquidationTable } from "../../engine/result.ts";
import { quantileOfSorted } from "../quantile.ts";
import type { CascadeTree } from "./tree.ts";

/** One window in which accounts of a venue were handed to the desk and sold. */
export interface BranchingWindow {
  /** ms UTC */
  readonly from: number;
  readonly to: number;
  readonly episodes: number;
  /** Contracts sold by force by those accounts, and contracts that these sales made others sell by force. */
  readonly lots: number;
  readonly triggeredLots: number;
  readonly ratio: number;
  /** 95% interval over resampled episodes; NaN for fewer than `FEWEST`. */
  readonly low: number;
  readonly high: number;
}

/** How long a window is unless told otherwise; longer where few accounts are sold. */
export const BRANCHING_WINDOW = 15 * MINUTE;
/** Windows with too few accounts are joined up to the first that is farther away than this. */
const JOINED_WITHIN = HOUR;
/** Fewer episodes repeat themselves when they are resampled. */
const FEWEST = 10;
const REPLICATES = 500;
/** Part of all contracts sold by force that a window's ratio must rest on to be called the peak. */
const LEAST_PART = 0.01;

/**
 * Windows with forced sales, in time; those with too few accounts for an interval are joined with their neighbours. Intervals are drawn from a stream of their own, so they are the same every time.
 */
export function branching(
  liquidations: LiquidationTable,
  tree: CascadeTree,
  venue: number,
  width = BRANCHING_WINDOW,
): BranchingWindow[] {
  const windows = new Map<number, number[]>();
  for (let row = 0; row < liquidations.episode.length; row++) {
    if (liquidations.venue[row] !== venue || tree.lots[row] === 0) continue;
    const from = Math.floor(tree.triggered[row] / width) * width;
    const rows = windows.get(from);
    if (rows) rows.push(row);
    else windows.set(from, [row]);
  }
  const stream = new RandomStream(venue, "cascade/branching");
  const rising = [...windows].sort(([a], [b]) => a - b).map(([from, rows]) => ({ from, to: from + width, rows }));
  return joinSparse(rising).map(({ from, to, rows }) => ({
    ...{ from, to, episodes: rows.length },
    ...ratioOf(tree, rows, stream),
  }));
}

interface Rows {
  readonly from: number;
  readonly to: number;
  readonly rows: readonly number[];
}

/**
 * Joins a window with too few rows with the next one until there are enough, and what is left over with the one before: only
 * rows with nobody near stand alone. Without it most sales of a slow cascade would be in no window that has an interval.
 */
function joinSparse(windows: readonly Rows[]): Rows[] {
  const joined: Rows[] = [];
  const meet = (one: Rows | undefined, other: Rows): one is Rows =>
    one !== undefined && other.from - one.to < JOINED_WITHIN;
  const join = (one: Rows, other: Rows): Rows => ({
    from: one.from,
    to: other.to,
    rows: [...one.rows, ...other.rows],
  });
  for (const window of windows) {
    const last = joined[joined.length - 1];
    if (meet(last, window) && last.rows.length < FEWEST) joined[joined.length - 1] = join(last, window);
    else joined.push(window);
  }
  return joined.reduce<Rows[]>((done, window) => {
    const last = done[done.length - 1];
    if (meet(last, window) && window.rows.length < FEWEST) done[done.length - 1] = join(last, window);
    else done.push(window);
    return done;
  }, []);
}

/**
 * The window whose ratio is the largest, of those that hold enough episodes for an interval and a hundredth of all contracts: the
 * largest of many small ones is a matter of chance. Null when there is none.
 */
export function branchingPeak<W extends Pick<BranchingWindow, "episodes" | "lots" | "ratio">>(
  windows: readonly W[],
): W | null {
  const least = LEAST_PART * windows.reduce((sum, { lots }) => sum + lots, 0);
  let peak: W | null = null;
  for (const window of windows)
    if (window.episodes >= FEWEST && window.lots >= least && (peak === null || window.ratio > peak.ratio))
      peak = window;
  return peak;
}

function ratioOf(
  { lots, triggeredLots }: CascadeTree,
  rows: readonly number[],
  stream: RandomStream,
): Pick<BranchingWindow, "lots" | "triggeredLots" | "ratio" | "low" | "high"> {
  const total = (of: Float64Array, which: readonly number[]): number => which.reduce((sum, row) => sum + of[row], 0);
  const sold = total(lots, rows);
  const triggered = total(triggeredLots, rows);
  const figures = { lots: sold, triggeredLots: triggered, ratio: triggered / sold };
  if (rows.length < FEWEST) return { ...figures, low: Number.NaN, high: Number.NaN };
  const resampled = new Float64Array(REPLICATES);
  for (let r = 0; r < REPLICATES; r++) {
    let a = 0;
    let b = 0;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[stream.int(rows.length)];
      a += triggeredLots[row];
      b += lots[row];
    }
    resampled[r] = a / b;
  }
  resampled.sort();
  return { ...figures, low: quantileOfSorted(resampled, 0.025), high: quantileOfSorted(resampled, 0.975) };
}
