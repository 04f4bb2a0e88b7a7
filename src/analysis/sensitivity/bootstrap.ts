/** Confidence interval of the mean or the median of a sample: one point's figure over its seeds, say. */
import { normalCdf, normalQuantile } from "../../core/normal.ts";
import type { RandomStream } from "../../core/random.ts";
import { quantileOfSorted } from "../quantile.ts";
import { type Estimate, percentileInterval, type ResampleOptions, resampling, withoutMissing } from "./resample.ts";

/** What is estimated. */
export type Statistic = "mean" | "median";

/** `percentile`: the middle of the resampled figures; `bca`: corrected for bias and skewness (Efron 1987, JASA 82). */
export interface BootstrapOptions extends ResampleOptions {
  readonly method?: "percentile" | "bca";
}

/**
 * The statistic of the values that are there (NaN is a run that failed) and its bootstrap interval; BCa unless `method`
 * says otherwise. A single value has no interval: its ends are NaN. Values that are all the same have one without width.
 */
export function bootstrapInterval(
  sample: Float64Array,
  statistic: Statistic,
  stream: RandomStream,
  options: BootstrapOptions = {},
): Estimate {
  const { replicates, confidence } = resampling(options);
  const present = withoutMissing(sample).sort();
  const n = present.length;
  const figure = statistic === "mean" ? mean : median;
  const value = figure(present);
  if (n < 2) return { value, low: Number.NaN, high: Number.NaN };
  if (present[0] === present[n - 1]) return { value, low: value, high: value };
  const draw = new Float64Array(n);
  const resampled = new Float64Array(replicates);
  for (let r = 0; r < replicates; r++) {
    for (let i = 0; i < n; i++) draw[i] = present[stream.int(n)];
    resampled[r] = statistic === "mean" ? mean(draw) : median(draw.sort());
  }
  if (options.method === "percentile") return percentileInterval(value, resampled, confidence);
  return correctedInterval(value, resampled.sort(), confidence, statistic === "mean" ? acceleration(present) : 0);
}

/** The same middle part, moved by the median bias of the resamples and by how fast the standard error changes. */
function correctedInterval(value: number, sorted: Float64Array, confidence: number, accelerate: number): Estimate {
  let below = 0;
  let ties = 0;
  for (let r = 0; r < sorted.length; r++) {
    if (sorted[r] < value) below++;
    else if (sorted[r] === value) ties++;
  }
  const bias = normalQuantile((below + ties / 2) / sorted.length);
  if (!Number.isFinite(bias)) return percentileInterval(value, sorted, confidence);
  const end = (p: number) => {
    const z = bias + normalQuantile(p);
    return quantileOfSorted(sorted, normalCdf(bias + z / (1 - accelerate * z)));
  };
  const tail = (1 - confidence) / 2;
  return { value, low: end(tail), high: end(1 - tail) };
}

/**
 * Of a mean, from the jackknife: a sixth of the skewness over the root of n. A median's jackknife does not converge, so
 * its interval is corrected for bias alone.
 */
function acceleration(sample: Float64Array): number {
  const centre = mean(sample);
  let squares = 0;
  let cubes = 0;
  for (let i = 0; i < sample.length; i++) {
    const d = sample[i] - centre;
    squares += d * d;
    cubes += d * d * d;
  }
  return cubes / (6 * squares * Math.sqrt(squares));
}

function mean(sample: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < sample.length; i++) sum += sample[i];
  return sum / sample.length;
}

/** Of a sorted sample. */
function median(sorted: Float64Array): number {
  const n = sorted.length;
  return n === 0 ? Number.NaN : (sorted[(n - 1) >> 1] + sorted[n >> 1]) / 2;
}
