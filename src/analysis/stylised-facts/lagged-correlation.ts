/** Correlations between a series and a later one, with block-bootstrap bands. */
import { blockSum, bootstrapStream, drawBlocks, percentileInterval, runningSums } from "./block-bootstrap.ts";
import type { Interval } from "./fact.ts";

/** Correlation at each lag. */
export interface Correlogram {
  readonly lags: readonly number[];
  readonly values: readonly number[];
  /** 95% bands; null where the sample is too short for them. */
  readonly bands: readonly (Interval | null)[];
  /** The same at every replicate of the bootstrap, a row each. */
  readonly replicates: readonly (readonly number[])[];
}

/**
 * corr(x(t), y(t + lag)) at each lag, both means and variances over the very pairs. Replicates draw the same blocks at every
 * lag, so that figures of several lags have intervals too. `length`: of a block, in values.
 */
export function laggedCorrelation(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  lags: readonly number[],
  length: number,
  key: string,
): Correlogram {
  const longest = Math.max(...lags);
  const pairs = x.length - longest;
  const draws = pairs > 0 ? drawBlocks(pairs, length, bootstrapStream(key)) : null;
  const values: number[] = [];
  const bands: (Interval | null)[] = [];
  const replicates: number[][] = (draws ?? []).map(() => []);
  for (const lag of lags) {
    const n = Math.max(0, x.length - lag);
    const sums = [
      runningSums(n, (i) => x[i]),
      runningSums(n, (i) => y[i + lag]),
      runningSums(n, (i) => x[i] * x[i]),
      runningSums(n, (i) => y[i + lag] * y[i + lag]),
      runningSums(n, (i) => x[i] * y[i + lag]),
    ];
    values.push(correlation(n, (s) => sums[s][n]));
    const drawn = (draws ?? []).map((starts) =>
      correlation(starts.length * length, (s) => blockSum(sums[s], starts, length)),
    );
    for (let r = 0; r < drawn.length; r++) replicates[r].push(drawn[r]);
    bands.push(percentileInterval(drawn));
  }
  return { lags, values, bands, replicates };
}

/** Pearson's from five sums: x, y, xx, yy, xy. NaN without spread. */
function correlation(n: number, sum: (which: number) => number): number {
  const mx = sum(0) / n;
  const my = sum(1) / n;
  const vx = sum(2) / n - mx * mx;
  const vy = sum(3) / n - my * my;
  return vx > 0 && vy > 0 ? (sum(4) / n - mx * my) / Math.sqrt(vx * vy) : Number.NaN;
}

/** Whole lags from `first` to `last`, about evenly apart on a log scale, `each` to a factor of ten. */
export function logLags(first: number, last: number, each = 12): number[] {
  const out: number[] = [];
  const steps = Math.round(Math.log10(last / first) * each);
  for (let i = 0; i <= steps; i++) {
    const lag = Math.round(first * Math.exp((i / Math.max(1, steps)) * Math.log(last / first)));
    if (out[out.length - 1] !== lag) out.push(lag);
  }
  return out;
}
