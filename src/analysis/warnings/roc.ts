/** How well a score tells moments before a crash from others: the receiver operating characteristic and its area. */
import type { RandomStream } from "../../core/random.ts";
import { drawCounts, type Estimate, percentileInterval } from "../sensitivity/resample.ts";

/** Scores and what followed; `group` numbers the runs (or runs of one seed) that the rows belong to. */
export interface ScoredRows {
  readonly score: Float64Array;
  readonly label: Uint8Array;
  readonly group: Int32Array;
  /** How many groups there are. */
  readonly groups: number;
}

/** A point of the curve: rows at or above the threshold count as alarms. */
export interface RocPoint {
  readonly threshold: number;
  /** Part of the rows without a crash that alarm, and of those with one. */
  readonly falseAlarms: number;
  readonly hits: number;
}

/** Rows in falling order of their score; rows without a score are left out. */
export function ranked({ score }: Pick<ScoredRows, "score">): Int32Array {
  const rows = Int32Array.from(score.keys()).filter((i) => !Number.isNaN(score[i]));
  return rows.sort((a, b) => score[b] - score[a]);
}

/** The curve, a point for each distinct score, from no alarm to alarm always; empty unless there are rows of both kinds. */
export function rocCurve(rows: ScoredRows, order: Int32Array = ranked(rows)): RocPoint[] {
  const { score, label } = rows;
  let positives = 0;
  for (const i of order) positives += label[i];
  const negatives = order.length - positives;
  if (positives === 0 || negatives === 0) return [];
  const points: RocPoint[] = [{ threshold: Number.POSITIVE_INFINITY, falseAlarms: 0, hits: 0 }];
  let hits = 0;
  order.forEach((i, at) => {
    hits += label[i];
    if (at + 1 < order.length && score[order[at + 1]] === score[i]) return;
    points.push({ threshold: score[i], falseAlarms: (at + 1 - hits) / negatives, hits: hits / positives });
  });
  return points;
}

/**
 * The area under the curve: how often a row before a crash scores above one that is not, ties counted half (Hanley &
 * McNeil 1982). `weight`: how often each group counts. NaN unless there are rows of both kinds.
 */
export function rocArea(rows: ScoredRows, order: Int32Array = ranked(rows), weight?: Int32Array): number {
  const { score, label, group } = rows;
  let positives = 0;
  let negatives = 0;
  let above = 0;
  for (let at = 0; at < order.length; ) {
    const value = score[order[at]];
    let tiedPositives = 0;
    let tiedNegatives = 0;
    for (; at < order.length && score[order[at]] === value; at++) {
      const i = order[at];
      const w = weight ? weight[group[i]] : 1;
      if (label[i] === 1) tiedPositives += w;
      else tiedNegatives += w;
    }
    above += tiedNegatives * (positives + tiedPositives / 2);
    positives += tiedPositives;
    negatives += tiedNegatives;
  }
  return positives > 0 && negatives > 0 ? above / (positives * negatives) : Number.NaN;
}

/** The area with a percentile bootstrap interval at 95% over groups, not rows: rows of a run are not independent. */
export function areaInterval(rows: ScoredRows, stream: RandomStream, replicates = 1000): Estimate {
  const order = ranked(rows);
  const value = rocArea(rows, order);
  if (Number.isNaN(value) || rows.groups < 2) return { value, low: Number.NaN, high: Number.NaN };
  const weight = new Int32Array(rows.groups);
  const drawn = new Float64Array(replicates);
  for (let r = 0; r < replicates; r++) {
    drawCounts(weight, stream);
    drawn[r] = rocArea(rows, order, weight);
  }
  return percentileInterval(value, drawn, 0.95);
}

/** The lowest threshold whose false alarms are at most `rate`: the most hits for that price. */
export function thresholdAt(curve: readonly RocPoint[], rate: number): number {
  let threshold = Number.POSITIVE_INFINITY;
  for (const point of curve) if (point.falseAlarms <= rate) threshold = point.threshold;
  return threshold;
}
