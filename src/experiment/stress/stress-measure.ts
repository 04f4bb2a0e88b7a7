/** See `StressMeasure.format`. */
export const STRESS_FORMAT = 4;

/** What a run of a stress study is asked for. Plain values: it goes to threads as it is. */
export interface StressMeasure {
  readonly kind: "stress";
  /** Counts up when runs leave other figures or tables than they did. */
  readonly format: number;
  /** The venue whose policy is studied. */
  readonly venue: string;
  /** ms UTC: the policies hold from then; the stress begins; the run stops. */
  readonly fork: number;
  readonly shock: number;
  readonly until: number;
  /** Populations whose earnings are told; null: those that are short when the stress begins. */
  readonly gainers: readonly string[] | null;
  /** Weight of the day before in the volatility of responsiveness. */
  readonly memory: number;
  /** Longest pause inside a wave of forced flow, ms. */
  readonly wave: number;
  /** For searches: the figures of the run's summary, too, and no tables. */
  readonly figuresOnly?: true;
  /** Keep the price path, for fans. */
  readonly path: boolean;
}
