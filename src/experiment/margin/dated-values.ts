/** A file of dated numbers: read whole, every mistake told with its place, and what is put right told as a warning. */
import { readFileSync } from "node:fs";
import { dayName } from "../../core/time.ts";
import { type Problem, ScenarioError } from "../../scenario/index.ts";
import { suggest } from "../../scenario/nearest-name.ts";
import { UsageError } from "../usage-error.ts";
import { type CsvCell, readCsv } from "./csv.ts";

/** Days in order, each once, with a number above 0. */
export interface DatedValues {
  readonly file: string;
  /** Midnights in ms UTC, rising. */
  readonly dates: readonly number[];
  readonly values: readonly number[];
  /** Line of each in the file. */
  readonly lines: readonly number[];
  /** What was put right, a sentence each. */
  readonly warnings: readonly string[];
}

interface Row {
  readonly date: number;
  readonly value: number;
  /** Whether it was written with a sign for per cent. */
  readonly percent: boolean;
  readonly line: number;
}

/** Numbers as programs write them; no thousands apart, no units. */
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
/** The column that may be in per cent. */
const SHARES = "margin";
const PERCENT = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))%$/;
/** Beyond it a number is a mistake: no price and no margin of a lot is a trillion. */
const MOST = 1e12;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * Reads the columns `date` and `column` of a CSV file (`-`: standard input). A byte-order mark, rows out of order and rows
 * that stand twice are put right with a warning. Throws a UsageError for a file that cannot be read, and a ScenarioError that
 * holds every row that is wrong: no day, no number, not above 0, or another value for a day that has one.
 */
export function readDatedValues(file: string, column: string): DatedValues {
  const name = file === "-" ? "standard input" : file;
  const warnings: string[] = [];
  const problems: Problem[] = [];
  const [header, ...body] = readCsv(readText(file, name, column, warnings), name);
  const at = columnsOf(header, name, column);
  const rows: Row[] = [];
  for (const cells of body) {
    const row = readRow(cells, header.length, at, name, column, problems);
    if (row !== null) rows.push(row);
  }
  if (body.length === 0)
    throw new UsageError(`${name} holds no rows: expected the columns date and ${column}, and a line for each day`);
  checkUnits(rows, name, column, problems);
  const ordered = inOrder(rows, name, warnings);
  const kept = withoutRepeats(ordered, name, column, problems, warnings);
  if (problems.length > 0) throw new ScenarioError(problems);
  return {
    file: name,
    dates: kept.map((row) => row.date),
    values: kept.map((row) => row.value),
    lines: kept.map((row) => row.line),
    warnings,
  };
}

function readText(file: string, name: string, column: string, warnings: string[]): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file === "-" ? 0 : file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "is not there" : code === "EISDIR" ? "is a directory" : "cannot be read";
    throw new UsageError(`${name} ${why}: expected a CSV file with the columns date and ${column}`);
  }
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    throw new UsageError(`${name}:1:1  the file is in UTF-16: save it as UTF-8`);
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    warnings.push(`${name}:1:1  a byte-order mark was passed over`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`${name} is not text in UTF-8: expected a CSV file with the columns date and ${column}`);
  }
}

/** Positions of the two columns, by their names in the first line. */
function columnsOf(header: readonly CsvCell[] | undefined, name: string, column: string): readonly [number, number] {
  if (header === undefined) throw new UsageError(`${name} is empty: expected the columns date and ${column}`);
  const names = header.map((cell) => cell.text.toLowerCase());
  const at = ["date", column].map((wanted) => names.indexOf(wanted));
  const missing = ["date", column].filter((_, i) => at[i] < 0);
  if (missing.length > 0) {
    const hint = header.length === 1 ? otherSeparator(header[0].text) : suggest(missing[0], names);
    const seen = header.map((cell) => JSON.stringify(cell.text.slice(0, 40))).join(", ");
    throw new UsageError(
      `${name}:${header[0].line}:1  there is no column ${missing.join(" and no column ")}: the first line holds ${seen}${hint === "" ? "" : `; ${hint}`}`,
    );
  }
  const twice = ["date", column].find((wanted) => names.filter((text) => text === wanted).length > 1);
  if (twice !== undefined)
    throw new UsageError(
      `${name}:${header[0].line}:${header[names.lastIndexOf(twice)].column}  there are two columns ${twice}`,
    );
  return [at[0], at[1]];
}

/** What is to be said of a first line without a comma. */
function otherSeparator(text: string): string {
  const other = [";", "\t", "|"].find((mark) => text.includes(mark));
  return other === undefined ? "" : `cells must be apart by commas, not by ${other === "\t" ? "tabs" : other}`;
}

function readRow(
  cells: readonly CsvCell[],
  width: number,
  [dateAt, valueAt]: readonly [number, number],
  file: string,
  column: string,
  problems: Problem[],
): Row | null {
  const { line } = cells[0];
  const problem = (cell: CsvCell | undefined, path: string, message: string) => {
    problems.push({ file, line, column: cell?.column ?? 1, path, message, hint: "" });
    return null;
  };
  if (cells.length !== width) {
    const count = `${cells.length} ${cells.length === 1 ? "cell" : "cells"}`;
    return problem(cells[0], "", `expected ${width} cells as in the first line, got ${count}`);
  }
  const [day, number] = [cells[dateAt], cells[valueAt]];
  const date = parseDay(day.text);
  const share = column === SHARES ? PERCENT.exec(number.text)?.[1] : undefined;
  const plain = NUMBER.test(number.text) ? Number(number.text) : Number.NaN;
  const value = share === undefined ? plain : Number(`${share}e-2`);
  if (Number.isNaN(date)) problem(day, "date", `expected a day such as 2026-01-30, got ${quote(day.text)}`);
  if (Number.isNaN(value)) problem(number, column, `expected a number, got ${quote(number.text)}`);
  else if (!(value > 0)) problem(number, column, `expected a number above 0, got ${number.text}`);
  else if (value > MOST) problem(number, column, `expected a number of at most ${MOST}, got ${number.text}`);
  return date > Number.NEGATIVE_INFINITY && value > 0 && value <= MOST
    ? { date, value, percent: share !== undefined, line }
    : null;
}

/** Midnight of a day that exists, ms UTC; NaN for anything else. */
function parseDay(text: string): number {
  const match = DATE.exec(text);
  if (match === null) return Number.NaN;
  const time = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return dayName(time) === text ? time : Number.NaN;
}

const quote = (text: string): string => (text === "" ? "nothing" : JSON.stringify(text.slice(0, 40)));

/** Per cent and plain numbers in one column are a mistake, at the first row that is not as those above it. */
function checkUnits(rows: readonly Row[], file: string, column: string, problems: Problem[]): void {
  const other = rows.find((row) => row.percent !== rows[0].percent);
  if (other === undefined) return;
  const [here, there] = other.percent ? ["in per cent", "not"] : ["not in per cent", "is"];
  const message = `${here}, and line ${rows[0].line} ${there}: write all of them in one way`;
  problems.push({ file, line: other.line, column: 1, path: column, message, hint: "" });
}

function inOrder(rows: readonly Row[], file: string, warnings: string[]): readonly Row[] {
  const first = rows.findIndex((row, i) => i > 0 && row.date < rows[i - 1].date);
  if (first < 0) return rows;
  warnings.push(
    `${file}:${rows[first].line}:1  the rows were put in order of date: ${dayName(rows[first].date)} stands after ${dayName(rows[first - 1].date)}`,
  );
  return [...rows].sort((a, b) => a.date - b.date);
}

function withoutRepeats(
  rows: readonly Row[],
  file: string,
  column: string,
  problems: Problem[],
  warnings: string[],
): readonly Row[] {
  const kept: Row[] = [];
  let repeated: Row | undefined;
  let count = 0;
  for (const row of rows) {
    const before = kept[kept.length - 1];
    if (before === undefined || before.date !== row.date) kept.push(row);
    else if (before.value === row.value) {
      repeated ??= row;
      count++;
    } else {
      const message = `${dayName(row.date)} stands twice, with ${before.value} on line ${before.line} and ${row.value} here`;
      problems.push({ file, line: row.line, column: 1, path: column, message, hint: "" });
    }
  }
  if (repeated !== undefined) {
    const others = count > 1 ? ` (and ${count - 1} more such rows)` : "";
    warnings.push(
      `${file}:${repeated.line}:1  ${dayName(repeated.date)} stands twice with the same value: once was left out${others}`,
    );
  }
  return kept;
}
