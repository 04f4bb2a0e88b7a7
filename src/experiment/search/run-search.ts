/** A search: points are asked for, run on every seed, and told as losses, until their number is reached. */

import type { ParameterValue } from "../design/design.ts";
import { type FreeParameter, valueAt, writtenValue } from "./free-parameter.ts";
import type { Optimiser } from "./optimiser.ts";
import type { PointOutcomes, PointRuns } from "./point-runs.ts";

export interface SearchRequest {
  readonly parameters: readonly FreeParameter[];
  /** Values that stand before the free ones at every point. */
  readonly fixed?: readonly ParameterValue[];
  readonly optimiser: Optimiser;
  readonly runs: PointRuns;
  /** Points to try. What is tried does not depend on how many are to come: a longer search begins as a shorter one. */
  readonly evaluations: number;
  /** What a point came to; the least is wanted. */
  readonly loss: (outcomes: PointOutcomes) => number;
  readonly onBatch?: (points: readonly SearchPoint[]) => void;
}

/** A point that was tried. */
export interface SearchPoint {
  /** In the order of the parameters. */
  readonly values: readonly number[];
  readonly outcomes: PointOutcomes;
  readonly loss: number;
  /** Number of its batch, from 0. */
  readonly batch: number;
}

/** Searches. Throws as `PointRuns.evaluate` does. */
export async function runSearch(request: SearchRequest): Promise<SearchPoint[]> {
  const { parameters, fixed = [], optimiser, runs, evaluations, loss, onBatch } = request;
  const tried: SearchPoint[] = [];
  for (let batch = 0; tried.length < evaluations; batch++) {
    const asked = optimiser.ask();
    const wanted = asked.slice(0, evaluations - tried.length);
    const values = wanted.map((unit) => parameters.map((parameter, i) => valueAt(parameter, unit[i])));
    const written = values.map((point) => writtenPoint(parameters, fixed, point));
    const outcomes = await runs.evaluate(written);
    const points = values.map((point, p) => ({
      values: point,
      outcomes: outcomes[p],
      loss: loss(outcomes[p]),
      batch,
    }));
    tried.push(...points);
    onBatch?.(points);
    if (wanted.length === asked.length) optimiser.tell(points.map((point) => point.loss));
  }
  return tried;
}

/** A point as the scenario's overrides write it. */
export const writtenPoint = (
  parameters: readonly FreeParameter[],
  fixed: readonly ParameterValue[],
  values: readonly number[],
): ParameterValue[] => [...fixed, ...values.map((value, i) => writtenValue(parameters[i], value))];
