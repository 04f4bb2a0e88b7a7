import { metricUnit } from "../../analysis/sweep/index.ts";
import type { Piece } from "../chart.ts";
import { amount, percent } from "../wording.ts";

/** A figure in its unit: "−31.4%", "1,204 lots". NaN is a dash. */
export function metricText(key: string, value: number): string {
  const unit = metricUnit(key);
  const text = metricNumber(key, value);
  return Number.isNaN(value) || unit.kind === "fraction" || unit.unit === "" ? text : `${text} ${unit.unit}`;
}

/** A figure whose unit is said elsewhere: "−31.4%", "1,204". NaN is a dash. */
export function metricNumber(key: string, value: number): string {
  if (Number.isNaN(value)) return "\u2013";
  return metricUnit(key).kind === "fraction" ? percentText(value) : amount(value);
}

/** A difference of two figures, with its sign: "+13.2 points" of a percentage, "−40 lots". */
export function changeText(key: string, change: number): string {
  if (Number.isNaN(change)) return "\u2013";
  const unit = metricUnit(key);
  if (unit.kind === "fraction") return `${changeNumber(key, change)} percentage points`;
  return unit.unit === "" ? changeNumber(key, change) : `${changeNumber(key, change)} ${unit.unit}`;
}

/** The same without the unit. */
export const changeNumber = (key: string, change: number): string =>
  `${change > 0 ? "+" : ""}${metricNumber(key, change).replace("%", "")}`;

/** Unit of a figure, as a table's heading says it; "" for none. */
export function unitWords(key: string): string {
  const unit = metricUnit(key);
  return unit.kind === "fraction" ? "%" : unit.unit;
}

/** Percentages with the digits that tell them apart: three significant ones, one after the point at most for larger ones. */
export function percentText(fraction: number): string {
  const size = Math.abs(fraction);
  return percent(fraction, size >= 0.9995 ? 0 : size >= 0.00995 || size === 0 ? 1 : 2);
}

/** Title of an axis of the figure: its key and its unit. */
export function metricTitle(key: string): string {
  const unit = metricUnit(key);
  if (unit.kind === "fraction") return `${key} (%)`;
  return unit.unit === "" ? key : `${key} (${unit.unit})`;
}

/** How an axis of the figure writes its numbers. */
export const metricAxis = (key: string): Piece =>
  metricUnit(key).kind === "fraction" ? { format: "~%" } : { labelExpr: NUMBER };

/** Thousands apart, M beyond a million. */
export const NUMBER =
  "abs(datum.value) >= 1e6 ? format(datum.value / 1e6, '~r') + 'M' : abs(datum.value) >= 1 ? format(datum.value, ',~r') : format(datum.value, '~g')";

/** How a tooltip writes the figure. */
export const metricFormat = (key: string): string => (metricUnit(key).kind === "fraction" ? ".2%" : ",.4~r");
