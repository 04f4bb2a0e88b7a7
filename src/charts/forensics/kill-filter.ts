/** The kill matrix by time, folded for a page: what its two sliders filter. */
import { killerOf, killRows } from "../../analysis/cascade/index.ts";
import { killerName } from "../../analysis/kill-matrix.ts";
import { HOUR, MINUTE } from "../../core/time.ts";
import type { RunResult } from "../../engine/result.ts";
import type { ChartContext } from "../context.ts";
import { momentWords } from "../local-time.ts";

/** Rows and columns that have a name of their own. */
const VICTIMS = 8;
const KILLERS = 12;
/** Stretches of time that a slider has, at most, and how long one may be. */
const MOST = 240;
const WIDTHS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR];

export interface KillFilter {
  /** Stretches in which losses fell due, in order: "30 Jan 13:25". */
  readonly bins: readonly string[];
  /** How long each is, ms. */
  readonly width: number;
  readonly victims: readonly string[];
  readonly killers: readonly string[];
  /** [bin, victim, killer, USD] of every cell that is not empty. */
  readonly cells: readonly (readonly [number, number, number, number])[];
}

/** Null when nothing was attributed or nobody was liquidated. */
export function killFilter(result: RunResult, { clock }: ChartContext): KillFilter | null {
  const { cascade, liquidations, populations } = result;
  if (cascade === null) return null;
  const names = populations.map(({ name }) => name);
  const rows = killRows(cascade, liquidations, names.length);
  if (rows.time.length === 0) return null;
  const count = (width: number): number => new Set(rows.time.map((t) => Math.floor(t / width))).size;
  const width = WIDTHS.find((w) => count(w) <= MOST) ?? WIDTHS[WIDTHS.length - 1];
  const killers = Array.from(rows.killer, (killer, i) => killerName(killerOf(killer, rows.cause[i], names)));
  const victims = Array.from(rows.victim, (p) => names[p]);
  const shownVictims = largest(victims, rows.usd, VICTIMS, "other victims");
  const shownKillers = largest(killers, rows.usd, KILLERS, "other killers");
  const bins = [...new Set(Array.from(rows.time, (t) => Math.floor(t / width)))].sort((a, b) => a - b);
  const binOf = new Map(bins.map((bin, i) => [bin, i]));
  const place = (shown: readonly string[], name: string): number => {
    const at = shown.indexOf(name);
    return at < 0 ? shown.length - 1 : at;
  };
  const sums = new Map<number, number>();
  for (let i = 0; i < rows.time.length; i++) {
    const bin = binOf.get(Math.floor(rows.time[i] / width)) as number;
    const cell = (bin * shownVictims.length + place(shownVictims, victims[i])) * shownKillers.length;
    const key = cell + place(shownKillers, killers[i]);
    sums.set(key, (sums.get(key) ?? 0) + rows.usd[i]);
  }
  return {
    bins: bins.map((bin) => momentWords(clock.at(bin * width))),
    width,
    victims: shownVictims,
    killers: shownKillers,
    cells: [...sums]
      .filter(([, usd]) => Math.round(usd) !== 0)
      .sort(([a], [b]) => a - b)
      .map(([key, usd]) => {
        const row = Math.floor(key / shownKillers.length);
        return [
          Math.floor(row / shownVictims.length),
          row % shownVictims.length,
          key % shownKillers.length,
          Math.round(usd),
        ] as const;
      }),
  };
}

/** Names by the size of their losses, the largest first; `rest` for those that have no place of their own. */
function largest(names: readonly string[], usd: Float64Array, most: number, rest: string): string[] {
  const sums = new Map<string, number>();
  names.forEach((name, i) => {
    sums.set(name, (sums.get(name) ?? 0) + usd[i]);
  });
  const order = [...sums]
    .sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]) || (a[0] < b[0] ? -1 : 1))
    .map(([name]) => name);
  return order.length > most ? [...order.slice(0, most - 1), rest] : order;
}
