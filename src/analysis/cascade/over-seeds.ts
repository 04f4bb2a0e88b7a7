/** The cascades of several runs of one scenario that differ by their seed: what is usual, how far it spreads, how well it is known. */
import { RandomStream } from "../../core/random.ts";
import { quantile } from "../quantile.ts";
import { bootstrapInterval } from "../sensitivity/index.ts";

/** One cell of a kill matrix: the losses of one population's accounts that one kind of flow of another made. */
export interface KillCell {
  readonly victim: string;
  readonly killer: string;
  readonly cause: string;
  /** USD */
  readonly loss: number;
}

/** What a run's cascade comes to; null where it has none. */
export interface CascadeFigures {
  readonly forcedShareOfFall: number | null;
  readonly branchingRatioPeak: number | null;
  readonly meanGeneration: number | null;
  /** Part of all losses of the kill matrix that forced sales made. */
  readonly forcedShareOfLosses: number | null;
  /** Parts of the largest fall within a day that the sales of each generation made, from generation 0 on. */
  readonly byGeneration: readonly number[];
  readonly cells: readonly KillCell[];
}

/** A figure over runs. */
export interface SpreadFigure {
  /** Runs that have it. */
  readonly runs: number;
  readonly median: number;
  /** 95% interval of the median, by resampling runs; NaN for a single run. */
  readonly medianLow: number;
  readonly medianHigh: number;
  /** Between them lie four runs in five. */
  readonly low: number;
  readonly high: number;
}

/** One cell of the kill matrix over runs. */
export interface SpreadCell extends Omit<KillCell, "loss"> {
  /** Its part of all losses of a run. */
  readonly share: SpreadFigure;
  /** USD */
  readonly loss: SpreadFigure;
}

export interface CascadeSpread {
  readonly runs: number;
  readonly forcedShareOfFall: SpreadFigure | null;
  readonly branchingRatioPeak: SpreadFigure | null;
  readonly meanGeneration: SpreadFigure | null;
  readonly forcedShareOfLosses: SpreadFigure | null;
  /** A run whose generations end earlier has 0 there. */
  readonly byGeneration: readonly SpreadFigure[];
  /** Largest median share first. A run without a cell has 0 there. */
  readonly cells: readonly SpreadCell[];
}

/** @param runs one or more  @param most cells that are told */
export function cascadeSpread(runs: readonly CascadeFigures[], most: number): CascadeSpread {
  const figure = (key: Exclude<keyof CascadeFigures, "byGeneration" | "cells">): SpreadFigure | null =>
    spread(
      runs.flatMap((run) => run[key] ?? []),
      key,
    );
  const generations = Math.max(0, ...runs.map(({ byGeneration }) => byGeneration.length));
  return {
    runs: runs.length,
    forcedShareOfFall: figure("forcedShareOfFall"),
    branchingRatioPeak: figure("branchingRatioPeak"),
    meanGeneration: figure("meanGeneration"),
    forcedShareOfLosses: figure("forcedShareOfLosses"),
    byGeneration: Array.from({ length: generations }, (_, g) =>
      present(
        runs.map(({ byGeneration }) => byGeneration[g] ?? 0),
        `generation/${g}`,
      ),
    ),
    cells: largestCells(runs, most),
  };
}

function largestCells(runs: readonly CascadeFigures[], most: number): SpreadCell[] {
  const named = new Map<string, { readonly cell: KillCell; readonly losses: number[] }>();
  const totals = runs.map(({ cells }) => cells.reduce((sum, { loss }) => sum + loss, 0));
  runs.forEach(({ cells }, run) => {
    for (const cell of cells) {
      const key = JSON.stringify([cell.victim, cell.killer, cell.cause]);
      let found = named.get(key);
      if (found === undefined) {
        found = { cell, losses: new Array<number>(runs.length).fill(0) };
        named.set(key, found);
      }
      found.losses[run] += cell.loss;
    }
  });
  return [...named]
    .map(([key, { cell, losses }]) => ({
      ...{ victim: cell.victim, killer: cell.killer, cause: cell.cause },
      share: present(
        losses.map((loss, run) => (totals[run] === 0 ? 0 : loss / totals[run])),
        `${key}/share`,
      ),
      loss: present(losses, `${key}/loss`),
    }))
    .sort((a, b) => b.share.median - a.share.median || b.loss.median - a.loss.median)
    .slice(0, most);
}

const spread = (values: readonly number[], name: string): SpreadFigure | null =>
  values.length === 0 ? null : present(values, name);

function present(values: readonly number[], name: string): SpreadFigure {
  const { value, low, high } = bootstrapInterval(
    Float64Array.from(values),
    "median",
    new RandomStream(0, `cascade/over-seeds/${name}`),
    { method: "percentile" },
  );
  return {
    runs: values.length,
    median: value,
    medianLow: low,
    medianHigh: high,
    low: quantile(values, 0.1),
    high: quantile(values, 0.9),
  };
}
