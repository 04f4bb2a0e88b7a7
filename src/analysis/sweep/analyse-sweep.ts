/** The analysis of a sweep: for each figure its statistics, what each parameter does to it, and where it is extreme. */
import { RandomStream } from "../../core/random.ts";
import {
  type MorrisMeasure,
  morrisMeasures,
  type Panel,
  pointMeans,
  type SobolIndices,
  sobolIndices,
  type VarianceShares,
  varianceShares,
} from "../sensitivity/index.ts";
import { morrisTornado, type ParameterEffect, parameterEffects, type TornadoBar, tornado } from "./effects.ts";
import { type PointStatistics, pointStatistics } from "./point-statistics.ts";
import { replicatesFor, type Sampling, WeightDraws } from "./resample.ts";
import { type RunStatistics, runStatistics } from "./run-statistics.ts";
import { type Surface, strongestSurface } from "./surface.ts";
import type { MetricColumn, ParameterColumn, SweepTable } from "./sweep-table.ts";

export interface AnalysisOptions {
  /** Bootstrap samples behind an interval; fewer where there are very many runs. 1000 unless told otherwise. */
  readonly replicates?: number;
  /** Of the intervals; 0.95 unless told otherwise. */
  readonly confidence?: number;
}

/** What a sweep says of one figure. */
export interface MetricAnalysis {
  readonly key: string;
  readonly runs: RunStatistics;
  readonly points: PointStatistics;
  /** How much of the spread over runs the parameters make, and how much the dice. */
  readonly shares: VarianceShares;
  /** Parameters that vary, the strongest first: by total index of a saltelli design, by mu* of a morris design, else by swing. */
  readonly effects: readonly ParameterEffect[];
  /** In the order of the effects; of a morris design by mu. */
  readonly tornado: readonly TornadoBar[];
  /** Of a saltelli design; factors are the sampled parameters in their order. */
  readonly sobol: SobolIndices | null;
  /** Of a morris design, a measure for each sampled parameter in their order. */
  readonly morris: readonly MorrisMeasure[] | null;
  readonly surface: Surface | null;
}

export interface SweepAnalysis {
  readonly table: SweepTable;
  /** The sampled parameters: factors of Sobol indices and Morris measures. */
  readonly factors: readonly ParameterColumn[];
  readonly confidence: number;
  readonly metrics: readonly MetricAnalysis[];
}

/** Analyses every metric of the table. Pure, and in the order of the runs: equal tables give equal figures. */
export function analyseSweep(table: SweepTable, options: AnalysisOptions = {}): SweepAnalysis {
  const { replicates = 1000, confidence = 0.95 } = options;
  const factors = table.parameters.filter((parameter) => parameter.sampled);
  const { points, seeds, common, units } = table;
  const sampling = { points, seeds, common, sampledPoints: units !== null, block: blockOf(table, factors.length) };
  const samples = new WeightDraws(sampling, () => new RandomStream(0, "sweep-analysis/samples"));
  const analyse = (metric: MetricColumn) =>
    analyseMetric(table, metric, factors, sampling, samples, { replicates, confidence });
  return { table, factors, confidence, metrics: table.metrics.map(analyse) };
}

function analyseMetric(
  table: SweepTable,
  { key, values }: MetricColumn,
  factors: readonly ParameterColumn[],
  sampling: Sampling,
  samples: WeightDraws,
  options: { readonly replicates: number; readonly confidence: number },
): MetricAnalysis {
  const { points, seeds, common, units, scheme } = table;
  const { replicates, confidence } = options;
  const budgeted = { replicates: replicatesFor(replicates, points * (factors.length + 1)), confidence };
  const panel: Panel = { values, points, seeds, common };
  // A stream for each question, so that one more does not move the answers to the others.
  const stream = (question: string) => new RandomStream(0, `sweep-analysis/${key}/${question}`);
  const means = pointMeans(panel);
  const sobol = scheme.kind === "saltelli" ? sobolIndices(means, factors.length, stream("sobol"), budgeted) : null;
  const morris =
    scheme.kind === "morris" && units !== null
      ? morrisMeasures(means, units, scheme.changed, factors.length, stream("morris"), budgeted)
      : null;
  const sizes = sobol?.total.map(({ value }) => value) ?? morris?.map(({ muStar }) => muStar.value) ?? null;
  const effects = parameterEffects(panel, factors, sampling, stream("effects"), budgeted, sizes);
  const runs = runStatistics(values, sampling, samples, replicates, confidence);
  return {
    key,
    runs,
    points: pointStatistics(values, points, seeds, stream("points"), replicates, confidence),
    shares: varianceShares(panel),
    effects,
    tornado: morris
      ? morrisTornado(effects, factors, morris, runs.mean.value)
      : tornado(panel, effects, sampling, samples, options),
    sobol,
    morris,
    surface: strongestSurface(panel, effects),
  };
}

/** Points that the design draws together. */
function blockOf({ scheme }: SweepTable, factors: number): number {
  if (scheme.kind === "plain") return 1;
  return scheme.kind === "saltelli" ? factors + 2 : factors + 1;
}
