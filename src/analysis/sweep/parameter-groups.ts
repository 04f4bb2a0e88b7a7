/** A parameter's points in groups: by its values when they are few, else in parts of equal size. */
import { type Grouping, groupByQuantile } from "../sensitivity/index.ts";
import type { ParameterColumn } from "./sweep-table.ts";

/** Most different numbers that are taken as levels rather than as a range. */
const MOST_LEVELS = 12;

export interface ParameterGroups {
  readonly parameter: ParameterColumn;
  readonly grouping: Grouping;
  /** Value that stands for each group: the level itself, or the middle of a range; an index for names. */
  readonly centre: Float64Array;
  /** Lowest and highest value of each group. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Whether a group is one value. */
  readonly exact: boolean;
}

/** Groups of a parameter; null when it takes fewer than two values. */
export function parameterGroups(parameter: ParameterColumn): ParameterGroups | null {
  const { values } = parameter;
  const distinct = [...new Set(values.filter((value) => !Number.isNaN(value)))].sort((a, b) => a - b);
  if (distinct.length < 2) return null;
  if (parameter.levels !== null || distinct.length <= MOST_LEVELS) {
    const index = new Map(distinct.map((value, i) => [value, i]));
    const centre = Float64Array.from(distinct);
    const groupOf = Int32Array.from(values, (value) => index.get(value) ?? -1);
    const grouping = { groupOf, count: distinct.length };
    return { parameter, grouping, centre, low: centre, high: centre, exact: true };
  }
  const grouping = groupByQuantile(values, partsFor(values.length));
  return { parameter, grouping, centre: grouping.centre, low: grouping.low, high: grouping.high, exact: false };
}

/** Into how many parts points are cut: tenths when there are many, so that each part still holds twenty. */
const partsFor = (points: number): number => (points >= 200 ? 10 : points >= 25 ? 5 : points >= 9 ? 3 : 2);

/** What the ends of a range are called: "lowest tenth". */
export const partName = (parts: number): string =>
  ({ 10: "tenth", 5: "fifth", 3: "third", 2: "half" })[parts] ?? `1/${parts}`;
