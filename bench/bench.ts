/** Something that can be measured. A bench is a file of its own and a line in `main.ts`. */
export interface Bench {
  /** How it is called on the command line. */
  readonly name: string;
  /** One line about what it measures. */
  readonly summary: string;
  /** Measures, and returns named figures: one object a subject. `args` is what stands behind the bench's name. */
  readonly run: (args: readonly string[]) => Promise<Figures[]>;
}

/** Figures by name. Units are in the names. */
export type Figures = Record<string, string | number>;

/** The middle value; of an even number the upper one of the two. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

/** The value behind `--name`, or undefined. */
export function option(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(`--${name}`);
  return at < 0 ? undefined : args[at + 1];
}
