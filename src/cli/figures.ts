/** Figures as people read them: units, digits, and a table of what was reported against what was simulated. */
import type { ReportedRow } from "../analysis/index.ts";

/** Mark of a row: inside its range, outside it, or nothing claimed. */
const mark = (within: boolean | null): string => (within === null ? "·" : within ? "✓" : "✗");

/** A value in its unit: `-31.4%` for a fraction, `78.53 USD/oz`, `5 days`; `-` when there is none. */
export function formatFigure(value: number | null, unit: string): string {
  if (value === null || Number.isNaN(value)) return "-";
  if (unit === "%") return `${(value * 100).toFixed(1)}%`;
  return unit === "" ? formatNumber(value) : `${formatNumber(value)} ${unit}`;
}

/** Four significant digits, thousands apart, no trailing zeros: 1,234,568 and 78.53 and 0.0123. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 1000) return Math.round(value).toLocaleString("en-US");
  return String(Number(value.toPrecision(4)));
}

/** The table, a line for each reported figure under a heading; empty without figures. */
export function reportedLines(rows: readonly ReportedRow[]): string[] {
  if (rows.length === 0) return [];
  const cells = rows.flatMap((row, i) => [
    ...(row.group !== undefined && row.group !== rows[i - 1]?.group ? [["", `${row.group}:`, "", "", ""]] : []),
    [
      mark(row.within),
      row.label,
      formatFigure(row.value, row.unit),
      formatFigure(row.simulated, row.unit),
      formatRange(row),
    ],
  ]);
  const inside = rows.filter((row) => row.within === true).length;
  const claimed = rows.filter((row) => row.within !== null).length;
  return [
    ...align([["", "", "reported", "simulated", "accepted"], ...cells], ["left", "left", "right", "right", "left"]),
    `${inside} of ${claimed} figures lie in their accepted range`,
  ];
}

/** `-30.0% to -10.0%`, `at least 2 days`; empty when no range is claimed. */
export function formatRange({ low, high, unit }: Pick<ReportedRow, "low" | "high" | "unit">): string {
  if (low === null && high === null) return "";
  if (low === null) return `at most ${formatFigure(high, unit)}`;
  if (high === null) return `at least ${formatFigure(low, unit)}`;
  return formatSpan(low, high, unit);
}

/** `-30.0% to -10.0%`, `2 to 5 days`. */
export const formatSpan = (low: number, high: number, unit: string): string =>
  `${formatFigure(low, unit === "%" ? unit : "")} to ${formatFigure(high, unit)}`;

/** Columns padded to one width, two blanks between them. */
export function align(rows: readonly (readonly string[])[], sides: readonly ("left" | "right")[]): string[] {
  const widths = sides.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (sides[column] === "left" ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
      .join("  ")
      .trimEnd(),
  );
}
