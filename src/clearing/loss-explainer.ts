/** The port through which forensics tell clearing where an account's loss came from. */

/** An account's loss since it was last safe; filled anew by every call of `explain`. */
export interface LossExplanation {
  /** Ticks x lots, as the ledger has booked it; above 0 is a loss. */
  loss: number;
  /** The part of it that forced flows made. */
  byForced: number;
  /** 0 when no forced flow hurt the account, else 1 + the generation of the forced flow that hurt it most. */
  generation: number;
}

export interface LossExplainer {
  /** Explains the loss of an account that begins to be sold out; called once for each forced episode, in their order. */
  explain(venue: number, member: number, position: number, out: LossExplanation): void;
  /** An account's position may have changed; it is `position` now. */
  look(venue: number, member: number, position: number): void;
  /** Margin rates of the venue have changed. */
  raised(venue: number): void;
  /** An account is safe again by what it paid or closed: losses count from here on. */
  safe(venue: number, member: number): void;
}
