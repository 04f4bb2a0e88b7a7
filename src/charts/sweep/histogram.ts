/** How values are spread: counts in bins of equal width. */
import { quantile } from "../../analysis/quantile.ts";

export interface Histogram {
  /** Left ends of the bins, and the right end of the last. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

const FEWEST = 8;
const MOST = 60;

/**
 * Bins as wide as Freedman & Diaconis 1981 ask, 2 × interquartile range / cube root of n, rounded to 1, 2 or 5 times a
 * power of ten below; 8 to 150 of them. `sorted` holds no NaN; values that only rounding tells apart make one bin.
 */
export function histogram(sorted: Float64Array): Histogram {
  const n = sorted.length;
  const [least, most] = [sorted[0], sorted[n - 1]];
  if (!(most - least > Math.max(1e-12 * Math.max(Math.abs(least), Math.abs(most)), 1e-300)))
    return { edges: [least, most], counts: [n] };
  const wanted = (2 * (quantile(sorted, 0.75) - quantile(sorted, 0.25))) / Math.cbrt(n);
  const step = roundStep(Math.min((most - least) / FEWEST, Math.max((most - least) / MOST, wanted)));
  const first = Math.floor(least / step);
  const bins = Math.floor(most / step) - first + 1;
  const counts = new Array<number>(bins).fill(0);
  for (let i = 0; i < n; i++) counts[Math.min(bins - 1, Math.max(0, Math.floor(sorted[i] / step) - first))]++;
  return { edges: Array.from({ length: bins + 1 }, (_, i) => (first + i) * step), counts };
}

/** The nearest of 1, 2, 5 × a power of ten at or below `wanted`. */
function roundStep(wanted: number): number {
  const power = Number(`1e${Math.floor(Math.log10(wanted))}`);
  const lead = wanted / power;
  return (lead >= 5 ? 5 : lead >= 2 ? 2 : 1) * power;
}
