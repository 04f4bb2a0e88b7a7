/** A policy in a stress: every figure over the seeds, its difference from the first policy, and its coverage. */
import { RandomStream } from "../../core/random.ts";
import { quantileOfSorted } from "../quantile.ts";
import { bootstrapInterval, type Estimate } from "../sensitivity/index.ts";
import type { MarginDays } from "./margin-days.ts";
import { type CoverageTerms, type PooledCoverage, pooledCoverage } from "./pooled-coverage.ts";
import type { Figures } from "./stress-terms.ts";

/** A figure over the runs that have it. */
export interface FigureSpread {
  readonly runs: number;
  readonly mean: Estimate;
  readonly median: Estimate;
  readonly p1: number;
  readonly p5: number;
  readonly p95: number;
  readonly p99: number;
}

/** A run of a policy, or null for one that failed; in the order of the seeds. */
export interface StressRun {
  readonly figures: Figures;
  readonly days: MarginDays;
}

export interface PolicyReport {
  readonly name: string;
  readonly title: string;
  readonly runs: number;
  readonly failed: number;
  readonly figures: ReadonlyMap<string, FigureSpread>;
  /** Mean difference from the first policy on the same seeds. */
  readonly difference: ReadonlyMap<string, Estimate>;
  readonly long: PooledCoverage | null;
  readonly short: PooledCoverage | null;
  /** The same margin policy along the twin's prices, which it does not move: no feedback. */
  readonly fixed: FixedReport | null;
}

/** Without feedback. */
export interface FixedReport {
  readonly figures: ReadonlyMap<string, FigureSpread>;
  readonly long: PooledCoverage | null;
}

/** What every policy of a stress is summed up by. */
export interface PolicyTerms {
  readonly fork: number;
  readonly coverage: CoverageTerms;
  /** Names the bootstrap's stream. */
  readonly study: string;
}

/** Figures that count something: a run that lacks one had none of it. */
const COUNTED = /^(?:credit\.defaults\.|gains\.)/;

/** Every figure that any run has, over the runs. */
export function spreads(runs: readonly (Figures | null)[], stream: string): Map<string, FigureSpread> {
  const keys = new Set<string>();
  for (const run of runs) for (const key of Object.keys(run ?? {})) keys.add(key);
  return new Map([...keys].map((key) => [key, spreadOf(valuesOf(runs, key), `${stream}/${key}`)]));
}

/** Spread of a sample; NaN is a run without the figure. */
export function spreadOf(values: Float64Array, stream: string): FigureSpread {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const at = (q: number): number => quantileOfSorted(sorted, q);
  return {
    runs: sorted.length,
    mean: bootstrapInterval(values, "mean", new RandomStream(0, `${stream}/mean`)),
    median: bootstrapInterval(values, "median", new RandomStream(0, `${stream}/median`)),
    p1: at(0.01),
    p5: at(0.05),
    p95: at(0.95),
    p99: at(0.99),
  };
}

/** A figure by seed; NaN where a run failed or has none. */
export function valuesOf(runs: readonly (Figures | null)[], key: string): Float64Array {
  const missing = COUNTED.test(key) ? 0 : Number.NaN;
  return Float64Array.from(runs, (run) => (run === null ? Number.NaN : (run[key] ?? missing)));
}

/** Mean differences from other runs on the same seeds, of every figure that both have. */
export function differences(
  runs: readonly (Figures | null)[],
  others: readonly (Figures | null)[],
  stream: string,
): Map<string, Estimate> {
  const keys = new Set<string>();
  for (const run of [...runs, ...others]) for (const key of Object.keys(run ?? {})) keys.add(key);
  return new Map(
    [...keys].map((key) => {
      const own = valuesOf(runs, key);
      const other = valuesOf(others, key);
      const paired = own.map((value, i) => value - other[i]);
      return [key, bootstrapInterval(paired, "mean", new RandomStream(0, `${stream}/${key}/difference`))];
    }),
  );
}

/**
 * The figures with `amplification` beside them: the fall over that of the twin on the same seed. None where the twin does not
 * fall.
 */
export function withAmplification(
  runs: readonly (StressRun | null)[],
  baseline: readonly (StressRun | null)[],
): (Figures | null)[] {
  return runs.map((run, seed) => {
    if (run === null) return null;
    const [own, twin] = [run.figures.fall, baseline[seed]?.figures.fall];
    const known = typeof own === "number" && typeof twin === "number" && twin < 0;
    return { ...run.figures, amplification: known ? own / twin : null };
  });
}

/** Sums up a policy. `reference`: the first policy's figures, amplification among them. */
export function policyReport(
  { name, title }: { readonly name: string; readonly title: string },
  runs: readonly (StressRun | null)[],
  figures: readonly (Figures | null)[],
  reference: readonly (Figures | null)[],
  fixed: readonly (StressRun | null)[] | null,
  { fork, coverage, study }: PolicyTerms,
): PolicyReport {
  const made = runs.filter((run) => run !== null);
  const stream = `stress/${study}/${name}`;
  const along = fixed?.filter((run) => run !== null) ?? [];
  const days = made.map((run) => run.days);
  return {
    name,
    title,
    runs: made.length,
    failed: runs.length - made.length,
    figures: spreads(figures, stream),
    difference: differences(figures, reference, stream),
    long: pooledCoverage(days, fork, coverage, 1),
    short: pooledCoverage(days, fork, coverage, -1),
    fixed:
      along.length === 0
        ? null
        : {
            figures: spreads(
              along.map((run) => run.figures),
              `${stream}/fixed`,
            ),
            long: pooledCoverage(
              along.map((run) => run.days),
              fork,
              coverage,
              1,
            ),
          },
  };
}
