/** Calibrations of a small market towards what it does itself at other values, in this thread. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { quantile } from "../../src/analysis/quantile.ts";
import { type CalibrationPlan, planCalibration } from "../../src/experiment/calibration/plan-calibration.ts";
import { runCalibration } from "../../src/experiment/calibration/run-calibration.ts";
import type { SearchPoint } from "../../src/experiment/search/run-search.ts";
import { executeSweepRun } from "../../src/experiment/sweep/execute-sweep-run.ts";
import type { Executor } from "../../src/experiment/sweep/executor.ts";
import type { SweepPlan, SweepRun } from "../../src/experiment/sweep/sweep-plan.ts";
import { loadScenario, simulate } from "../../src/index.ts";

const MARKET = fileURLToPath(new URL("../../configs/small-crash.yaml", import.meta.url));
/** The day of the crash alone, to the hour after the news. */
const CLOCK = "clock: { start: 2026-01-30T08:00 America/New_York, end: 2026-01-30T11:00 America/New_York }\n";

/** Figures that the record has, as expressions over a run. */
const FIGURES = {
  low: "min(pit.close[2026-01-30])",
  volume: "sum(pit.volume)",
  interest: "first(pit.open_interest)",
  depth: "mean(pit.bid_depth)",
} as const;

const figure = (key: string, of: string, value: number, width: number): string =>
  `  - { key: ${key}, label: the ${key}, value: ${value}, unit: x, low: ${value - width}, high: ${value + width}, of: '${of}', source: the model }\n`;

/** Values that are free, with the truth behind the record and where the search begins. */
export const FREE = {
  "populations.noise.members": { truth: 320, start: 100, low: 40, high: 800 },
  "populations.longs.members": { truth: 500, start: 200, low: 100, high: 900 },
} as const;

/** Seeds of the record, none of which calibrates. */
const RECORD = [901, 902, 903, 904, 905, 906, 907];

/** Medians of the figures at the truth, each with a tolerance of a share of it. */
export async function recordOf(): Promise<string> {
  const blank = Object.entries(FIGURES).map(([key, of]) => figure(key, of, 1, 1));
  const file = join(process.env.TMPDIR ?? "/tmp", `stampede-record-${process.pid}.yaml`);
  writeFileSync(file, `extends: ${MARKET}\n${CLOCK}reported:\n${blank.join("")}`);
  const set = Object.entries(FREE).map(([path, { truth }]) => `${path}=${truth}`);
  const { scenario } = await loadScenario(file, { set });
  const runs = RECORD.map((seed) => simulate(scenario, { seed }).summary as Record<string, number>);
  return Object.entries(FIGURES)
    .map(([key, of]) => {
      const value = quantile(
        runs.map((summary) => summary[`reported.${key}`]),
        0.5,
      );
      return figure(key, of, value, Math.abs(value) * 0.05);
    })
    .join("");
}

/** Writes the scenario that is to be calibrated; returns its path. */
export function scenarioFile(directory: string, record: string, more: string): string {
  const free = Object.entries(FREE).map(
    ([path, { low, high }]) => `    ${path}: { min: ${low}, max: ${high}, scale: log, reason: a test }\n`,
  );
  const file = join(directory, "fit.yaml");
  const text = `extends: ${MARKET}\nname: fit\n${CLOCK}reported:\n${record}calibration:\n  ${more}\n  free:\n${free.join("")}`;
  writeFileSync(file, text);
  return file;
}

/** The plan, which begins at the wrong values. */
export const plan = (config: string, out: string): Promise<CalibrationPlan> =>
  planCalibration({ config, out, set: Object.entries(FREE).map(([path, { start }]) => `${path}=${start}`) });

/** Runs in this thread, one at a time. */
const inThread = (runs: SweepPlan): Executor => ({
  inFlight: 1,
  run: async (run: SweepRun, signal: AbortSignal) => {
    signal.throwIfAborted();
    return executeSweepRun(runs, run);
  },
  close: async () => {},
});

/** Calibrates; with `stopAfter`, the signal aborts after that many runs were made. */
export async function calibrate(to: CalibrationPlan, stopAfter = Number.POSITIVE_INFINITY): Promise<Calibrated> {
  const controller = new AbortController();
  let made = 0;
  const onRun = (): void => {
    made++;
    if (made === stopAfter) controller.abort(new Error("stopped"));
  };
  const points = await runCalibration(to, { force: false, signal: controller.signal, onRun, executor: inThread });
  return { points, made };
}

interface Calibrated {
  readonly points: SearchPoint[];
  /** Runs that did not stand before. */
  readonly made: number;
}
