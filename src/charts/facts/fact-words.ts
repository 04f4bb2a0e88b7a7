/** Figures of facts as people read them. */
import type { StylisedFact } from "../../analysis/stylised-facts/index.ts";

/** Three significant digits; a dash where there is none. */
export function factNumber(value: number): string {
  if (!Number.isFinite(value)) return "\u2013";
  return String(Number(value.toPrecision(3))).replace("-", "\u2212");
}

/** The range that counts as agreement. */
export function factEnds({ claim: { low, high, sure } }: StylisedFact): string {
  const text =
    low === null
      ? `below ${factNumber(high ?? Number.NaN)}`
      : high === null
        ? `above ${factNumber(low)}`
        : `${factNumber(low)} to ${factNumber(high)}`;
  return sure ? `surely ${text}` : text;
}

export const factInterval = ({ interval }: StylisedFact): string =>
  interval ? `${factNumber(interval.low)} to ${factNumber(interval.high)}` : "";

/** Mark of a verdict, as tables of reported figures have it. */
export const factMark = ({ verdict }: StylisedFact): string =>
  verdict === "inside" ? "\u2713" : verdict === "outside" ? "\u2717" : "\u00b7";
