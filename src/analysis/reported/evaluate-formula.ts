/** The value of a formula in a run. */
import type { RunResult, VenueSeries } from "../../engine/result.ts";
import { firstStepFrom, stepAt } from "../steps.ts";
import type { Formula, Source, Stretch } from "./formula.ts";
import { VENUE_SERIES, WORLD_SERIES } from "./series-columns.ts";
import { AGGREGATES, ARITHMETIC, NUMBER_FUNCTIONS, type Values } from "./words.ts";

type Summary = RunResult["summary"];

/** Its value; NaN when the run has none, such as the least price of a day without a trade. */
export function evaluateFormula(formula: Formula, result: RunResult, summary: Summary): number {
  switch (formula.kind) {
    case "number":
      return formula.value;
    case "aggregate": {
      const { of, ofNone } = AGGREGATES.get(formula.by)!;
      const values = valuesOf(formula.of, result);
      return values.value.length === 0 && !ofNone ? Number.NaN : of(values, result.time[0]);
    }
    case "moment": {
      const { times, values } = columnOf(formula.source, result);
      const step = stepAt(times, formula.at);
      return step < 0 ? Number.NaN : values[step];
    }
    case "settlement": {
      const step = firstStepFrom(result.time, formula.at);
      const late = formula.until !== null && !(result.time[step] < formula.until);
      return step >= result.time.length || late ? Number.NaN : venueOf(formula.venue, result).settlement[step];
    }
    case "summary": {
      const value = summary[formula.key];
      return typeof value === "number" ? value : Number.NaN;
    }
    case "call": {
      const apply = ARITHMETIC.get(formula.name) ?? NUMBER_FUNCTIONS.get(formula.name)!.apply;
      return apply(...formula.values.map((one) => evaluateFormula(one, result, summary)));
    }
  }
}

interface ColumnOf {
  readonly times: Float64Array;
  readonly values: Float64Array;
  /** 0 where the venue is closed; null when the source is never closed. */
  readonly phase: Uint8Array | null;
}

function columnOf(source: Source, result: RunResult): ColumnOf {
  if (source.kind === "flow") return { ...flowsOf(source, result), phase: null };
  if (source.kind === "world")
    return { times: result.time, values: result.world[WORLD_SERIES.get(source.column)!], phase: null };
  const venue = venueOf(source.venue, result);
  return { times: result.time, values: venue[VENUE_SERIES.get(source.column)!], phase: venue.phase };
}

/** Values that are numbers, of the steps in which the venue was not closed. */
function valuesOf({ source, from, until }: Stretch, result: RunResult): Values {
  const { times, values, phase } = columnOf(source, result);
  const first = from === null ? 0 : firstStepFrom(times, from);
  const end = until === null ? times.length : firstStepFrom(times, until);
  const value = new Float64Array(Math.max(0, end - first));
  const time = new Float64Array(value.length);
  let n = 0;
  for (let i = first; i < end; i++) {
    if (Number.isNaN(values[i]) || (phase !== null && phase[i] === 0)) continue;
    value[n] = values[i];
    time[n++] = times[i];
  }
  return { value: value.subarray(0, n), time: time.subarray(0, n) };
}

/** A row for each (quarter-hour, cause) in which the population traded there. */
function flowsOf({ venue, population, side }: Source & { kind: "flow" }, result: RunResult) {
  const { flows } = result;
  const v = result.venues.findIndex(({ name }) => name === venue);
  const p = result.populations.findIndex(({ name }) => name === population);
  const times: number[] = [];
  const values: number[] = [];
  for (let i = 0; i < flows.time.length; i++) {
    if (flows.venue[i] !== v || flows.population[i] !== p) continue;
    times.push(flows.time[i]);
    const bought = side === "sold" ? 0 : flows.buyVolume[i];
    const sold = side === "bought" ? 0 : flows.sellVolume[i];
    values.push(side === "sold" ? sold : bought - sold);
  }
  return { times: Float64Array.from(times), values: Float64Array.from(values) };
}

function venueOf(name: string, result: RunResult): VenueSeries {
  const venue = result.venues.find((one) => one.name === name);
  if (venue === undefined) throw new RangeError(`the run has no venue "${name}"`);
  return venue;
}
