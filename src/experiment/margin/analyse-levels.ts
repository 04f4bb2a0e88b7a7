/** Procyclicality of a margin path that is given, whatever it came from. */
import { dailyLevels, type Procyclicality, procyclicality } from "../../analysis/margin/index.ts";
import { type DatedValues, readDatedValues } from "./dated-values.ts";

export interface LevelsReport {
  readonly levels: DatedValues;
  /** The level that stands on each business day. */
  readonly path: readonly number[];
  readonly figures: Procyclicality;
}

/** Reads the columns `date` and `margin`. Throws as `readDatedValues` does. */
export function analyseLevels(file: string): LevelsReport {
  const levels = readDatedValues(file, "margin");
  const path = dailyLevels(levels.dates, levels.values);
  return { levels, path, figures: procyclicality(path) };
}
