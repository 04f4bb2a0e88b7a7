/** One figure of every run of a sweep: points by seeds. */

/** NaN is a run that failed, or has no such figure. */
export interface Panel {
  /** A row a point, a column a seed: `values[point * seeds + seed]`. */
  readonly values: Float64Array;
  readonly points: number;
  readonly seeds: number;
  /** Whether column s is the same random numbers at every point. */
  readonly common: boolean;
}

/** How the spread of a figure is shared out; the parts sum to 1, or are NaN when nothing varies or too little is there. */
export interface VarianceShares {
  /** The design's parameters. */
  readonly parameters: number;
  /** The dice: what seeds change at every point alike; all that they change when random numbers are not common. */
  readonly seeds: number;
  /** What a seed changes at one point and not at another; 0 when random numbers are not common. */
  readonly interaction: number;
}

/** Mean over the seeds that are there; NaN for a point without any. */
export function pointMeans(panel: Panel): Float64Array {
  const { values, points, seeds } = panel;
  const out = new Float64Array(points);
  for (let p = 0; p < points; p++) {
    let sum = 0;
    let count = 0;
    for (let s = 0; s < seeds; s++) {
      const x = values[p * seeds + s];
      if (Number.isNaN(x)) continue;
      sum += x;
      count++;
    }
    out[p] = sum / count;
  }
  return out;
}

/**
 * Shares of the variance of a single run by the components of a random-effects layout: point and seed without
 * replication under common random numbers, seeds nested in points otherwise (Searle, Casella & McCulloch 1992, ch. 4;
 * estimates below 0 count as 0). Points with a missing run are left out. NaN for fewer than two points or seeds.
 */
export function varianceShares(panel: Panel): VarianceShares {
  const { seeds, common } = panel;
  const rows = wholeRows(panel);
  const points = rows.length / seeds;
  if (points < 2 || seeds < 2) return { parameters: Number.NaN, seeds: Number.NaN, interaction: Number.NaN };
  const rowMeans = new Float64Array(points);
  const columnMeans = new Float64Array(seeds);
  let grand = 0;
  for (let i = 0; i < rows.length; i++) {
    rowMeans[Math.floor(i / seeds)] += rows[i] / seeds;
    columnMeans[i % seeds] += rows[i] / points;
    grand += rows[i] / rows.length;
  }
  const between = (seeds * spread(rowMeans, grand)) / (points - 1);
  let rest = 0;
  for (let i = 0; i < rows.length; i++) {
    const d = rows[i] - rowMeans[Math.floor(i / seeds)] - (common ? columnMeans[i % seeds] - grand : 0);
    rest += d * d;
  }
  rest /= common ? (points - 1) * (seeds - 1) : points * (seeds - 1);
  const ofPoints = Math.max(0, (between - rest) / seeds);
  const ofSeeds = common ? Math.max(0, (points * spread(columnMeans, grand)) / (seeds - 1) - rest) / points : rest;
  const interaction = common ? rest : 0;
  const all = ofPoints + ofSeeds + interaction;
  return { parameters: ofPoints / all, seeds: ofSeeds / all, interaction: interaction / all };
}

function wholeRows({ values, points, seeds }: Panel): Float64Array {
  const out = new Float64Array(values.length);
  let length = 0;
  for (let p = 0; p < points; p++) {
    const row = values.subarray(p * seeds, (p + 1) * seeds);
    if (row.some(Number.isNaN)) continue;
    out.set(row, length);
    length += seeds;
  }
  return out.subarray(0, length);
}

function spread(values: Float64Array, centre: number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] - centre) * (values[i] - centre);
  return sum;
}
