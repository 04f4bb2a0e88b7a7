/** Words that the charts and the page about warnings share. */
import type { IndicatorResult, WarningReport } from "../../analysis/warnings/index.ts";
import { HOUR } from "../../core/time.ts";
import { amount, counted, percent, venueLabel } from "../wording.ts";

/** What a report of warnings is of. */
export interface WarningSubject {
  readonly sweep: string;
  readonly venue: string;
  /** What was shared out between fit and test. */
  readonly by: "run" | "seed";
}

/** "0.87 (0.80 to 0.93)" */
export function areaWords({ value, low, high }: IndicatorResult["area"]): string {
  const digits = (x: number): string => x.toFixed(2);
  return Number.isNaN(low) ? digits(value) : `${digits(value)} (${digits(low)} to ${digits(high)})`;
}

/** What was asked and of how much. */
export function warningLines({ terms, fit, test }: WarningReport, { sweep, venue, by }: WarningSubject): string[] {
  const ask = `a fall of ${percent(terms.size)} within ${counted(terms.within / HOUR, "hour")} at ${venueLabel(venue)}`;
  const halves = `fit on ${amount(fit.runs)}, judged on ${amount(test.runs)} other runs (${by === "seed" ? "split by seed" : "split by run"}, seed ${terms.seed})`;
  return [
    `Crash: ${ask}, which followed ${percent(test.baseRate, 1)} of ${counted(test.moments, "moment")}; ${halves}.`,
    `${sweep}. Simulated.`,
  ];
}
