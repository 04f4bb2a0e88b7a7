/** A calibration, read and checked: free parameters, targets, seeds, and the sweep whose points the search will choose. */
import { createHash } from "node:crypto";
import { join, normalize } from "node:path";
import type { Target } from "../../analysis/calibration/index.ts";
import { counts, figureKey, type ReportedFigure } from "../../analysis/reported/reported-figure.ts";
import type { CalibrationConfig } from "../../engine/calibration-config.ts";
import type { Scenario } from "../../engine/config.ts";
import { isValidationSeed, startingValue } from "../../scenario/calibration/check-calibration.ts";
import { loadScenario } from "../../scenario/index.ts";
import { runText } from "../run-text.ts";
import type { FreeParameter } from "../search/free-parameter.ts";
import type { SweepPlan } from "../sweep/sweep-plan.ts";
import { UsageError } from "../usage-error.ts";
import { checkBounds } from "./check-bounds.ts";
import { numberShapes } from "./number-shapes.ts";

export interface CalibrationRequest {
  /** Path of the scenario file. */
  readonly config: string;
  /** Points to try; the scenario's own number unless given. */
  readonly evaluations?: number;
  /** How many of the scenario's own seeds, or which; its own number unless given. */
  readonly seeds?: number | readonly number[];
  readonly set?: readonly string[];
  readonly without?: readonly string[];
  /** Directory that holds runs. */
  readonly out: string;
}

export interface CalibrationPlan {
  readonly name: string;
  readonly directory: string;
  readonly scenario: Scenario;
  readonly config: CalibrationConfig;
  readonly evaluations: number;
  readonly parameters: readonly FreeParameter[];
  readonly figures: readonly ReportedFigure[];
  /** By figure. */
  readonly targets: readonly Target[];
  /** The sweep of the search, without a point. */
  readonly runs: SweepPlan;
}

/**
 * Loads the scenario and says what is wanted. Throws a ScenarioError, also for bounds that the scenario refuses, or a
 * UsageError without a calibration, without a figure to fit, or with seeds that validate.
 */
export async function planCalibration(request: CalibrationRequest): Promise<CalibrationPlan> {
  const { config: file, set = [], without = [], out } = request;
  const { scenario, version, written } = await loadScenario(file, { set, without });
  const config = scenario.calibration;
  if (config === undefined)
    throw new UsageError(`${file} says nothing of a calibration: it has no calibration block with free parameters`);
  const figures = scenario.reported.filter(
    (figure) => counts(figure) && (config.figures?.includes(figure.key) ?? true),
  );
  if (figures.length === 0)
    throw new UsageError(`${file} reports nothing to be fitted: it has no reported figure that claims a range`);
  const seeds = seedsOf(request, scenario, config);
  const text = runText(written);
  const paths = Object.keys(config.free);
  const shapes = numberShapes(text, paths);
  const parameters = Object.entries(config.free).map(
    ([path, { min, max, scale }]): FreeParameter => ({
      path,
      low: min,
      high: max,
      scale,
      start: startingValue(scenario, path) as number,
      ...(shapes.get(path) as Pick<FreeParameter, "kind" | "whole">),
    }),
  );
  const hash = createHash("sha256")
    .update(JSON.stringify([version, text, paths]))
    .digest("hex")
    .slice(0, 8);
  const runs = sweepOf(scenario.name, hash, version, text, parameters, seeds);
  checkBounds(file, runs, parameters);
  return {
    name: `${scenario.name}-${hash}-calibration`,
    directory: normalize(join(out, `${scenario.name}-${hash}-calibration`)),
    scenario,
    config,
    evaluations: request.evaluations ?? config.evaluations,
    parameters,
    figures,
    targets: figures.map(targetOf),
    runs,
  };
}

function seedsOf({ seeds }: CalibrationRequest, { validation }: Scenario, config: CalibrationConfig): number[] {
  const own =
    typeof seeds === "object"
      ? [...new Set(seeds)]
      : Array.from({ length: seeds ?? config.seeds }, (_, i) => config.firstSeed + i);
  const shared = own.find((seed) => isValidationSeed(validation, seed));
  if (shared !== undefined)
    throw new UsageError(
      `seed ${shared} is one of those that validate, ${validation.firstSeed} to ${validation.firstSeed + validation.seeds - 1}: calibrate on others`,
    );
  return own;
}

/**
 * A reported figure as a target: its tolerance is half the range that counts as agreement; of a range with an open end, the
 * distance to the other one, and what lies towards the open end is no miss; of a single value, a quarter of it.
 */
export function targetOf(figure: ReportedFigure): Target {
  const { value, low, high } = figure;
  const key = figureKey(figure);
  const quarter = Math.abs(value) * 0.25 || 1;
  if (low !== null && high !== null) return { key, value, tolerance: high > low ? (high - low) / 2 : quarter };
  const end = low ?? high ?? value;
  return { key, value, tolerance: Math.abs(end - value) || quarter, open: low === null ? "below" : "above" };
}

function sweepOf(
  name: string,
  hash: string,
  version: string,
  text: string,
  parameters: readonly FreeParameter[],
  seeds: readonly number[],
): SweepPlan {
  return {
    name,
    hash,
    version,
    base: { path: "scenario.yaml", sources: { "scenario.yaml": text }, set: {}, without: [] },
    parameters: parameters.map(({ path, kind }) => ({ path, numeric: kind === "plain", sampled: true })),
    method: "list",
    design: { scheme: { kind: "plain" }, points: [], units: null },
    values: [],
    seeds,
    common: true,
    metrics: null,
    series: null,
    fork: null,
    forkAsked: false,
  };
}
