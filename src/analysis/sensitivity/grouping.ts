/** Points of a sweep in groups: by the level of a parameter, by part of its range, or by a cell of two of them. */

/** `groupOf[point]` is 0 … count-1, or -1 for a point in no group. */
export interface Grouping {
  readonly groupOf: Int32Array;
  readonly count: number;
}

/** Groups of points that have the same value. */
export interface LevelGrouping<T> extends Grouping {
  /** Value of each group: numbers ascending; anything else in the order in which it is first met. */
  readonly levels: readonly T[];
}

/** Groups of about equally many points, along an axis. */
export interface RangeGrouping extends Grouping {
  /** Least, largest and mean value in each group. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly centre: Float64Array;
}

/** One group a value; maps and lists count as the same when they are written the same. */
export function groupByLevel<T>(values: readonly T[]): LevelGrouping<T> {
  const seen = new Map<string, T>();
  for (const value of values) {
    const key = keyOf(value);
    if (!seen.has(key)) seen.set(key, value);
  }
  const entries = [...seen];
  if (values.every((value) => typeof value === "number")) entries.sort((a, b) => Number(a[1]) - Number(b[1]));
  const place = new Map(entries.map(([key], i) => [key, i]));
  const groupOf = Int32Array.from(values, (value) => place.get(keyOf(value))!);
  return { groupOf, count: entries.length, levels: entries.map(([, value]) => value) };
}

/** At most `bins` groups by order of value; equal values are never parted, NaN is in no group. */
export function groupByQuantile(x: Float64Array, bins: number): RangeGrouping {
  const order = Int32Array.from(x.keys())
    .filter((p) => !Number.isNaN(x[p]))
    .sort((a, b) => x[a] - x[b] || a - b);
  const groupOf = new Int32Array(x.length).fill(-1);
  const low: number[] = [];
  const high: number[] = [];
  const sums: number[] = [];
  const counts: number[] = [];
  let lastBin = -1;
  for (let rank = 0; rank < order.length; rank++) {
    const value = x[order[rank]];
    const bin = Math.floor((rank * bins) / order.length);
    let group = low.length - 1;
    if (bin > lastBin && value !== high[group]) {
      lastBin = bin;
      group++;
      low.push(value);
      sums.push(0);
      counts.push(0);
    }
    high[group] = value;
    sums[group] += value;
    counts[group]++;
    groupOf[order[rank]] = group;
  }
  return {
    groupOf,
    count: low.length,
    low: Float64Array.from(low),
    high: Float64Array.from(high),
    centre: Float64Array.from(sums, (sum, g) => sum / counts[g]),
  };
}

/** Every pair of groups: group `a * second.count + b`. */
export function groupByCell(first: Grouping, second: Grouping): Grouping {
  const groupOf = first.groupOf.map((a, p) => {
    const b = second.groupOf[p];
    return a < 0 || b < 0 ? -1 : a * second.count + b;
  });
  return { groupOf, count: first.count * second.count };
}

function keyOf(value: unknown): string {
  return `${typeof value} ${typeof value === "object" ? JSON.stringify(value) : String(value)}`;
}
