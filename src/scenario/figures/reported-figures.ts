/** The last phase of a scenario: what its reported figures say of a run's series is read and checked. */
import { agrees, counts } from "../../analysis/reported/reported-figure.ts";
import type { Scenario } from "../../engine/config.ts";
import type { ReportedEntry } from "../../engine/reported-config.ts";
import type { ExpressionParser } from "../expression.ts";
import { FormulaErrors, readFormula } from "./read-formula.ts";
import { unknownKey } from "./read-source.ts";

type Report = (path: readonly (string | number)[], message: string, hint?: string, char?: number) => void;

/** The scenario with each figure's expression read. What is wrong is reported. */
export function readFigures(scenario: Scenario, parser: () => ExpressionParser, report: Report): Scenario {
  const first = new Map<string, number>();
  const reported = scenario.reported.map((entry, i): ReportedEntry => {
    const path = ["reported", i];
    const before = first.get(entry.key);
    if (before !== undefined) report([...path, "key"], `"${entry.key}" stands twice: figure ${before + 1} has it too`);
    else first.set(entry.key, i);
    checkRange(entry, path, report);
    if (entry.of === undefined) {
      const hint = unknownKey(entry.key, scenario);
      if (hint !== null) report([...path, "key"], `no run has a figure called "${entry.key}"`, hint);
      return entry;
    }
    try {
      return { ...entry, formula: readFormula(entry.of, scenario, parser()) };
    } catch (error) {
      if (!(error instanceof FormulaErrors)) throw error;
      for (const { message, hint, char } of error.errors) report([...path, "of"], message, hint, char);
      return entry;
    }
  });
  return { ...scenario, reported };
}

function checkRange(entry: ReportedEntry, path: readonly (string | number)[], report: Report): void {
  const { low, high, value } = entry;
  if (low !== null && high !== null && low > high)
    report([...path, "low"], `the range that counts as agreement ends before it begins: ${low} to ${high}`);
  else if (counts(entry) && !agrees(entry, value))
    report([...path, "value"], `what was reported, ${value}, lies outside the range that counts as agreement`);
}
