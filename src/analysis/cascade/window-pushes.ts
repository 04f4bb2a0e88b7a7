/** What moved the price over a window of rounds: earlier forced sales one by one, and every other kind of flow. */
import { CAUSES, Cause, isForced } from "../../core/cause.ts";
import type { CascadeRecord, LiquidationTable } from "../../engine/result.ts";
import { windowStarts } from "./kills.ts";
import { Root } from "./roots.ts";

/** The pushes of one window; ticks as in the record, whose sum is the window's move. */
export interface WindowPushes {
  /** Rows of the liquidations whose own trades moved the price, in rising order, and by how much: the first `count` of each. */
  readonly count: number;
  readonly parents: Int32Array;
  readonly parentTicks: Float64Array;
  /** Every other flow: population, cause (or a Root), ticks. */
  readonly roots: readonly { readonly population: number; readonly cause: number; readonly ticks: number }[];
}

const POSITION_LIMIT = 3;
const WIDTH = CAUSES.length;

/** The cause that a forced episode trades with. */
export const causeOfEpisode = (trigger: number): number =>
  trigger === POSITION_LIMIT ? Cause.PositionLimit : Cause.MarginCall;

/** The pushes of one venue that moved its price, in the order of their rounds. */
interface VenuePushes {
  readonly round: Int32Array;
  readonly row: Int32Array;
  readonly ticks: Float64Array;
}

export class PushFinder {
  private readonly record: CascadeRecord;
  private readonly populations: number;
  private readonly starts: Int32Array;
  private readonly pushesOf: readonly VenuePushes[];
  /** Population and cause of each row of the liquidations, as one number. */
  private readonly kindOf: Int32Array;
  /** Sums by row and by kind; all zero between two searches. */
  private readonly byRow: Float64Array;
  private readonly byKind: Float64Array;
  private readonly parents: Int32Array;
  private readonly parentTicks: Float64Array;

  constructor(record: CascadeRecord, liquidations: LiquidationTable, populations: number) {
    const { trigger, population, episode } = liquidations;
    const rows = episode.length;
    this.record = record;
    this.populations = populations;
    this.starts = windowStarts(record);
    this.pushesOf = venuePushes(record, liquidations);
    this.kindOf = Int32Array.from(population, (p, row) => p * WIDTH + causeOfEpisode(trigger[row]));
    this.byRow = new Float64Array(rows);
    this.byKind = new Float64Array((populations + 1) * WIDTH);
    this.parents = new Int32Array(rows);
    this.parentTicks = new Float64Array(rows);
  }

  /** The pushes of a window. The arrays are the finder's own, and hold until it is asked again. */
  of(window: number): WindowPushes {
    const kinds = this.sumKinds(window);
    const [first, last] = this.sumRows(window);
    const { byRow, byKind, parents, parentTicks, kindOf } = this;
    let count = 0;
    for (let row = first; row <= last; row++) {
      const ticks = byRow[row];
      if (ticks === 0) continue;
      byRow[row] = 0;
      const kind = kindOf[row];
      if (byKind[kind] === 0) kinds.push(kind);
      byKind[kind] -= ticks;
      parents[count] = row;
      parentTicks[count++] = ticks;
    }
    return { count, parents, parentTicks, roots: this.rootsOf(kinds) };
  }

  /** Sums by kind of flow, re-pricing as a population of its own; returns the kinds that have one. */
  private sumKinds(window: number): number[] {
    const { populations, byKind } = this;
    const { causes } = this.record;
    const kinds: number[] = [];
    for (let c = this.starts[window]; c < this.starts[window + 1]; c++) {
      const repricing = causes.population[c] === populations;
      const kind = causes.population[c] * WIDTH + (repricing ? 0 : causes.cause[c]);
      byKind[kind] = causes.ticks[c];
      kinds.push(kind);
    }
    return kinds;
  }

  /** Sums by row of the liquidations; returns the first and the last that have one. */
  private sumRows(window: number): readonly [number, number] {
    const { byRow } = this;
    const { windows } = this.record;
    const { round, row, ticks } = this.pushesOf[windows.venue[window]];
    const end = windows.toRound[window];
    let first = byRow.length;
    let last = -1;
    for (let i = firstAfter(round, windows.fromRound[window]); i < round.length && round[i] <= end; i++) {
      const at = row[i];
      byRow[at] += ticks[i];
      if (at < first) first = at;
      if (at > last) last = at;
    }
    return [first, last];
  }

  /** What is left of each kind when its named episodes are taken off; clears the sums. */
  private rootsOf(kinds: readonly number[]): WindowPushes["roots"] {
    const { byKind, populations } = this;
    const roots: { population: number; cause: number; ticks: number }[] = [];
    for (const kind of kinds) {
      const ticks = byKind[kind];
      byKind[kind] = 0;
      if (ticks === 0) continue;
      const population = Math.floor(kind / WIDTH);
      const cause = kind % WIDTH;
      if (population === populations) roots.push({ population, cause: Root.Repricing, ticks });
      else roots.push({ population, cause: isForced(cause) ? Root.Earlier : cause, ticks });
    }
    return roots;
  }
}

/** Pushes by venue, without those that moved nothing or whose episode the table does not hold. */
function venuePushes({ pushes, tick }: CascadeRecord, { episode }: LiquidationTable): VenuePushes[] {
  const rows = new Map(Array.from(episode, (id, row) => [id, row]));
  const lists: number[][] = Array.from(tick, () => []);
  for (let i = 0; i < pushes.venue.length; i++)
    if (pushes.ticks[i] !== 0 && rows.has(pushes.episode[i])) lists[pushes.venue[i]].push(i);
  return lists.map((list) => ({
    round: Int32Array.from(list, (i) => pushes.round[i]),
    row: Int32Array.from(list, (i) => rows.get(pushes.episode[i]) as number),
    ticks: Float64Array.from(list, (i) => pushes.ticks[i]),
  }));
}

/** Place of the first of the rising rounds after that one. */
function firstAfter(rounds: Int32Array, round: number): number {
  let low = 0;
  let high = rounds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rounds[middle] > round) high = middle;
    else low = middle + 1;
  }
  return low;
}
