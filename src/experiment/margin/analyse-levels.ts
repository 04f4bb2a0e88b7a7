/** Procyclicality of a margin path that is given, whatever it came from. */
import {
  businessDays,
  dailyLevels,
  type Procyclicality,
  procyclicality,
  unheldLevels,
} from "../../analysis/margin/index.ts";
import { dayName } from "../../core/time.ts";
import { type DatedValues, readDatedValues } from "./dated-values.ts";

export interface LevelsReport {
  readonly levels: DatedValues;
  /** Business days, midnights in ms UTC, and the level that stands on each. */
  readonly days: readonly number[];
  readonly path: readonly number[];
  readonly figures: Procyclicality;
  readonly warnings: readonly string[];
}

/** Reads the columns `date` and `margin`. Throws as `readDatedValues` does. */
export function analyseLevels(file: string): LevelsReport {
  const levels = readDatedValues(file, "margin");
  const path = dailyLevels(levels.dates, levels.values);
  return {
    levels,
    days: businessDays(levels.dates),
    path,
    figures: procyclicality(path),
    warnings: [...levels.warnings, ...weekendWarnings(levels)],
  };
}

/** Says which levels count for nothing. */
function weekendWarnings({ file, dates, lines }: DatedValues): string[] {
  const unheld = unheldLevels(dates);
  if (unheld.length === 0) return [];
  const [first] = unheld;
  const others = unheld.length > 1 ? ` (and ${unheld.length - 1} more such levels)` : "";
  return [
    `${file}:${lines[first]}:1  the level of ${dayName(dates[first])} stands on no business day: the next one comes before the weekend is over${others}`,
  ];
}
