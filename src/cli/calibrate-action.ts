/** What `stampede calibrate` does: searches, judges what was tried, writes, and prints what was found. */
import { join, relative } from "node:path";
import type { CalibrationReport } from "../analysis/calibration/index.ts";
import { calibrationJson } from "../experiment/calibration/calibration-json.ts";
import { judgeCalibration } from "../experiment/calibration/judge-calibration.ts";
import { type CalibrationPlan, planCalibration } from "../experiment/calibration/plan-calibration.ts";
import { runCalibration } from "../experiment/calibration/run-calibration.ts";
import { writeCalibration } from "../experiment/calibration/write-calibration.ts";
import type { SearchPoint } from "../experiment/search/run-search.ts";
import type { CalibrateOptions } from "./calibrate.ts";
import { calibrationLines } from "./calibrate-table.ts";
import { interruptible } from "./interrupt.ts";
import { openLine } from "./progress.ts";

/** Between plain lines of progress, ms. */
const PLAIN_EVERY = 5000;

export async function calibrate(config: string, options: CalibrateOptions): Promise<void> {
  const { charts, ...request } = options;
  const plan = await planCalibration({ ...request, config });
  const place = shown(plan.directory);
  const report = await interruptible(async (signal) => {
    const judged = judgeCalibration(plan, await search(plan, options, signal));
    if (!options.quiet) process.stderr.write(`${charts ? "drawing charts" : "writing figures"}\n`);
    await writeCalibration(plan.directory, judged, { charts, signal });
    return judged;
  }, `interrupted; what was finished stands in ${place}, and the same command goes on from there`);
  const file = shown(join(plan.directory, charts ? "report.html" : "calibration.json"));
  const text = options.json ? JSON.stringify(asJson(plan, report)) : lines(plan, report, file).join("\n");
  process.stdout.write(`${text}\n`);
}

async function search(plan: CalibrationPlan, options: CalibrateOptions, signal: AbortSignal): Promise<SearchPoint[]> {
  const quiet = options.quiet === true;
  const seeds = plan.runs.seeds.length;
  const total = plan.evaluations * seeds;
  if (!quiet)
    process.stderr.write(
      `${plan.evaluations} points of ${plan.parameters.length} parameters on ${seeds} seeds, ${plan.targets.length} figures: ${shown(plan.directory)}\n`,
    );
  const line = quiet ? null : openLine(PLAIN_EVERY);
  const began = performance.now();
  const state = { points: 0, made: 0, inBatch: 0, least: Number.POSITIVE_INFINITY, start: Number.NaN };
  const show = (now: boolean): void => {
    const { points, made, inBatch, least, start } = state;
    const done = Math.min(total, points * seeds + inBatch);
    const perRun = (performance.now() - began) / 1000 / Math.max(1, made);
    const left = made > 0 ? `, ${Math.ceil((total - done) * perRun)} s left` : "";
    const loss = Number.isFinite(least) ? `, loss ${least.toFixed(3)} (${start.toFixed(3)} at the start)` : "";
    line?.write(done / total, `${points} of ${plan.evaluations} points, ${made} runs made${loss}${left}`, now);
  };
  try {
    return await runCalibration(plan, {
      ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
      force: options.force === true,
      signal,
      onRun() {
        state.made++;
        state.inBatch++;
        show(false);
      },
      onBatch(points) {
        if (state.points === 0) state.start = points[0].loss;
        state.points += points.length;
        state.inBatch = 0;
        state.least = Math.min(state.least, ...points.map(({ loss }) => loss));
        show(false);
      },
    });
  } finally {
    line?.end();
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

function shown(path: string): string {
  const near = relative("", path);
  return near.startsWith("..") || near === "" ? path : near;
}
