/** The port through which forensics tell clearing where an account's loss came from. */

/** An account's loss since the last settlement; filled anew by every call of `explain`. */
export interface LossExplanation {
  /** Ticks x lots; above 0 is a loss. */
  loss: number;
  /** The part of it that forced flows made. */
  byForced: number;
  /** 0 when no forced flow hurt the account, else 1 + the generation of the forced flow that hurt it most. */
  generation: number;
}

export interface LossExplainer {
  /** Explains the loss of an account that begins to be sold out; called once for each forced episode. */
  explain(venue: number, member: number, position: number, out: LossExplanation): void;
}
