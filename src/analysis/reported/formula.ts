/** A figure as an expression over a run's series: a plain tree, so that it is cloned, stored and evaluated anywhere. */

/** Where values come from. */
export type Source =
  /** A venue's column, by its name on disk (`VENUE_SERIES`). */
  | { readonly kind: "venue"; readonly venue: string; readonly column: string }
  /** A column of the world (`WORLD_SERIES`). */
  | { readonly kind: "world"; readonly column: string }
  /** Lots that a population bought, sold or bought net at a venue, by quarter-hours. */
  | { readonly kind: "flow"; readonly venue: string; readonly population: string; readonly side: FlowSide };

export type FlowSide = "bought" | "sold" | "net";

/** Values of a source from `from` to before `until`, ms UTC; infinite ends are written null. */
export interface Stretch {
  readonly source: Source;
  readonly from: number | null;
  readonly until: number | null;
}

export type Formula =
  | { readonly kind: "number"; readonly value: number }
  /** One number made of a stretch. */
  | { readonly kind: "aggregate"; readonly by: string; readonly of: Stretch }
  /** The value that stood at a moment, ms UTC: that of the last step that began by then. */
  | { readonly kind: "moment"; readonly source: Source; readonly at: number }
  /** The settlement price of a day: the one known at the first step from `at` on and before `until`. */
  | { readonly kind: "settlement"; readonly venue: string; readonly at: number; readonly until: number | null }
  /** A figure of the summary. */
  | { readonly kind: "summary"; readonly key: string }
  | { readonly kind: "call"; readonly name: string; readonly values: readonly Formula[] };
