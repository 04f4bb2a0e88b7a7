import { type CalibrationReport, type FigureAt, holding, pinned } from "../../analysis/calibration/index.ts";

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
const atJson = ({ median, miss }: FigureAt) => ({ median: finite(median), miss });

/** A calibration as JSON has it: what is not there is null. Points are in calibration.parquet. */
export function calibrationJson(report: CalibrationReport): Record<string, unknown> {
  const { scenario, without, seeds, evaluations, best, failures, parameters, figures, opposed } = report;
  const failed = evaluations.reduce((sum, one) => sum + one.failed, 0);
  return {
    scenario,
    without,
    seeds,
    evaluations: evaluations.length,
    runs: { planned: evaluations.length * seeds.length, failed, reasons: failures },
    figures: figures.length,
    start: { loss: evaluations[0].loss, holding: holding(figures, "start") },
    found: { evaluation: best, loss: evaluations[best].loss, holding: holding(figures, "found") },
    error: report.error,
    margin: report.margin,
    within: report.within,
    parameters: parameters.map((parameter) => {
      const { path, reason, scale, low, high, start, found, interval, range, rangeShare, written } = parameter;
      return {
        ...{ path, value: written.found, start, found, min: low, max: high, scale, interval, range, rangeShare },
        pinned: pinned(parameter, report),
        reason,
      };
    }),
    misses: figures.map(({ key, label, unit, value, tolerance, start, found }) => ({
      ...{ key, label, unit, reported: value, tolerance, start: atJson(start), found: atJson(found) },
    })),
    opposed: opposed.map(({ a, b, correlation, tension }) => ({ a: a.key, b: b.key, correlation, tension })),
  };
}
