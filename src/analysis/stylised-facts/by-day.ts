/** Days as the blocks of a bootstrap: figures that are sums over trades or events are summed by day and days drawn again. */
import { DAY } from "../../core/time.ts";
import { bootstrapStream, percentileInterval, REPLICATES } from "./block-bootstrap.ts";
import type { Interval } from "./fact.ts";

/** Fewest days that an interval is drawn from. */
const FEWEST = 5;

/** Number of the UTC day of each time, counted from 0 without gaps. */
export function dayNumbers(time: ArrayLike<number>): Int32Array {
  const out = new Int32Array(time.length);
  let day = -1;
  let last = Number.NaN;
  for (let i = 0; i < time.length; i++) {
    const here = Math.floor(time[i] / DAY);
    if (here !== last) day++;
    last = here;
    out[i] = day;
  }
  return out;
}

/** Sums of several columns by day; a row for each day. */
export class DaySums {
  readonly rows: Float64Array[] = [];
  private readonly width: number;

  constructor(width: number) {
    this.width = width;
  }

  add(day: number, column: number, value: number): void {
    while (this.rows.length <= day) this.rows.push(new Float64Array(this.width));
    this.rows[day][column] += value;
  }

  /** Sums over all days. */
  total(): Float64Array {
    return this.sum(this.rows.map((_, d) => d));
  }

  /** Interval of a statistic of the sums, by drawing days again; null for fewer than five days. */
  interval(key: string, statistic: (sums: Float64Array) => number): Interval | null {
    return percentileInterval(this.replicates(key, statistic));
  }

  /** The statistic at each replicate; empty for fewer than five days. */
  replicates(key: string, statistic: (sums: Float64Array) => number): number[] {
    const days = this.rows.length;
    if (days < FEWEST) return [];
    const stream = bootstrapStream(key);
    return Array.from({ length: REPLICATES }, () =>
      statistic(this.sum(Array.from({ length: days }, () => stream.int(days)))),
    );
  }

  private sum(days: readonly number[]): Float64Array {
    const out = new Float64Array(this.width);
    for (const d of days) for (let c = 0; c < this.width; c++) out[c] += this.rows[d][c];
    return out;
  }
}
