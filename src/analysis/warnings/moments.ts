/** The moments of a run at which a warning could have been given, and whether a crash followed. */

/** A run as warnings see it: rows in order of time. */
export interface WarnedRun {
  /** Names the run. */
  readonly key: string;
  /** Runs that must not be told apart by chance: those of one seed, where all points share the seeds; else the run alone. */
  readonly group: string;
  /** ms UTC; prices; the lowest price since the row before. */
  readonly time: Float64Array;
  readonly price: Float64Array;
  readonly low: Float64Array;
  /** By indicator, as `INDICATORS` lists them; NaN where there is none. */
  readonly values: readonly Float64Array[];
}

/** What counts as a crash. */
export interface CrashTerms {
  /** A fall of this fraction, 0 to 1, … */
  readonly size: number;
  /** … within this time after the moment, ms. */
  readonly within: number;
}

/** The moments of one run. */
export interface RunMoments {
  /** When the first crash was complete, ms UTC; NaN when there was none. */
  readonly crash: number;
  /** Rows that count: before that moment, and with the whole of `within` inside the run. */
  readonly rows: Int32Array;
  /** By counted row: 1 when a crash followed. */
  readonly label: Uint8Array;
}

/** How long after its last row a run still lasted at least, ms: rows are half an hour apart. */
const LAST = 30 * 60_000;

/**
 * A crash follows a row when a later low, at most `within` after it, lies at least `size` below the row's price. Rows from
 * the first crash on are left out, since what has happened needs no warning; so are rows whose time to come is cut off by
 * the end of the run, whatever happened in it: to keep only those that crashed in time would favour crashes.
 */
export function runMoments(
  { time, price, low }: Omit<WarnedRun, "key" | "group" | "values">,
  terms: CrashTerms,
): RunMoments {
  const n = time.length;
  const followed = new Uint8Array(n);
  let crash = Number.NaN;
  for (let i = 0; i < n; i++) {
    const level = price[i] * (1 - terms.size);
    for (let j = i + 1; j < n && time[j] <= time[i] + terms.within; j++) {
      if (!(low[j] <= level)) continue;
      followed[i] = 1;
      if (!(crash <= time[j])) crash = time[j];
      break;
    }
  }
  const end = n > 0 ? time[n - 1] + LAST : 0;
  const rows: number[] = [];
  for (let i = 0; i < n; i++) {
    if (time[i] >= crash || time[i] + terms.within > end || Number.isNaN(price[i])) continue;
    rows.push(i);
  }
  return { crash, rows: Int32Array.from(rows), label: Uint8Array.from(rows, (i) => followed[i]) };
}
