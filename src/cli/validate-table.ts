/** The table that `stampede validate` prints. */
import type { JudgedFigure, ValidationReport } from "../analysis/validation/index.ts";
import { align, formatFigure, formatRange, formatSpan } from "./figures.ts";

/** A line for each figure under the heading of its group, and what they come to. */
export function validationLines(report: ValidationReport): string[] {
  const { rows, verdict } = report;
  const groups = [...new Set(rows.map((row) => row.figure.group ?? ""))];
  const cells = groups.flatMap((group) => [
    ...(group === "" ? [] : [["", `${group}:`, "", "", "", "", ""]]),
    ...rows.filter((row) => (row.figure.group ?? "") === group).map(row),
  ]);
  const heading = ["", "", "reported", "accepted", "median", "10% to 90%", ""];
  return [
    ...align([heading, ...cells], ["left", "left", "right", "left", "right", "left", "left"]),
    "",
    `${share(verdict.holding, verdict.figures)} figures hold: the median of the runs lies in the range (${percent(verdict.pass)} are asked for: ${verdict.passed ? "passed" : "not passed"})`,
    `${share(verdict.covered, verdict.figures)} reported values lie between the 5% and the 95% of the runs`,
  ];
}

const percent = (x: number): string => `${Number((x * 100).toFixed(1))}%`;
const share = (n: number, of: number): string => `${n} of ${of}${of > 0 ? ` (${percent(n / of)})` : ""}`;

function row({ figure, band, counts, holds, covered, missing, runs }: JudgedFigure): string[] {
  const { unit, label, value } = figure;
  const spread = missing === runs ? "" : formatSpan(band.p10, band.p90, unit);
  const notes = [
    figure.input === true ? "given" : "",
    counts && !covered ? "not in 5% to 95%" : "",
    missing > 0 ? `no value in ${missing} of ${runs} runs` : "",
  ].filter((note) => note !== "");
  return [
    counts ? (holds ? "✓" : "✗") : "·",
    label,
    formatFigure(value, unit),
    formatRange(figure),
    formatFigure(band.median, unit),
    spread,
    notes.join("; "),
  ];
}
