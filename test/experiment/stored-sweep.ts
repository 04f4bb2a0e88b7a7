/** Stores of sweeps whose runs are a formula: the real store, without a simulation behind it. */
import { RandomStream } from "../../src/core/random.ts";
import { rangeAxis, valuesAxis } from "../../src/experiment/design/axis.ts";
import type { Axis, ParameterValue } from "../../src/experiment/design/design.ts";
import { designMethod } from "../../src/experiment/design/registry.ts";
import type { SweepParameter, SweepPlan } from "../../src/experiment/sweep/sweep-plan.ts";
import { SweepStore } from "../../src/experiment/sweep/sweep-store.ts";
import type { Table } from "../../src/experiment/tables/table.ts";

export const INITIAL = "clearing.pit.margin.initial";
export const NOTICE = "clearing.pit.notice";
export const STYLE = "clearing.pit.liquidation.style";
export const DEPTH = "populations.makers.depth";
export const NEWS = "populations.longs.leverage";

/** Axes of every kind: a rate in percent, durations, names, a wide range, a plain number. */
export const AXES: readonly Axis[] = [
  rangeAxis(INITIAL, { distribution: "uniform", min: 0.05, max: 0.2 }),
  valuesAxis(NOTICE, ["0d", "1d", "3d"]),
  valuesAxis(STYLE, ["at-once", "sliced", "limit-with-a-floor"]),
  rangeAxis(DEPTH, { distribution: "loguniform", min: 10, max: 10_000 }),
  rangeAxis(NEWS, { distribution: "uniform", min: 4, max: 12 }),
];

/** Axes that are ranges, for designs that need them. */
export const RANGES: readonly Axis[] = [
  AXES[0],
  AXES[3],
  AXES[4],
  rangeAxis("clock.lag", { distribution: "uniform", min: 60_000, max: 1_800_000 }, (ms) => `${Math.round(ms)}ms`),
];

export const YAML = `name: formula
parameters:
  ${INITIAL}: { min: 5%, max: 20% }
  ${NOTICE}: { values: [0d, 1d, 3d] }
  ${STYLE}: { values: [at-once, sliced, limit-with-a-floor] }
`;

export interface StoreRequest {
  readonly method: string;
  readonly samples: number;
  readonly axes?: readonly Axis[];
  readonly seeds?: number;
  readonly common?: boolean;
  /** Runs that fail, and runs that are not made. */
  readonly fails?: (point: number, seed: number) => boolean;
  readonly missing?: (point: number, seed: number) => boolean;
  /** Further figures of every run, all alike. */
  readonly more?: number;
  readonly tables?: (point: number, seed: number) => readonly Table[];
}

const number = (value: ParameterValue): number => (typeof value === "number" ? value : Number.NaN);

/** A fall that depends on the margin, the depth, the style and the two together, and a little on the seed. */
export function figuresOf(axes: readonly Axis[], values: readonly ParameterValue[], seed: number, own: RandomStream) {
  const at = (path: string, otherwise: number) => {
    const found = values[axes.findIndex((axis) => axis.path === path)];
    return found === undefined ? otherwise : number(found);
  };
  const style = ["at-once", "sliced", "limit-with-a-floor"].indexOf(
    String(values[axes.findIndex((a) => a.path === STYLE)]),
  );
  const notice = Number.parseInt(String(values[axes.findIndex((a) => a.path === NOTICE)] ?? "1"), 10);
  const margin = at(INITIAL, 0.1);
  const thin = Math.log(10_000 / at(DEPTH, 300)) / Math.log(1000);
  const shared = new RandomStream(seed, "dice").normal() * 0.02;
  const fall =
    -0.12 -
    0.9 * (0.2 - margin) -
    0.1 * thin -
    0.8 * (0.2 - margin) * thin +
    0.015 * Math.max(0, style) +
    shared +
    own.normal() * 0.01;
  const share = Math.min(0.95, Math.max(0, 0.02 * at(NEWS, 8) - margin + 0.02 * notice + shared));
  return {
    forcedShare: share,
    "pit.fallToLow": fall,
    "pit.worstDay": fall < -0.25 ? "2026-01-30" : "2026-01-29",
    "liquidations.accounts": Math.round(2000 * share + 300 * thin),
    "killMatrix.loss": 3e8 * share * -fall,
    "pit.change.2026-01-29": own.normal() * 0.001,
    "pit.start": 100,
  } as Record<string, number | string | null>;
}

/** Makes a store with those runs in it. */
export async function storeSweep(directory: string, request: StoreRequest): Promise<SweepPlan> {
  const { method, samples, axes = AXES, seeds = 4, common = true } = request;
  const design = designMethod(method)!.build(axes, samples, new RandomStream(1, "design"));
  const parameters = axes.map(
    (axis, i): SweepParameter => ({
      path: axis.path,
      numeric: design.points.every((point) => typeof point[i] === "number"),
      sampled: true,
    }),
  );
  const plan: SweepPlan = {
    name: "formula",
    hash: "0123abcd",
    version: "0.1.0",
    base: { path: "base.yaml", sources: { "base.yaml": "name: formula" }, set: {}, without: [] },
    parameters,
    method,
    design,
    values: design.points,
    seeds: Array.from({ length: seeds }, (_, i) => i + 1),
    common,
    metrics: null,
    series: null,
    fork: null,
    forkAsked: false,
  };
  const store = await SweepStore.open(plan, { directory, yaml: YAML });
  const waiting: Promise<void>[] = [];
  for (let r = 0; r < store.runs.count; r++) {
    const { key, point, seed } = store.runs.at(r);
    if (request.missing?.(point, seed)) continue;
    const failed = request.fails?.(point, seed) ?? false;
    const summary = figuresOf(axes, design.points[point], seed, new RandomStream(seed, `run ${point}`));
    for (let m = 0; m < (request.more ?? 0); m++)
      summary[`extra.figure${m}`] = (summary["pit.fallToLow"] as number) * (m + 1);
    const ended = failed
      ? { status: "failed" as const, error: "the market never opened, it says", summary: null }
      : { status: "ok" as const, error: null, summary };
    waiting.push(store.record({ key, seed, seconds: 0.5, ...ended }, request.tables?.(point, seed) ?? []));
  }
  await Promise.all(waiting);
  await store.finish();
  await store.close();
  return plan;
}
