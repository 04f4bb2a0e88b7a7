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
  private readonly rowOf = new Map<number, number>();
  private readonly cache = new Map<number, WindowPushes>();
  private cachedRound = -1;

  constructor(record: CascadeRecord, liquidations: LiquidationTable, populations: number) {
    this.record = record;
    this.liquidations = liquidations;
    this.populations = populations;
    this.starts = windowStarts(record);
    this.pushesOf = Array.from(record.tick, () => []);
    for (let i = 0; i < record.pushes.venue.length; i++) this.pushesOf[record.pushes.venue[i]].push(i);
    for (let i = 0; i < liquidations.episode.length; i++) this.rowOf.set(liquidations.episode[i], i);
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
    const list = this.pushesOf[windows.venue[window]];
    const ticks = new Map<number, number>();
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
      const row = this.rowOf.get(pushes.episode[p]);
      if (row === undefined || pushes.ticks[p] === 0) continue;
      ticks.set(row, (ticks.get(row) ?? 0) + pushes.ticks[p]);
      const kind = liquidations.population[row] * width + causeOfEpisode(liquidations.trigger[row]);
      rest.set(kind, (rest.get(kind) ?? 0) - pushes.ticks[p]);
    }
    const parents = [...ticks.keys()].sort((a, b) => a - b);
    const roots = [...rest]
      .filter(([, left]) => left !== 0)
      .map(([kind, left]) => {
        const population = Math.floor(kind / width);
        const cause = kind % width;
        if (population === populations) return { population, cause: Root.Repricing, ticks: left };
        return { population, cause: isForced(cause) ? Root.Earlier : cause, ticks: left };
      });
    return { parents, parentTicks: parents.map((row) => ticks.get(row) as number), roots };
  }
}

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
