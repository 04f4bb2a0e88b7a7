import type { TopLevelSpec } from "vega-lite";
import type { RunResult } from "../engine/result.ts";
import type { ChartContext } from "./context.ts";

/** A chart of a run: one file in specs/ and one line in its registry. */
export interface Chart {
  /** Kebab-case: the name of its files. */
  readonly name: string;
  /** What it is about, for a table of contents. The title that says what is seen is in the spec. */
  readonly title: string;
  /** Heading of the report under which it stands. */
  readonly section: string;
  /** The Vega-Lite spec, data and all; null when the run has nothing of the kind. Pure: no files, no clock. */
  spec(result: RunResult, context: ChartContext): TopLevelSpec | null;
}

/** A piece of a spec. Vega-Lite checks pieces when it compiles them; warnings fail the tests. */
export type Piece = Readonly<Record<string, unknown>>;
