/**
 * Sobol indices from a Saltelli design: first order by Saltelli et al. 2010 (Comput. Phys. Commun. 181, table 2 b), total
 * by Jansen 1999 (Comput. Phys. Commun. 117). Outputs are centred first, which leaves the first-order estimate's mean and
 * takes from its spread.
 */
import type { RandomStream } from "../../core/random.ts";
import { type Estimate, FEWEST_BLOCKS, percentileInterval, type ResampleOptions, resampling } from "./resample.ts";

/**
 * Indices of each parameter, in the order of the design's axes. NaN when the output does not vary; without intervals of
 * fewer than FEWEST_BLOCKS blocks.
 */
export interface SobolIndices {
  /** Of the output over the design's space, from the A and B points. */
  readonly mean: number;
  readonly variance: number;
  /** Blocks of the design that count, and those left out because a point has no value. */
  readonly used: number;
  readonly dropped: number;
  /** Part of the variance that would go if the parameter were known. */
  readonly firstOrder: readonly Estimate[];
  /** Part of the variance that would stay if all the others were known. */
  readonly total: readonly Estimate[];
}

/**
 * @param outputs one value a point, in the design's order: blocks of A, A with axis i from B for each i, B. NaN is
 *   missing; its whole block is left out
 * @param factors number of parameters
 */
export function sobolIndices(
  outputs: Float64Array,
  factors: number,
  stream: RandomStream,
  options: ResampleOptions = {},
): SobolIndices {
  const { replicates, confidence } = resampling(options);
  const blocks = outputs.length / (factors + 2);
  if (!Number.isInteger(blocks)) {
    throw new RangeError(`expected blocks of ${factors + 2} outputs, got ${outputs.length} outputs`);
  }
  const terms = blockTerms(outputs, factors);
  const used = terms.length / termCount(factors);
  const sums = new Float64Array(termCount(factors));
  for (let b = 0; b < used; b++) addBlock(sums, terms, b);
  const figures = new Float64Array(2 * factors);
  indicesOf(sums, used, factors, figures);
  const value = figures.slice();
  const variance = varianceOf(sums, used);

  const resampled = Array.from({ length: 2 * factors }, () => new Float64Array(used < FEWEST_BLOCKS ? 0 : replicates));
  for (let r = 0; used >= FEWEST_BLOCKS && r < replicates; r++) {
    sums.fill(0);
    for (let b = 0; b < used; b++) addBlock(sums, terms, stream.int(used));
    indicesOf(sums, used, factors, figures);
    for (let f = 0; f < figures.length; f++) resampled[f][r] = figures[f];
  }
  const estimates = resampled.map((draws, f) => percentileInterval(value[f], draws, confidence));
  return {
    mean: centreOf(outputs, factors),
    variance,
    used,
    dropped: blocks - used,
    firstOrder: estimates.slice(0, factors),
    total: estimates.slice(factors),
  };
}

/** Per block: a + b, a² + b², then for each axis b (c - a), c - a, (c - a)², where c is A with that axis from B. */
function termCount(factors: number): number {
  return 2 + 3 * factors;
}

/** What each whole block adds to the sums from which all indices follow, so that a resample is a sum of rows. */
function blockTerms(outputs: Float64Array, factors: number): Float64Array {
  const width = factors + 2;
  const row = termCount(factors);
  const centre = centreOf(outputs, factors);
  const terms = new Float64Array((outputs.length / width) * row);
  let at = 0;
  for (let p = 0; p < outputs.length; p += width) {
    if (outputs.subarray(p, p + width).some(Number.isNaN)) continue;
    const a = outputs[p] - centre;
    const b = outputs[p + width - 1] - centre;
    terms[at++] = a + b;
    terms[at++] = a * a + b * b;
    for (let i = 0; i < factors; i++) {
      const d = outputs[p + 1 + i] - outputs[p];
      terms[at++] = b * d;
      terms[at++] = d;
      terms[at++] = d * d;
    }
  }
  return terms.subarray(0, at);
}

/** Mean of the A and B outputs of whole blocks. */
function centreOf(outputs: Float64Array, factors: number): number {
  const width = factors + 2;
  let sum = 0;
  let count = 0;
  for (let p = 0; p < outputs.length; p += width) {
    if (outputs.subarray(p, p + width).some(Number.isNaN)) continue;
    sum += outputs[p] + outputs[p + width - 1];
    count += 2;
  }
  return sum / count;
}

function addBlock(sums: Float64Array, terms: Float64Array, block: number): void {
  const row = sums.length;
  for (let t = 0, at = block * row; t < row; t++, at++) sums[t] += terms[at];
}

function varianceOf(sums: Float64Array, blocks: number): number {
  const centre = sums[0] / (2 * blocks);
  return sums[1] / (2 * blocks) - centre * centre;
}

/** First-order indices, then total ones, into `out`. */
function indicesOf(sums: Float64Array, blocks: number, factors: number, out: Float64Array): void {
  const centre = sums[0] / (2 * blocks);
  const variance = varianceOf(sums, blocks);
  for (let i = 0; i < factors; i++) {
    const at = 2 + 3 * i;
    out[i] = variance > 0 ? (sums[at] - centre * sums[at + 1]) / blocks / variance : Number.NaN;
    out[factors + i] = variance > 0 ? sums[at + 2] / (2 * blocks) / variance : Number.NaN;
  }
}
