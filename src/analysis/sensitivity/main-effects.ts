/**
 * Main effects: the mean of a figure at each level, or in each part of the range, of a parameter, whatever the others do.
 * Every point counts once, by the mean of its seeds.
 */
import type { RandomStream } from "../../core/random.ts";
import type { Grouping } from "./grouping.ts";
import { type Panel, pointMeans } from "./panel.ts";
import {
  drawBlocks,
  drawCounts,
  type Estimate,
  FEWEST_BLOCKS,
  type ResampleOptions,
  resampling,
  wholeInterval,
} from "./resample.ts";

/** How intervals of main effects are made. */
export interface MainEffectOptions extends ResampleOptions {
  /**
   * Neighbouring points that the design drew together, and that are resampled together: k + 2 of a Saltelli design, k + 1 of
   * a Morris design; default 1. The number of points is a multiple of it.
   */
  readonly block?: number;
}

/** Main effect of one parameter. */
export interface MainEffect {
  /** By group. NaN for a group without values. */
  readonly means: readonly Estimate[];
  /** Points with a value, by group. */
  readonly counts: Int32Array;
  /** Largest mean less the least: never below 0, so that noise alone makes some. */
  readonly swing: Estimate;
}

/**
 * Effects of all parameters on one figure. Intervals come from resampling what chance decided: the points when the design
 * drew them; the seeds when the points are listed ones, or when seeds are common to all points and so shift all alike.
 * There is no interval (its ends are NaN) for listed points with a single seed, for a group of drawn points that rests on
 * fewer than FEWEST_BLOCKS blocks, and for one that a resample left empty.
 *
 * @param groupings how each parameter groups the points
 * @param sampledPoints whether the design drew its points: all but grids and lists do
 */
export function mainEffects(
  panel: Panel,
  groupings: readonly Grouping[],
  sampledPoints: boolean,
  stream: RandomStream,
  options: MainEffectOptions = {},
): MainEffect[] {
  const { replicates, confidence } = resampling(options);
  const { block = 1 } = options;
  const means = pointMeans(panel);
  const once = new Int32Array(panel.points).fill(1);
  const drawSeeds = panel.seeds > 1 && (panel.common || !sampledPoints);
  const rounds = drawSeeds || sampledPoints ? replicates : 0;

  const draws = groupings.map(({ count }) => Array.from({ length: count + 1 }, () => new Float64Array(rounds)));
  const weights = once.slice();
  const seedWeights = new Int32Array(panel.seeds);
  const drawnMeans = means.slice();
  for (let r = 0; r < rounds; r++) {
    if (drawSeeds) resampleSeeds(panel, seedWeights, drawnMeans, stream);
    if (sampledPoints) drawBlocks(weights, block, stream);
    for (let g = 0; g < groupings.length; g++) {
      const drawn = groupMeans(drawnMeans, weights, groupings[g]);
      for (let i = 0; i < drawn.length; i++) draws[g][i][r] = drawn[i];
      draws[g][drawn.length][r] = swingOf(drawn);
    }
  }
  return groupings.map((grouping, g) => {
    const values = groupMeans(means, once, grouping);
    const thin = Array.from(values, (_, i) => sampledPoints && blocksIn(means, grouping, i, block) < FEWEST_BLOCKS);
    const none = new Float64Array(0);
    const estimates = Array.from(values, (value, i) => wholeInterval(value, thin[i] ? none : draws[g][i], confidence));
    const any = thin.some((is, i) => is && !Number.isNaN(values[i]));
    const swing = wholeInterval(swingOf(values), any ? none : draws[g][grouping.count], confidence);
    return { means: estimates, counts: countPoints(means, grouping), swing };
  });
}

/** Blocks of points that have a point with a value in the group. */
export function blocksIn(means: Float64Array, { groupOf }: Grouping, group: number, block: number): number {
  let count = 0;
  let last = -1;
  for (let p = 0; p < means.length; p++) {
    const own = Math.floor(p / block);
    if (own === last || groupOf[p] !== group || Number.isNaN(means[p])) continue;
    last = own;
    count++;
  }
  return count;
}

/** Means of the points over seeds drawn anew: the same ones for all points when they are common, else each point's own. */
function resampleSeeds(panel: Panel, weights: Int32Array, out: Float64Array, stream: RandomStream): void {
  const { values, points, seeds, common } = panel;
  if (common) drawCounts(weights, stream);
  for (let p = 0; p < points; p++) {
    if (!common) drawCounts(weights, stream);
    let sum = 0;
    let weight = 0;
    for (let s = 0, at = p * seeds; s < seeds; s++, at++) {
      const x = values[at];
      if (weights[s] === 0 || Number.isNaN(x)) continue;
      sum += weights[s] * x;
      weight += weights[s];
    }
    out[p] = sum / weight;
  }
}

function groupMeans(points: Float64Array, weights: Int32Array, { groupOf, count }: Grouping): Float64Array {
  const sums = new Float64Array(count);
  const totals = new Int32Array(count);
  for (let p = 0; p < points.length; p++) {
    const group = groupOf[p];
    const x = points[p];
    if (group < 0 || Number.isNaN(x)) continue;
    sums[group] += weights[p] * x;
    totals[group] += weights[p];
  }
  for (let g = 0; g < count; g++) sums[g] /= totals[g];
  return sums;
}

function swingOf(means: Float64Array): number {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let g = 0; g < means.length; g++) {
    if (means[g] < least) least = means[g];
    if (means[g] > most) most = means[g];
  }
  return most < least ? Number.NaN : most - least;
}

function countPoints(means: Float64Array, { groupOf, count }: Grouping): Int32Array {
  const counts = new Int32Array(count);
  for (let p = 0; p < means.length; p++) if (groupOf[p] >= 0 && !Number.isNaN(means[p])) counts[groupOf[p]]++;
  return counts;
}
