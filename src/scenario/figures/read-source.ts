/** What a reference in a figure reads: a series of a venue, of the world or of a population's trading, or a figure. */
import type { FlowSide, Formula, Source } from "../../analysis/reported/formula.ts";
import { VENUE_SERIES, WORLD_SERIES } from "../../analysis/reported/series-columns.ts";
import { type SummaryNames, summaryKeys } from "../../analysis/summary-keys.ts";
import type { Scenario } from "../../engine/config.ts";
import { listNames, suggest } from "../nearest-name.ts";
import { ExpressionError } from "../vocabulary.ts";
import type { SeriesReference } from "./series-reference.ts";
import { type Dating, findDay, readWindow } from "./series-window.ts";
import { calendarDays } from "./trading-days.ts";

/** A reference as it is understood: a number, or a series that wants an aggregate. */
export type Reading =
  | { readonly kind: "number"; readonly formula: Formula }
  | { readonly kind: "series"; readonly source: Source; readonly from: number | null; readonly until: number | null };

/** What of a scenario names the series that a run has. */
export type SeriesScenario = Pick<Scenario, "main" | "fund" | "venues" | "populations" | "clock">;

const SIDES: ReadonlyMap<string, FlowSide> = new Map([
  ["bought", "bought"],
  ["sold", "sold"],
  ["net", "net"],
]);
const WORLD = [...WORLD_SERIES.keys()];
const DAY = /\.\d{4}-\d{2}-\d{2}$/;

/** Reads a reference. Throws an ExpressionError that points into the figure's text. */
export function readSource(reference: SeriesReference, scenario: SeriesScenario): Reading {
  const [head, column, population, extra] = reference.names;
  const heads = [...Object.keys(scenario.venues), "world", "summary"];
  if (!heads.includes(head.text))
    throw new ExpressionError(`there is no venue "${head.text}"`, head.at, suggest(head.text, heads));
  if (head.text === "summary") return { kind: "number", formula: readSummary(reference, scenario) };
  if (column === undefined)
    throw new ExpressionError(`${head.text} needs a column`, head.at, `such as ${head.text}.${exampleOf(head.text)}`);
  if (head.text === "world") return readWorld(reference, scenario);
  if (column.text === "settle") return { kind: "number", formula: readSettlement(reference, scenario) };
  const dating = venueDating(head.text, scenario);
  const side = SIDES.get(column.text);
  if (side !== undefined) {
    const names = Object.keys(scenario.populations);
    if (population === undefined)
      throw new ExpressionError(
        `${head.text}.${column.text} needs a population`,
        column.at,
        `such as ${head.text}.${column.text}.${names[0]}`,
      );
    if (!names.includes(population.text))
      throw new ExpressionError(
        `there is no population "${population.text}"`,
        population.at,
        suggest(population.text, names),
      );
    refuse(extra);
    return windowed({ kind: "flow", venue: head.text, population: population.text, side }, reference, dating);
  }
  if (!VENUE_SERIES.has(column.text)) {
    const columns = [...VENUE_SERIES.keys(), "settle", ...SIDES.keys()];
    throw new ExpressionError(
      `venues have no column "${column.text}"`,
      column.at,
      suggest(column.text, columns) || `there is ${listNames(columns)}`,
    );
  }
  refuse(population);
  return windowed({ kind: "venue", venue: head.text, column: column.text }, reference, dating);
}

const exampleOf = (head: string): string => (head === "world" ? "gold" : "close");

function readWorld(reference: SeriesReference, { clock }: SeriesScenario): Reading {
  const [, column, extra] = reference.names;
  if (!WORLD_SERIES.has(column.text))
    throw new ExpressionError(
      `the world has no column "${column.text}"`,
      column.at,
      suggest(column.text, WORLD) || `there is ${listNames(WORLD)}`,
    );
  refuse(extra);
  const dating: Dating = { venue: null, zone: "UTC", days: null, start: clock.start, end: clock.end };
  return windowed({ kind: "world", column: column.text }, reference, dating);
}

function windowed(source: Source, { window }: SeriesReference, dating: Dating): Reading {
  if (window === undefined) return { kind: "series", source, from: null, until: null };
  const read = placed(window.at, () => readWindow(window.text, dating));
  if (read.kind === "moment") return { kind: "number", formula: { kind: "moment", source, at: read.at } };
  return { kind: "series", source, from: read.from, until: read.until };
}

/** `comex.settle[2026-01-29]`: one number. */
function readSettlement({ names, window }: SeriesReference, scenario: SeriesScenario): Formula {
  const [head, column, extra] = names;
  refuse(extra);
  const words = `${head.text}.settle`;
  if (window === undefined) throw new ExpressionError(`${words} needs a day`, column.at, `write ${words}[2026-01-30]`);
  const { days, venue, start, end } = venueDating(head.text, scenario);
  const date = window.text.trim();
  const lead = window.at + (window.text.length - window.text.trimStart().length);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date))
    throw new ExpressionError(`${words} is the settlement of one day, got [${window.text}]`, lead);
  const day = findDay(days ?? [], venue, date, lead, start, end);
  if (day.settles === null)
    throw new ExpressionError(`${date} settled before the run begins`, lead, "the first settlement is a later day's");
  const next = days?.find((other) => other.date > date && other.settles !== null);
  return { kind: "settlement", venue: head.text, at: day.settles, until: next?.settles ?? null };
}

function readSummary({ names, window }: SeriesReference, scenario: SeriesScenario): Formula {
  const how = 'write summary["fund.limitDowns"]';
  const quoted = window === undefined ? null : /^\s*(["'])(.*)\1\s*$/.exec(window.text);
  if (names.length > 1 || quoted === null || window === undefined)
    throw new ExpressionError("a figure of the summary is named in quotation marks", names[0].at, how);
  const key = quoted[2];
  const hint = unknownKey(key, scenario);
  if (hint !== null) throw new ExpressionError(`no run has a figure called "${key}"`, window.at + 1, hint);
  return { kind: "summary", key };
}

/** Null for a key that a summary may have; else what may have been meant. */
export function unknownKey(key: string, { main, fund, venues }: SeriesScenario): string | null {
  const names: SummaryNames = { main, fund, venues: Object.keys(venues) };
  const keys = summaryKeys(names);
  if (keys.includes(key.replace(DAY, ".<day>"))) return null;
  const day = DAY.exec(key)?.[0] ?? ".2026-01-30";
  return suggest(
    key,
    keys.map((one) => one.replace(".<day>", day)),
  );
}

function venueDating(venue: string, scenario: SeriesScenario): Dating {
  const { start, end } = scenario.clock;
  return { venue, zone: scenario.venues[venue].zone, days: calendarDays(venue, scenario), start, end };
}

function refuse(extra: SeriesReference["names"][number] | undefined): void {
  if (extra !== undefined) throw new ExpressionError(`there is nothing below that, got "${extra.text}"`, extra.at);
}

/** Runs `read`, whose errors count from `at`. */
function placed<T>(at: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw new ExpressionError(error.message, error.char + at, error.hint);
  }
}
