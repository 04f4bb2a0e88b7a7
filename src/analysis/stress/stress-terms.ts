/** What a run of a stress study is measured by. Moments in ms UTC. */
export interface StressTerms {
  /** The venue whose policy is studied, its time zone, and units in a lot. */
  readonly venue: string;
  readonly zone: string;
  readonly multiplier: number;
  /** The policies hold from the fork on; the stress begins at the shock. */
  readonly fork: number;
  readonly shock: number;
  /** Populations whose earnings are told; null: those that are short when the stress begins. */
  readonly gainers: readonly string[] | null;
  /** Weight of the day before in the volatility of responsiveness. */
  readonly memory: number;
  /** Longest pause inside a wave of forced flow, ms. */
  readonly wave: number;
}

/** Flat figures of a run; NaN and null where there is none. */
export type Figures = Record<string, number | null>;
