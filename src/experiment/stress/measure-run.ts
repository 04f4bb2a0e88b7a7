/** What a run of a stress study leaves: flat figures, its settlements with their margin, and its price path. */
import { lastPrices } from "../../analysis/last-price.ts";
import { type MarginDays, runFigures } from "../../analysis/stress/index.ts";
import type { Scenario } from "../../engine/config.ts";
import type { RunResult } from "../../engine/result.ts";
import { makeTable, number, type Table, time } from "../tables/table.ts";
import type { StressMeasure } from "./stress-measure.ts";

/** What is kept of a run. */
export interface MeasuredRun {
  readonly figures: RunResult["summary"];
  readonly tables: readonly Table[];
}

/** Names of the tables. */
export const DAYS = "days";
export const PATH = "path";

const QUARTER = 15 * 60_000;

/** Measures a run. Throws an Error when the run has no such venue. */
export function measureStress(result: RunResult, scenario: Scenario, measure: StressMeasure): MeasuredRun {
  const { zone, multiplier } = scenario.venues[measure.venue];
  const { figures, days } = runFigures(result, { ...measure, zone, multiplier });
  if (measure.figuresOnly) return { figures: { ...result.summary, ...figures }, tables: [] };
  const tables = [daysTable(days), ...(measure.path ? [pathTable(result, measure)] : [])];
  return { figures, tables };
}

const daysTable = (days: MarginDays): Table =>
  makeTable(DAYS, [
    time("time", days.time),
    time("after", days.after),
    number("settlement", days.settlement),
    number("maintenance", days.maintenance),
    number("initial", days.initial),
    number("open_interest", days.openInterest),
  ]);

/** The price at the end of each quarter-hour from the fork on. */
function pathTable(result: RunResult, { venue, fork }: StressMeasure): Table {
  const series = result.venues.find(({ name }) => name === venue);
  if (series === undefined) throw new Error(`the run has no venue ${venue}`);
  const prices = lastPrices(series);
  const rows: number[] = [];
  const ends: number[] = [];
  for (let i = 0; i < result.time.length; i++) {
    const quarter = Math.floor(result.time[i] / QUARTER);
    if (result.time[i] < fork || Math.floor(result.time[i + 1] / QUARTER) === quarter) continue;
    rows.push(i);
    ends.push((quarter + 1) * QUARTER);
  }
  const at = Float64Array.from(rows, (i) => prices[i]);
  return makeTable(PATH, [time("time", ends), number("price", at)]);
}
