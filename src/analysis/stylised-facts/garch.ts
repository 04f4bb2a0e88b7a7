/** GARCH(1,1): variance(t) = omega + alpha r(t-1)^2 + beta variance(t-1). */

export interface GarchFit {
  readonly alpha: number;
  readonly beta: number;
  /** Returns over their own conditional deviation. */
  readonly residuals: Float64Array;
}

const SMALLEST_STEP = 1e-3;

/**
 * Gaussian quasi-likelihood with variance targeting (Francq, Horváth & Zakoïan 2011): omega follows from the sample's
 * variance, so two parameters are searched, from a coarse grid and then by halving steps. Null for a sample without spread.
 */
export function fitGarch(sample: Float64Array): GarchFit | null {
  const n = sample.length;
  let target = 0;
  for (let i = 0; i < n; i++) target += (sample[i] * sample[i]) / n;
  if (!(target > 0)) return null;
  const cost = (alpha: number, beta: number): number => {
    if (alpha < 0 || beta < 0 || alpha + beta > 0.9999) return Number.POSITIVE_INFINITY;
    const omega = target * (1 - alpha - beta);
    let variance = target;
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const square = sample[i] * sample[i];
      sum += Math.log(variance) + square / variance;
      variance = omega + alpha * square + beta * variance;
    }
    return sum;
  };
  let alpha = 0.05;
  let beta = 0.9;
  let best = cost(alpha, beta);
  for (const a of [0.01, 0.05, 0.1, 0.2])
    for (const persistence of [0.5, 0.8, 0.95, 0.99]) {
      const here = cost(a, persistence - a);
      if (here < best) [best, alpha, beta] = [here, a, persistence - a];
    }
  for (let step = 0.04; step > SMALLEST_STEP; ) {
    const moves = [
      [step, 0],
      [-step, 0],
      [0, step],
      [0, -step],
      [step, -step],
      [-step, step],
    ];
    let moved = false;
    for (const [da, db] of moves) {
      const here = cost(alpha + da, beta + db);
      if (here >= best) continue;
      [best, alpha, beta] = [here, alpha + da, beta + db];
      moved = true;
    }
    if (!moved) step /= 2;
  }
  return { alpha, beta, residuals: residualsOf(sample, target, alpha, beta) };
}

function residualsOf(sample: Float64Array, target: number, alpha: number, beta: number): Float64Array {
  const out = new Float64Array(sample.length);
  let variance = target;
  for (let i = 0; i < sample.length; i++) {
    out[i] = sample[i] / Math.sqrt(variance);
    variance = target * (1 - alpha - beta) + alpha * sample[i] * sample[i] + beta * variance;
  }
  return out;
}
