/**
 * The kill matrix: the losses that led accounts into liquidation, by who made them. A loss is the account's position times
 * what each kind moved the price by since the account was last safe; beside the kinds stand re-pricing, the mark (which is
 * not the mid), and what the account's own trades lost. A row's cells sum to what the ledger booked.
 */
import { CAUSES } from "../../core/cause.ts";
import type { CascadeRecord, KillMatrix, LiquidationTable } from "../../engine/result.ts";

/** Killers that are no population. */
export const REPRICING = { population: "market", cause: "re-pricing" } as const;
export const MARK = { population: "market", cause: "mark" } as const;
export const OWN = { population: "account", cause: "own-trades" } as const;

/** Losses by time: a row for each (window of moves, population of victims, killer). Columns of equal length. */
export interface KillRows {
  /** When the accounts were handed to the desk, ms UTC. */
  readonly time: Float64Array;
  readonly venue: Uint8Array;
  /** Population of the victims. */
  readonly victim: Uint16Array;
  /** Population of the killer; `populations` stands for the market, `populations` + 1 for the account itself. */
  readonly killer: Uint16Array;
  /** Index into CAUSES; CAUSES.length: re-pricing, + 1: the mark, + 2: own trades. */
  readonly cause: Uint8Array;
  /** Ticks x lots, exact. */
  readonly loss: Float64Array;
  /** The same in USD. */
  readonly usd: Float64Array;
}

/** Words of a row's killer. */
export function killerOf(
  population: number,
  cause: number,
  names: readonly string[],
): { readonly population: string; readonly cause: string } {
  if (cause === CAUSES.length) return REPRICING;
  if (cause === CAUSES.length + 1) return MARK;
  return cause === CAUSES.length + 2 ? OWN : { population: names[population], cause: CAUSES[cause] };
}

/** All losses of the record, window by window. `populations`: how many there are. */
export function killRows(cascade: CascadeRecord, liquidations: LiquidationTable, populations: number): KillRows {
  const { windows, causes } = cascade;
  const rows: number[][] = [[], [], [], [], [], [], []];
  const starts = windowStarts(cascade);
  const groups = victims(cascade, liquidations);
  for (const { window, population, lots, own, gap } of groups) {
    const push = (killer: number, cause: number, loss: number): void => {
      if (loss === 0) return;
      const values = [windows.to[window], windows.venue[window], population, killer, cause, loss];
      values.forEach((value, k) => {
        rows[k].push(value);
      });
      rows[6].push(loss * windows.usdPerTick[window]);
    };
    for (let c = starts[window]; c < starts[window + 1]; c++) {
      const repricing = causes.population[c] === populations;
      push(causes.population[c], repricing ? CAUSES.length : causes.cause[c], -lots * causes.ticks[c]);
    }
    push(populations, CAUSES.length + 1, gap);
    push(populations + 1, CAUSES.length + 2, own);
  }
  return {
    time: Float64Array.from(rows[0]),
    venue: Uint8Array.from(rows[1]),
    victim: Uint16Array.from(rows[2]),
    killer: Uint16Array.from(rows[3]),
    cause: Uint8Array.from(rows[4]),
    loss: Float64Array.from(rows[5]),
    usd: Float64Array.from(rows[6]),
  };
}

/** The matrix of the whole run, or of the losses that `keep` wants (by their time, ms UTC); empty rows and columns are left out. */
export function killMatrix(
  cascade: CascadeRecord | null,
  liquidations: LiquidationTable,
  names: readonly string[],
  keep: (time: number, venue: number) => boolean = () => true,
): KillMatrix {
  if (!cascade) return { victims: [], killers: [], loss: new Float64Array(0) };
  const rows = killRows(cascade, liquidations, names.length);
  const width = CAUSES.length + 3;
  const column = (i: number): number => rows.killer[i] * width + rows.cause[i];
  const kept = Array.from(rows.time.keys()).filter((i) => keep(rows.time[i], rows.venue[i]));
  const rowOf = places(kept.map((i) => rows.victim[i]));
  const columnOf = places(kept.map(column));
  const loss = new Float64Array(rowOf.size * columnOf.size);
  for (const i of kept)
    loss[(rowOf.get(rows.victim[i]) as number) * columnOf.size + (columnOf.get(column(i)) as number)] += rows.usd[i];
  return {
    victims: [...rowOf.keys()].map((p) => names[p]),
    killers: [...columnOf.keys()].map((k) => killerOf(Math.floor(k / width), k % width, names)),
    loss,
  };
}

/** First row of each window's causes, and one past the last: they are written window by window. */
export function windowStarts({ windows, causes }: CascadeRecord): Int32Array {
  const starts = new Int32Array(windows.venue.length + 1);
  for (let c = 0; c < causes.window.length; c++) starts[causes.window[c] + 1]++;
  for (let w = 0; w < windows.venue.length; w++) starts[w + 1] += starts[w];
  return starts;
}

interface Victims {
  readonly window: number;
  readonly population: number;
  lots: number;
  own: number;
  gap: number;
}

/** Episodes of one population that count from one window, together. */
function victims({ episodes }: CascadeRecord, liquidations: LiquidationTable): Victims[] {
  const groups = new Map<number, Victims>();
  for (let i = 0; i < liquidations.episode.length; i++) {
    const episode = liquidations.episode[i];
    const window = episodes.window[episode];
    const population = liquidations.population[i];
    const key = window * 65_536 + population;
    let group = groups.get(key);
    if (!group) {
      group = { window, population, lots: 0, own: 0, gap: 0 };
      groups.set(key, group);
    }
    group.lots += liquidations.position[i];
    group.own += episodes.own[episode];
    group.gap += episodes.gap[episode];
  }
  return [...groups.values()];
}

/** The distinct values in rising order, each with its place. */
function places(values: readonly number[]): Map<number, number> {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  return new Map(sorted.map((value, place) => [value, place]));
}
