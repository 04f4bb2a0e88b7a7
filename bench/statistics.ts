/** The few statistics that a benchmark needs. */

/** The value below which a share q of the values lies (linear between order statistics). */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = q * (sorted.length - 1);
  const low = Math.floor(at);
  return sorted[low]! + (at - low) * ((sorted[low + 1] ?? sorted[low]!) - sorted[low]!);
}

/** Resamples of the bootstrap. */
const RESAMPLES = 2000;

/**
 * Median of the ratios of pairs measured one after the other, and the 95% interval of that median by the percentile
 * bootstrap over pairs (Efron & Tibshirani 1993). `next` draws from [0, 1).
 */
export function ratioInterval(
  these: readonly number[],
  others: readonly number[],
  next: () => number,
): { readonly ratio: number; readonly low: number; readonly high: number } {
  const ratios = these.map((value, i) => value / others[i]!);
  const medians = Array.from({ length: RESAMPLES }, () =>
    quantile(
      ratios.map(() => ratios[Math.floor(next() * ratios.length)]!),
      0.5,
    ),
  );
  return { ratio: quantile(ratios, 0.5), low: quantile(medians, 0.025), high: quantile(medians, 0.975) };
}
