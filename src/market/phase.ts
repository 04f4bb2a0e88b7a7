/** What a venue is doing: shut, collecting orders for one price, matching at once, or stopped inside a session. */
export const VenuePhase = { Closed: 0, Auction: 1, Continuous: 2, Halted: 3 } as const;
export type VenuePhase = (typeof VenuePhase)[keyof typeof VenuePhase];

/** Something that a venue has to tell; the engine drains these into the run's events. */
export interface Notice {
  /** ms UTC */
  readonly time: number;
  /** `halt`, `resume`, `limit-lock`, `limit-unlock`, `one-sided` or `price-limit`. */
  readonly kind: string;
  /** One short line for a person. */
  readonly text: string;
}
