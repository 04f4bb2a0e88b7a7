/** `stampede margin --levels`: how a given margin path moves with the cycle. */
import { HORIZONS } from "../analysis/margin/index.ts";
import { daysWords } from "../charts/margin/index.ts";
import { dayName } from "../core/time.ts";
import { analyseLevels } from "../experiment/margin/analyse-levels.ts";
import { procyclicalityJson } from "../experiment/margin/margin-json.ts";
import { align, formatNumber } from "./figures.ts";
import type { MarginOptions } from "./margin.ts";
import { printAnswer, printWarnings } from "./margin-answer.ts";

export function answerLevels(file: string, options: MarginOptions): void {
  const { levels, path, figures } = analyseLevels(file);
  printWarnings(levels.warnings, options);
  const [from, to] = [dayName(levels.dates[0]), dayName(levels.dates[levels.dates.length - 1])];
  const rows = [
    ["peak to trough", ratio(figures.peakToTrough)],
    ["trough before peak", ratio(figures.peakToTroughOrdered)],
    ...HORIZONS.map((n, i) => [`largest increase over ${daysWords(n)}`, ratio(figures.maxIncrease[i])]),
    ["mean", formatNumber(figures.mean)],
  ];
  const json = {
    levels: levels.file,
    from,
    to,
    businessDays: path.length,
    ...procyclicalityJson(figures),
    warnings: levels.warnings,
  };
  const head = `${levels.file}: ${levels.values.length} levels, ${from} to ${to}, ${path.length} business days`;
  printAnswer({ json, lines: [head, "", ...align(rows, ["left", "right"])] }, options);
}

const ratio = (value: number): string => (Number.isFinite(value) ? value.toFixed(3) : "-");
