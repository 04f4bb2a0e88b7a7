/** What the points of a calibration say: the best, how sure it is, what pulls against what, and what stays open. */
import {
  type CalibratedFigure,
  type CalibratedParameter,
  type CalibrationReport,
  type Evaluation,
  lossOf,
  medianOf,
  missCorrelations,
  missesOf,
  opposedPairs,
  resampleBest,
} from "../../analysis/calibration/index.ts";
import { quantile } from "../../analysis/quantile.ts";
import { RandomStream } from "../../core/random.ts";
import { type FreeParameter, unitOf, writtenValue } from "../search/free-parameter.ts";
import type { SearchPoint } from "../search/run-search.ts";
import type { CalibrationPlan } from "./plan-calibration.ts";
import { samplesOf } from "./run-calibration.ts";

/** A loss is no worse than the best when it exceeds it by less than this share of it, or by the best's standard error. */
const MARGIN = 0.1;

/** Judges the points that were tried, of which the first is the start. */
export function judgeCalibration(plan: CalibrationPlan, points: readonly SearchPoint[]): CalibrationReport {
  const { scenario, targets, figures, parameters, config } = plan;
  const samples = points.map(({ outcomes }) => samplesOf(plan, outcomes));
  const evaluations = points.map(({ batch, values, outcomes }, p): Evaluation => {
    const misses = missesOf(targets, samples[p]);
    const failed = outcomes.filter(({ status }) => status === "failed").length;
    return { batch, values, loss: lossOf(misses), misses, failed };
  });
  const best = evaluations.reduce((least, { loss }, p) => (loss < evaluations[least].loss ? p : least), 0);
  const resampled = resampleBest(targets, samples, best, new RandomStream(config.seed, "calibration/resamples"));
  const margin = Math.max(MARGIN * evaluations[best].loss, resampled.error);
  const good = evaluations.filter(({ loss }) => loss <= evaluations[best].loss + margin);
  const at = (p: number, t: number) => ({ median: medianOf(samples[p][t]), miss: evaluations[p].misses[t] });
  const judged = figures.map(
    ({ key, label, unit, value }, t): CalibratedFigure => ({
      ...{ key, label, unit, value },
      tolerance: targets[t].tolerance,
      start: at(0, t),
      found: at(best, t),
    }),
  );
  const correlations = missCorrelations(evaluations.map(({ misses }) => misses));
  return {
    scenario: scenario.name,
    title: scenario.title || scenario.name,
    without: scenario.without,
    seeds: plan.runs.seeds,
    evaluations,
    best,
    failures: [...new Set(points.flatMap(({ outcomes }) => outcomes.flatMap(({ error }) => error ?? [])))],
    parameters: parameters.map((parameter, i) => {
      const chosen = Float64Array.from(resampled.best, (p) => evaluations[p].values[i]);
      const tried = good.map(({ values }) => values[i]);
      return judgeParameter(parameter, config.free[parameter.path].reason, {
        found: evaluations[best].values[i],
        interval: [quantile(chosen, 0.05), quantile(chosen, 0.95)],
        range: [Math.min(...tried), Math.max(...tried)],
      });
    }),
    figures: judged,
    opposed: opposedPairs(correlations, evaluations[best].misses).map(({ a, b, correlation, tension }) => ({
      ...{ a: judged[a], b: judged[b], correlation, tension },
    })),
    error: resampled.error,
    margin,
    within: good.length,
  };
}

function judgeParameter(
  parameter: FreeParameter,
  reason: string,
  { found, interval, range }: Pick<CalibratedParameter, "found" | "interval" | "range">,
): CalibratedParameter {
  const { path, scale, low, high, start } = parameter;
  const text = (value: number) => String(writtenValue(parameter, Number(value.toPrecision(5))));
  return {
    ...{ path, reason, scale, low, high, start, found, interval, range },
    rangeShare: unitOf(parameter, range[1]) - unitOf(parameter, range[0]),
    written: {
      ...{ low: text(low), high: text(high), start: text(start), found: text(found) },
      interval: [text(interval[0]), text(interval[1])],
      range: [text(range[0]), text(range[1])],
    },
  };
}
