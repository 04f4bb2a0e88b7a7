/** Reverse stress: which layers of the default waterfall are used up, by size of the shock and number of members that fail. */
import { quantile } from "../quantile.ts";
import type { Figures } from "./stress-terms.ts";

/** A size of the shock and a number of failing members. */
export interface ReverseCell {
  readonly multiplier: number;
  readonly defaults: number;
  readonly runs: number;
  /** By layer: the part of the runs in which nothing is left of it. */
  readonly exhausted: Readonly<Record<string, number>>;
  /** Medians of the runs: loss beyond collateral, and the fall. */
  readonly loss: number;
  readonly fall: number;
  /** The last layer, in the order of the waterfall, that is used up in at least half of the runs; null when none is. */
  readonly deepest: string | null;
}

export interface ReverseReport {
  readonly policy: string;
  readonly multipliers: readonly number[];
  readonly defaults: readonly number[];
  readonly seeds: readonly number[];
  /** Multipliers in order, the defaults of each in order. */
  readonly cells: readonly ReverseCell[];
  /** Layers in the order of the waterfall. */
  readonly layers: readonly string[];
  /** By layer: the cells that use it up in at least half of their runs while no cell with less of both does. */
  readonly smallest: ReadonlyMap<string, readonly ReverseCell[]>;
}

const EXHAUSTED = "exhausted.";
/** A layer counts as used up where it is in this part of the runs. */
const HALF = 0.5;

/** Sums up a cell; the runs' figures, null for one that failed. */
export function reverseCell(
  { multiplier, defaults }: Pick<ReverseCell, "multiplier" | "defaults">,
  runs: readonly (Figures | null)[],
): ReverseCell {
  const made = runs.filter((run) => run !== null);
  const layers = layersOf(made);
  const share = (layer: string): number =>
    made.reduce((sum, run) => sum + (run[EXHAUSTED + layer] ?? 0), 0) / made.length;
  const exhausted = Object.fromEntries(layers.map((layer) => [layer, share(layer)]));
  const median = (key: string): number =>
    quantile(made.map((run) => run[key]).filter((value) => typeof value === "number") as number[], 0.5);
  const deepest = layers.filter((layer) => exhausted[layer] >= HALF).pop() ?? null;
  return {
    multiplier,
    defaults,
    runs: made.length,
    exhausted,
    loss: median("credit.loss"),
    fall: median("fall"),
    deepest,
  };
}

function layersOf(runs: readonly Figures[]): string[] {
  const keys = Object.keys(runs[0] ?? {}).filter((key) => key.startsWith(EXHAUSTED));
  return keys.map((key) => key.slice(EXHAUSTED.length));
}

/** Sums up the grid. */
export function reverseReport(policy: string, seeds: readonly number[], cells: readonly ReverseCell[]): ReverseReport {
  const layers = Object.keys(cells.find((cell) => cell.runs > 0)?.exhausted ?? {});
  const distinct = (of: (cell: ReverseCell) => number): number[] => [...new Set(cells.map(of))].sort((a, b) => a - b);
  return {
    policy,
    seeds,
    cells,
    layers,
    multipliers: distinct((cell) => cell.multiplier),
    defaults: distinct((cell) => cell.defaults),
    smallest: new Map(layers.map((layer) => [layer, smallestOf(cells, layer)])),
  };
}

/** Cells that use the layer up, of which no other has at most as large a shock and at most as many defaults. */
export function smallestOf(cells: readonly ReverseCell[], layer: string): ReverseCell[] {
  const gone = cells.filter((cell) => (cell.exhausted[layer] ?? 0) >= HALF);
  return gone.filter(
    (cell) =>
      !gone.some((other) => other !== cell && other.multiplier <= cell.multiplier && other.defaults <= cell.defaults),
  );
}
