/** What the benchmark's table is made of. */

/** One figure of a subject: a row of the table. */
export interface Figure {
  /** Its key in the probe's answer. */
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  /** Whether a smaller value is the better one; "neither" for what only says how large the work was. */
  readonly better: "less" | "more" | "neither";
  /** What is aimed at, in the same unit. */
  readonly target?: number;
  /** What another simulator needs for the same work, in words. */
  readonly peer?: string;
}

/** Something that is measured: a probe with its arguments, run in a fresh process each round. */
export interface Subject {
  /** The bench that it belongs to: `npm run bench -- engine`. */
  readonly bench: string;
  readonly name: string;
  readonly probe: string;
  readonly args: readonly string[];
  readonly figures: readonly Figure[];
  /** Rounds unless the command line says otherwise. */
  readonly rounds: number;
  /** Options of Node beside those of the command `stampede`. */
  readonly node?: readonly string[];
}

/** What a probe says: figures by key. */
export type Answer = Readonly<Record<string, number | string>>;
