/** What a stylised fact is: a figure of a run beside the range that the literature gives for it. */

/** Ends of a 95% interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** What a run says of one figure. NaN where it cannot say, and then why. */
export interface Measured {
  readonly value: number;
  /** Of the estimate, by the block bootstrap; null where there is none. */
  readonly interval: Interval | null;
  /** Why the value is NaN; empty otherwise. */
  readonly reason: string;
}

/** A figure that the literature knows. */
export interface FactClaim {
  /** `clustering.day`: the fact and its figure. */
  readonly key: string;
  readonly label: string;
  /** Ends that count as agreement; null where the claim is open. */
  readonly low: number | null;
  readonly high: number | null;
  /** The interval, not the value alone, must lie within: for claims such as "positive". */
  readonly sure: boolean;
  readonly source: string;
  /** Whether a market without it is no market: the set that holds in modern re-tests of all stocks. */
  readonly must: boolean;
  /** Needs single trades (`record.trades: true`). */
  readonly trades: boolean;
}

export type Verdict = "inside" | "outside" | "not measurable";

/** A figure, what is claimed of it, and whether the two agree. */
export interface StylisedFact extends Measured {
  readonly claim: FactClaim;
  readonly verdict: Verdict;
}

export const measured = (value: number, interval: Interval | null = null): Measured => ({
  value,
  interval,
  reason: "",
});
export const notMeasurable = (reason: string): Measured => ({ value: Number.NaN, interval: null, reason });

/** Holds a figure against its claim. A value that is not finite is not measurable, with the reason given or a plain one. */
export function judge(claim: FactClaim, figure: Measured): StylisedFact {
  if (!Number.isFinite(figure.value)) {
    const reason = figure.reason === "" ? "too little data" : figure.reason;
    return { claim, value: Number.NaN, interval: null, reason, verdict: "not measurable" };
  }
  const { low, high, sure } = claim;
  if (sure && figure.interval === null)
    return { claim, ...figure, reason: "no interval, too little data", verdict: "not measurable" };
  const least = sure && figure.interval ? figure.interval.low : figure.value;
  const most = sure && figure.interval ? figure.interval.high : figure.value;
  const inside = (low === null || least >= low) && (high === null || most <= high);
  return { claim, ...figure, verdict: inside ? "inside" : "outside" };
}
