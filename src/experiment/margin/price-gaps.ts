/** Days without a price: a holiday or two is no matter, weeks are. */
import { businessDaysBetween } from "../../analysis/margin/index.ts";
import { dayName } from "../../core/time.ts";
import { type Problem, ScenarioError } from "../../scenario/index.ts";
import type { DatedValues } from "./dated-values.ts";

/** Business days without a price that may be holidays: the longest Chinese New Year takes eight. */
const MOST_MISSING = 10;
/** A day's change that is worth a second look. */
const LARGE_MOVE = 0.5;
/** How many of them are told one by one. */
const TOLD_MOVES = 5;

/**
 * Warnings about missing business days, which are taken as holidays, and about moves of more than half the price. Throws a
 * ScenarioError where more than ten business days in a row are missing.
 */
export function checkPrices({ file, dates, values, lines }: DatedValues): string[] {
  const warnings: string[] = [];
  const problems: Problem[] = [];
  let [missing, large] = [0, 0];
  let first = "";
  for (let i = 1; i < dates.length; i++) {
    const gap = businessDaysBetween(dates[i - 1], dates[i]);
    const place = `${file}:${lines[i]}:1  `;
    if (gap.length > MOST_MISSING) {
      const message = `a gap: ${gap.length} business days between ${dayName(dates[i - 1])} and ${dayName(dates[i])} have no price, and ${MOST_MISSING} are the most that may be holidays`;
      problems.push({
        file,
        line: lines[i],
        column: 1,
        path: "date",
        message,
        hint: "fill it, or give each part by itself",
      });
    } else if (gap.length > 0) {
      if (missing === 0) first = `${place}${dayName(gap[0])}`;
      missing += gap.length;
    }
    const move = values[i] / values[i - 1] - 1;
    if (Math.abs(move) > LARGE_MOVE && ++large <= TOLD_MOVES)
      warnings.push(`${place}the price goes from ${values[i - 1]} to ${values[i]} in a day: is that so?`);
  }
  if (problems.length > 0) throw new ScenarioError(problems);
  if (large > TOLD_MOVES)
    warnings.push(`${file}: ${large - TOLD_MOVES} more changes of more than half the price in a day`);
  if (missing > 0) {
    const what = missing === 1 ? "has no price" : `and ${missing - 1} more business days have no price`;
    warnings.unshift(
      `${first} ${what}: taken as ${missing === 1 ? "a holiday" : "holidays"}, the change over each gap as a day's`,
    );
  }
  return warnings;
}
