/** What `stampede calibrate` does: searches, judges what was tried, writes, and prints what was found. */
import { join } from "node:path";
import type { CalibrationReport } from "../analysis/calibration/index.ts";
import { calibrationJson } from "../experiment/calibration/calibration-json.ts";
import { judgeCalibration } from "../experiment/calibration/judge-calibration.ts";
import { type CalibrationPlan, planCalibration } from "../experiment/calibration/plan-calibration.ts";
import { runCalibration } from "../experiment/calibration/run-calibration.ts";
import { writeCalibration } from "../experiment/calibration/write-calibration.ts";
import type { SearchPoint } from "../experiment/search/run-search.ts";
import { calibrationLines } from "./calibrate-table.ts";
import { interruptible } from "./interrupt.ts";
import { searchProgress } from "./search-progress.ts";
import { shownPath } from "./shown-path.ts";
import type { SearchOptions } from "./study-options.ts";

export async function calibrate(config: string, options: SearchOptions): Promise<void> {
  const { charts, ...request } = options;
  const plan = await planCalibration({ ...request, config });
  const place = shownPath(plan.directory);
  const report = await interruptible(async (signal) => {
    const judged = judgeCalibration(plan, await search(plan, options, signal));
    if (!options.quiet) process.stderr.write(`${charts ? "drawing charts" : "writing figures"}\n`);
    await writeCalibration(plan.directory, judged, { charts, signal });
    return judged;
  }, `interrupted; what was finished stands in ${place}, and the same command goes on from there`);
  const file = shownPath(join(plan.directory, charts ? "report.html" : "calibration.json"));
  const text = options.json ? JSON.stringify(asJson(plan, report)) : lines(plan, report, file).join("\n");
  process.stdout.write(`${text}\n`);
}

async function search(plan: CalibrationPlan, options: SearchOptions, signal: AbortSignal): Promise<SearchPoint[]> {
  const quiet = options.quiet === true;
  const { evaluations, parameters, targets, directory } = plan;
  const seeds = plan.runs.seeds.length;
  if (!quiet)
    process.stderr.write(
      `${evaluations} points of ${parameters.length} parameters on ${seeds} seeds, ${targets.length} figures: ${shownPath(directory)}\n`,
    );
  const words = (start: number, least: number) => `loss ${least.toFixed(3)} (${start.toFixed(3)} at the start)`;
  const display = searchProgress({ evaluations, seeds, quiet, words });
  try {
    return await runCalibration(plan, {
      ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
      force: options.force === true,
      signal,
      onRun: () => display.onRun(),
      onBatch: (points) => display.onBatch(points),
    });
  } finally {
    display.end();
  }
}

function asJson({ name, directory }: CalibrationPlan, report: CalibrationReport): Record<string, unknown> {
  return { calibration: name, directory, ...calibrationJson(report) };
}

function lines(plan: CalibrationPlan, report: CalibrationReport, file: string): string[] {
  const { evaluations, seeds, failures } = report;
  const failed = evaluations.reduce((sum, one) => sum + one.failed, 0);
  return [
    `${plan.name}: ${evaluations.length} points, ${evaluations.length * seeds.length} runs`,
    "",
    ...calibrationLines(report),
    ...(failed > 0 ? [`${failed} runs failed: ${failures.join("; ")}`] : []),
    `${file.endsWith(".html") ? "report" : "figures"}: ${file}`,
  ];
}
