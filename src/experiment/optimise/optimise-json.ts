/** A search over a policy's parameters as JSON has it: what is not there is null. */
import { type ConfirmedPoint, isFeasible, type OptimiseReport } from "../../analysis/optimise/index.ts";

type Json = Record<string, unknown>;

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** All of it but the points that are neither start, best nor of the front: those are in optimise.parquet. */
export function optimiseJson(report: OptimiseReport): Json {
  const { name, title, hash, version, base, without, venue, seeds } = report;
  const { objectives, scales, constraints, parameters, points, best, front, confirmed } = report;
  const failed = points.reduce((sum, one) => sum + one.failed, 0);
  return {
    ...{ name, title, hash, version, base, without, venue, seeds },
    evaluations: points.length,
    feasible: points.filter(isFeasible).length,
    runs: { planned: points.length * seeds.length, failed, reasons: report.failures },
    objectives: objectives.map((one, i) => ({ ...one, scale: scales[i] })),
    constraints,
    parameters: parameters.map(({ path, scale, low, high, written }) => ({
      path,
      scale,
      min: low,
      max: high,
      ...written,
    })),
    start: pointJson(report, 0),
    best: pointJson(report, best),
    front: front.map((p) => pointJson(report, p)),
    confirmed: confirmed && {
      seeds: report.confirmSeeds,
      start: confirmedJson(report, confirmed.start),
      best: confirmedJson(report, confirmed.best),
    },
  };
}

const named = <T>(list: readonly { readonly name: string }[], of: (i: number) => T): Record<string, T> =>
  Object.fromEntries(list.map(({ name }, i) => [name, of(i)]));

function pointJson({ points, parameters, objectives, constraints }: OptimiseReport, p: number): Json {
  const point = points[p];
  return {
    evaluation: p,
    feasible: isFeasible(point),
    violation: finite(point.violation),
    cost: finite(point.cost),
    parameters: Object.fromEntries(parameters.map(({ path }, i) => [path, point.values[i]])),
    objectives: named(objectives, (i) => finite(point.objectives[i])),
    constraints: named(constraints, (i) => finite(point.constraints[i])),
  };
}

const confirmedJson = ({ objectives, constraints }: OptimiseReport, point: ConfirmedPoint): Json => ({
  evaluation: point.point,
  feasible: point.violation === 0,
  objectives: named(objectives, (i) => finite(point.objectives[i])),
  constraints: named(constraints, (i) => finite(point.constraints[i])),
  differenceFromStart: named(objectives, (i) => {
    const { value, low, high } = point.differences[i];
    return { value: finite(value), low: finite(low), high: finite(high) };
  }),
});
