/** How much a figure differs between two groups of points, with an interval of the difference itself. */
import { blocksIn, FEWEST_BLOCKS, type Grouping, type Panel, pointMeans, wholeInterval } from "../sensitivity/index.ts";
import { canResample, replicatesFor, type Sampling, type WeightDraws } from "./resample.ts";
import type { Interval } from "./run-statistics.ts";

export interface GroupEnd {
  readonly grouping: Grouping;
  readonly group: number;
}

/**
 * Mean of the second group less mean of the first, for each pair. Both are taken from the same bootstrap sample, so what
 * a seed does to all points alike drops out: that is what common random numbers are for. Without an interval where an end
 * of drawn points rests on fewer than FEWEST_BLOCKS blocks, or is missing from a sample.
 */
export function groupChanges(
  panel: Panel,
  pairs: readonly (readonly [GroupEnd, GroupEnd])[],
  sampling: Sampling,
  samples: WeightDraws,
  options: { readonly replicates: number; readonly confidence: number },
): Interval[] {
  const { seeds, values } = panel;
  const members = pairs.map((pair) => pair.map((end) => pointsOf(end)));
  const work = values.length + members.flat().reduce((sum, list) => sum + list.length * seeds, 0);
  const rounds = canResample(sampling) ? replicatesFor(options.replicates, work / 2) : 0;
  const draws = pairs.map(() => new Float64Array(rounds));
  const weight = new Int32Array(values.length);
  for (let b = 0; b < rounds; b++) {
    samples.draw(b, weight);
    members.forEach(([low, high], i) => {
      draws[i][b] = weightedMean(panel, high, weight) - weightedMean(panel, low, weight);
    });
  }
  const means = pointMeans(panel);
  const { sampledPoints, block } = sampling;
  const thin = ({ grouping, group }: GroupEnd) =>
    sampledPoints && blocksIn(means, grouping, group, block) < FEWEST_BLOCKS;
  return members.map(([low, high], i) =>
    wholeInterval(
      meanOf(means, high) - meanOf(means, low),
      pairs[i].some(thin) ? draws[i].subarray(0, 0) : draws[i],
      options.confidence,
    ),
  );
}

function pointsOf({ grouping, group }: GroupEnd): Int32Array {
  const found: number[] = [];
  for (let p = 0; p < grouping.groupOf.length; p++) if (grouping.groupOf[p] === group) found.push(p);
  return Int32Array.from(found);
}

/** Mean over points of their means over seeds, each run counted as often as it was drawn. */
function weightedMean({ values, seeds }: Panel, points: Int32Array, weight: Int32Array): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < points.length; i++) {
    let own = 0;
    let drawn = 0;
    let times = 0;
    for (let s = 0, at = points[i] * seeds; s < seeds; s++, at++) {
      times += weight[at];
      if (weight[at] === 0 || Number.isNaN(values[at])) continue;
      own += weight[at] * values[at];
      drawn += weight[at];
    }
    if (drawn === 0) continue;
    sum += (times * own) / drawn;
    total += times;
  }
  return sum / total;
}

function meanOf(values: Float64Array, points: Int32Array): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < points.length; i++) {
    const value = values[points[i]];
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return sum / count;
}
