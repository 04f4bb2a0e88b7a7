/** The table that `stampede cause` prints: a line for each mechanism, then the whole. */
import type { CauseReport } from "../analysis/cause/index.ts";
import type { Estimate } from "../analysis/sensitivity/index.ts";
import { align, formatFigure } from "./figures.ts";

const HEADING = ["mechanism", "share", "95% interval", "value", "95% interval", "alone taken away"];

export function causeLines(report: CauseReport): string[] {
  const unit = report.fraction ? "%" : "";
  const value = (x: number): string => formatFigure(x, unit);
  const interval = ({ low, high }: Estimate, words: (x: number) => string): string =>
    Number.isNaN(low) ? "-" : `${words(low)} to ${words(high)}`;
  const percent = (x: number): string => formatFigure(x, "%");
  const rows = report.rows.map((row) => [
    row.name,
    percent(row.share.value),
    interval(row.share, percent),
    value(row.value.value),
    interval(row.value, value),
    value(row.last.value),
  ]);
  const { whole, all, none, seeds, orders, exact, combinations, figure } = report;
  const sum = [
    "all of them",
    report.rows.some(({ share }) => Number.isNaN(share.value)) ? "-" : "100.0%",
    "",
    value(whole.value),
    interval(whole, value),
    "",
  ];
  const counted = exact ? `all ${orders} orders` : `${orders} orders a seed, half of them the others reversed`;
  return [
    ...align([HEADING, ...rows, sum], ["left", "right", "right", "right", "right", "right"]),
    "",
    `${figure}: ${value(all.value)} with all of them, ${value(none.value)} with none; means over ${seeds.length} seed${seeds.length === 1 ? "" : "s"}, ${counted}, ${combinations} combinations a seed.`,
  ];
}
