/** What moved the price over a window of rounds: earlier forced sales one by one, and every other kind of flow. */
import { CAUSES, Cause, isForced } from "../../core/cause.ts";
import type { CascadeRecord, LiquidationTable } from "../../engine/result.ts";
import { windowStarts } from "./kills.ts";
import { Root } from "./roots.ts";

/** The pushes of one window; ticks as in the record, whose sum is the window's move. */
export interface WindowPushes {
  /** Rows of the liquidations whose own trades moved the price, in rising order, and by how much. */
  readonly parents: readonly number[];
  readonly parentTicks: readonly number[];
  /** Every other flow: population, cause (or a Root), ticks. */
  readonly roots: readonly { readonly population: number; readonly cause: number; readonly ticks: number }[];
}

const POSITION_LIMIT = 3;

/** The cause that a forced episode trades with. */
export const causeOfEpisode = (trigger: number): number =>
  trigger === POSITION_LIMIT ? Cause.PositionLimit : Cause.MarginCall;

export class PushFinder {
  private readonly record: CascadeRecord;
  private readonly liquidations: LiquidationTable;
  private readonly populations: number;
  private readonly starts: Int32Array;
  /** By venue: its pushes, in the order of their rounds. */
  private readonly pushesOf: number[][];
  /** Row of the liquidations that made each push; -1 where the table does not hold it. */
  private readonly rowOf: Int32Array;
  /** Sums of a search by row, cleared when it ends. */
  private readonly sums: Float64Array;
  private readonly cache = new Map<number, WindowPushes>();
  private cachedRound = -1;

  constructor(record: CascadeRecord, liquidations: LiquidationTable, populations: number) {
    this.record = record;
    this.liquidations = liquidations;
    this.populations = populations;
    this.starts = windowStarts(record);
    this.pushesOf = Array.from(record.tick, () => []);
    for (let i = 0; i < record.pushes.venue.length; i++) this.pushesOf[record.pushes.venue[i]].push(i);
    const rows = new Map(Array.from(liquidations.episode, (episode, row) => [episode, row]));
    this.rowOf = record.pushes.episode.map((episode) => rows.get(episode) ?? -1);
    this.sums = new Float64Array(liquidations.episode.length);
  }

  /** The pushes of a window. Those of the last round asked for are kept: many accounts fall over the same window. */
  of(window: number): WindowPushes {
    const { windows } = this.record;
    if (this.cachedRound !== windows.toRound[window]) {
      this.cache.clear();
      this.cachedRound = windows.toRound[window];
    }
    let found = this.cache.get(window);
    if (!found) {
      found = this.find(window);
      this.cache.set(window, found);
    }
    return found;
  }

  private find(window: number): WindowPushes {
    const { record, liquidations, populations } = this;
    const { windows, pushes, causes } = record;
    const { sums } = this;
    const parents: number[] = [];
    const list = this.pushesOf[windows.venue[window]];
    /** What is left of each kind when its named episodes are taken off. */
    const rest = new Map<number, number>();
    const width = CAUSES.length;
    for (let c = this.starts[window]; c < this.starts[window + 1]; c++) {
      const kind =
        causes.population[c] === populations ? populations * width : causes.population[c] * width + causes.cause[c];
      rest.set(kind, causes.ticks[c]);
    }
    for (let i = firstAfter(list, pushes.round, windows.fromRound[window]); i < list.length; i++) {
      const p = list[i];
      if (pushes.round[p] > windows.toRound[window]) break;
      const row = this.rowOf[p];
      if (row < 0 || pushes.ticks[p] === 0) continue;
      if (sums[row] === 0) parents.push(row);
      sums[row] += pushes.ticks[p];
    }
    parents.sort((a, b) => a - b);
    const parentTicks: number[] = [];
    let last = -1;
    for (const row of parents) {
      // A row whose pushes cancelled on the way is there twice.
      if (row === last) continue;
      last = row;
      const kind = liquidations.population[row] * width + causeOfEpisode(liquidations.trigger[row]);
      rest.set(kind, (rest.get(kind) ?? 0) - sums[row]);
      parentTicks.push(sums[row]);
      sums[row] = 0;
    }
    const roots = [...rest]
      .filter(([, left]) => left !== 0)
      .map(([kind, left]) => {
        const population = Math.floor(kind / width);
        const cause = kind % width;
        if (population === populations) return { population, cause: Root.Repricing, ticks: left };
        return { population, cause: isForced(cause) ? Root.Earlier : cause, ticks: left };
      });
    return { parents: distinct(parents), parentTicks, roots };
  }
}

/** Rising numbers, each once. */
const distinct = (sorted: readonly number[]): number[] => sorted.filter((row, i) => row !== sorted[i - 1]);

/** Place in the list of the first push of a round after that one. */
function firstAfter(list: readonly number[], rounds: Int32Array, round: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rounds[list[middle]] > round) high = middle;
    else low = middle + 1;
  }
  return low;
}
