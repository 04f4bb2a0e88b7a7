import type { FigureBand, JudgedFigure, ValidationReport } from "../../analysis/validation/index.ts";

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
const bandJson = (band: FigureBand): Record<string, number | null> =>
  Object.fromEntries(Object.entries(band).map(([name, value]) => [name, finite(value as number)]));

/** A validation as JSON has it: what is not there is null. */
export function validationJson(report: ValidationReport): Record<string, unknown> {
  const { scenario, without, seeds, failed, failures, verdict, twin, rows } = report;
  return {
    scenario,
    without,
    seeds,
    runs: { planned: seeds.length, failed, reasons: failures },
    verdict: {
      figures: verdict.figures,
      holding: verdict.holding,
      covered: verdict.covered,
      pass: verdict.pass,
      passed: verdict.passed,
    },
    twin: twin && { ...twin, withIt: bandJson(twin.withIt), without: bandJson(twin.without) },
    figures: rows.map(rowJson),
  };
}

function rowJson({ figure, runs, missing, band, counts, holds, covered }: JudgedFigure): Record<string, unknown> {
  const { key, group, label, value, unit, low, high, source, of } = figure;
  return {
    key,
    group: group ?? null,
    label,
    unit,
    reported: value,
    low,
    high,
    ...bandJson(band),
    runs,
    missing,
    counts,
    holds,
    covered,
    of: of ?? null,
    source,
  };
}
