/** What a run makes of the figures that were reported. */
import type { RunResult } from "../../engine/result.ts";
import { evaluateFormula } from "./evaluate-formula.ts";
import { figureKey, type ReportedFigure } from "./reported-figure.ts";

/** What of a scenario says which figures were reported. */
export interface ReportedScenario {
  readonly reported?: readonly Pick<ReportedFigure, "key" | "of" | "formula">[];
}

/**
 * The run's own value of each reported figure, in the scenario's order; null where the run has none. Cheap: milliseconds
 * for a whole run.
 */
export function evaluateReported(result: RunResult, { reported = [] }: ReportedScenario): (number | null)[] {
  return reported.map(({ key, formula }) => figureOf(key, formula, result, result.summary));
}

/** Puts the figures that are expressions into a summary, each under its key; no value is null. */
export function addReported(
  result: Omit<RunResult, "summary">,
  { reported = [] }: ReportedScenario,
  summary: Record<string, number | string | null>,
): void {
  for (const figure of reported) {
    if (figure.of === undefined) continue;
    summary[figureKey(figure)] = figureOf(figure.key, figure.formula, { ...result, summary }, summary);
  }
}

function figureOf(
  key: string,
  formula: ReportedFigure["formula"],
  result: RunResult,
  summary: RunResult["summary"],
): number | null {
  const value = formula === undefined ? summary[key] : evaluateFormula(formula, result, summary);
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
