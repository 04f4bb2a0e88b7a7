import type { Piece } from "./chart.ts";

/** A column of inline data. Numbers are kept to six significant digits: what a pixel can show. */
export interface Column {
  readonly name: string;
  readonly values: ArrayLike<number> | readonly string[];
  /** Digits kept; all of them for times. */
  readonly digits?: number;
}

/** Inline data as CSV, a third of the size of JSON rows. NaN becomes an empty cell, which breaks a line. */
export function inlineData(columns: readonly Column[]): Piece {
  const parse: Record<string, string> = {};
  const cells: ((row: number) => string)[] = [];
  for (const { name, values, digits = 6 } of columns) {
    const numeric = typeof values[0] !== "string";
    parse[name] = numeric ? "number" : "string";
    cells.push(
      numeric ? (row) => number(values[row] as number, digits) : (row) => quote(values[row] as unknown as string),
    );
  }
  const rows = columns[0].values.length;
  const lines = new Array<string>(rows + 1);
  lines[0] = columns.map((c) => c.name).join(",");
  for (let row = 0; row < rows; row++) {
    let line = cells[0](row);
    for (let c = 1; c < cells.length; c++) line += `,${cells[c](row)}`;
    lines[row + 1] = line;
  }
  return { values: lines.join("\n"), format: { type: "csv", parse } };
}

function number(value: number, digits: number): string {
  if (!Number.isFinite(value)) return "";
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(digits)));
}

const quote = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
