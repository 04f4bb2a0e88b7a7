/** analysis.json: every figure of an analysis, with full precision, for programs. NaN is null. */
import {
  BAND,
  type Interval,
  type MetricAnalysis,
  metricUnit,
  type SweepAnalysis,
} from "../../analysis/sweep/index.ts";

/** Layout of the file; counts up when a reader must know. */
const FORMAT = 1;

/** The analysis as JSON values. */
export function analysisJson({ table, factors, confidence, metrics }: SweepAnalysis): Record<string, unknown> {
  return {
    format: FORMAT,
    sweep: table.name,
    hash: table.hash,
    version: table.version,
    method: table.method,
    points: table.points,
    seeds: table.seeds,
    commonRandomNumbers: table.common,
    runs: table.runs,
    parameters: table.parameters.map(({ path, label, sampled }) => ({ path, label, sampled })),
    confidence,
    metrics: Object.fromEntries(
      metrics.map((m) => [
        m.key,
        metricJson(
          m,
          factors.map((f) => f.path),
        ),
      ]),
    ),
  };
}

function metricJson(metric: MetricAnalysis, factors: readonly string[]): Record<string, unknown> {
  const { key, runs, points, shares, effects, tornado, sobol, morris, surface } = metric;
  const unit = metricUnit(key);
  return {
    unit: unit.kind === "fraction" ? "fraction" : unit.unit || null,
    runs: {
      count: runs.count,
      mean: ends(runs.mean),
      deviation: number(runs.deviation),
      least: number(runs.least),
      most: number(runs.most),
      quantiles: BAND.map((q, i) => ({ at: q, ...ends(runs.quantiles[i]) })),
      replicates: runs.replicates,
    },
    varianceShares: {
      parameters: number(shares.parameters),
      seeds: number(shares.seeds),
      interaction: number(shares.interaction),
    },
    effects: effects.map(({ groups, means, counts, swing }) => ({
      parameter: groups.parameter.path,
      swing: ends(swing),
      groups: means.map((mean, i) => ({
        ...named(groups.parameter.levels, groups.low[i], groups.high[i]),
        points: counts[i],
        mean: ends(mean),
      })),
    })),
    tornado: tornado.map((bar) => ({
      parameter: bar.parameter.path,
      low: { ...named(bar.parameter.levels, ...bar.lowEnd), mean: ends(bar.low) },
      high: { ...named(bar.parameter.levels, ...bar.highEnd), mean: ends(bar.high) },
      change: ends(bar.change),
    })),
    sobol: sobol && {
      mean: number(sobol.mean),
      variance: number(sobol.variance),
      blocks: sobol.used,
      leftOut: sobol.dropped,
      indices: factors.map((parameter, i) => ({
        parameter,
        first: ends(sobol.firstOrder[i]),
        total: ends(sobol.total[i]),
      })),
    },
    morris:
      morris &&
      factors.map((parameter, i) => ({
        parameter,
        mu: ends(morris[i].mu),
        muStar: ends(morris[i].muStar),
        sigma: ends(morris[i].sigma),
        effects: morris[i].used,
      })),
    surface:
      surface &&
      (surface.kind === "surface"
        ? {
            kind: surface.fit,
            x: { parameter: surface.x.path, values: numbers(surface.xs) },
            y: { parameter: surface.y.path, values: numbers(surface.ys) },
            z: numbers(surface.z),
            r2: number(surface.r2),
            predictiveR2: number(surface.predictiveR2),
          }
        : {
            kind: "cells",
            x: axis(surface.x),
            y: axis(surface.y),
            z: numbers(surface.z),
            points: [...surface.counts],
          }),
    points: {
      count: [...points.count],
      mean: numbers(points.mean),
      meanLow: numbers(points.meanLow),
      meanHigh: numbers(points.meanHigh),
      deviation: numbers(points.deviation),
      quantiles: BAND.map((q, i) => ({ at: q, values: numbers(points.quantiles[i]) })),
    },
  };
}

const number = (value: number): number | null => (Number.isFinite(value) ? value : null);
const numbers = (values: Float64Array): (number | null)[] => Array.from(values, number);
const ends = ({ value, low, high }: Interval) => ({ value: number(value), low: number(low), high: number(high) });

/** A group's value, or the ends of its range. Durations are in ms, moments in ms since 1970 UTC. */
function named(levels: readonly string[] | null, low: number, high: number): Record<string, unknown> {
  if (levels !== null) return { value: levels[low] };
  return low === high ? { value: low } : { from: low, to: high };
}

const axis = (groups: MetricAnalysis["effects"][number]["groups"]) => ({
  parameter: groups.parameter.path,
  groups: Array.from(groups.centre, (_, i) => named(groups.parameter.levels, groups.low[i], groups.high[i])),
});
