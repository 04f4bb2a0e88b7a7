/** Dated levels as a daily path: business days are Mondays to Fridays, whoever's holidays they are. */
import { DAY } from "../../core/time.ts";

/** Whether a day, ms UTC of its midnight, is a Saturday or a Sunday. 1 January 1970 was a Thursday. */
export function isWeekend(day: number): boolean {
  const weekday = (((Math.round(day / DAY) + 4) % 7) + 7) % 7;
  return weekday === 0 || weekday === 6;
}

/** Business days after `from` and before `to`. */
export function businessDaysBetween(from: number, to: number): number[] {
  const days: number[] = [];
  for (let day = from + DAY; day < to; day += DAY) if (!isWeekend(day)) days.push(day);
  return days;
}

/** Business days from the first of the dates to the last; a date on a weekend counts as its Monday. */
export function businessDays(dates: readonly number[]): number[] {
  const days: number[] = [];
  if (dates.length === 0) return days;
  const end = monday(dates[dates.length - 1]);
  for (let day = monday(dates[0]); day <= end; day += DAY) if (!isWeekend(day)) days.push(day);
  return days;
}

/**
 * The level that stands on each business day from the first date to the last; one that is dated on a weekend holds from the
 * Monday. `dates` are midnights in ms UTC, rising.
 */
export function dailyLevels(dates: readonly number[], levels: ArrayLike<number>): number[] {
  let at = 0;
  return businessDays(dates).map((day) => {
    while (at + 1 < dates.length && dates[at + 1] <= day) at++;
    return levels[at];
  });
}

/** Position of each level that no business day has, because another follows before the weekend is over. */
export const unheldLevels = (dates: readonly number[]): number[] =>
  [...dates.keys()].filter((i) => i + 1 < dates.length && monday(dates[i]) >= dates[i + 1]);

/** The day itself, or the Monday after a weekend. */
function monday(day: number): number {
  let on = day;
  while (isWeekend(on)) on += DAY;
  return on;
}
