/** Simulates a run's twin and leaves it beside the run: its tables, its summary, twin.json, charts/ and report.html. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { compareFigures, pricesAt, type TwinReport } from "../../analysis/cause/index.ts";
import { lastPrices } from "../../analysis/last-price.ts";
import type { RunResult } from "../../engine/result.ts";
import { PartialDirectory } from "../partial-directory.ts";
import { recordedFrom } from "../recorded-window.ts";
import { RunPool } from "../run-pool.ts";
import { withReported } from "../run-summary.ts";
import type { StepProgress } from "../run-worker.ts";
import { asStorageError } from "../storage-error.ts";
import { literal, readColumns, withDuckDb } from "../tables/duckdb.ts";
import { writeParquet } from "../tables/parquet.ts";
import { runTables } from "../tables/run-tables.ts";
import { UsageError } from "../usage-error.ts";
import type { TwinPlan } from "./plan-twin.ts";

export interface ExecuteTwinOptions {
  /** Draw charts and the report. */
  readonly charts: boolean;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: StepProgress) => void;
  readonly onStage?: (stage: string) => void;
}

/** Throws what the engine throws, a UsageError, a StorageError or the signal's reason; nothing half-written is left. */
export async function executeTwin(plan: TwinPlan, options: ExecuteTwinOptions): Promise<TwinReport> {
  const own = await pathOfRun(plan);
  const result = await simulateTwin(plan, options);
  const { scenario } = plan.run;
  const summary = withReported(result.summary, scenario.reported);
  const series = result.venues.find(({ name }) => name === scenario.main)!;
  const { currency, unit, zone } = scenario.venues[scenario.main];
  const report: TwinReport = {
    run: plan.run.manifest.run,
    scenario: scenario.name,
    seed: plan.run.seed,
    without: plan.without,
    set: plan.set,
    from: plan.from,
    venue: scenario.main,
    zone,
    unit: `${currency}/${unit}`,
    figures: compareFigures(plan.run.summary, summary),
    paths: { ...own, twin: pricesAt(own.time, result.time, lastPrices(series)) },
  };
  const { signal, charts, onStage } = options;
  const partial = new PartialDirectory(dirname(plan.directory), basename(plan.directory));
  try {
    onStage?.(charts ? "writing tables, drawing charts" : "writing tables");
    writeFileSync(join(partial.path, "summary.json"), `${JSON.stringify(summary, null, 2)}\n`);
    await writeParquet(partial.path, runTables(result));
    if (charts) {
      const { drawTwin } = await import("../../charts/render/draw-twin.ts");
      await drawTwin(partial.path, report, signal);
    }
    writeFileSync(join(partial.path, "twin.json"), `${JSON.stringify(twinJson(report), null, 2)}\n`);
    signal.throwIfAborted();
    partial.publish();
  } catch (error) {
    throw asStorageError(error, plan.directory);
  } finally {
    partial.discard();
  }
  return report;
}

/** A twin as JSON has it: everything but its path, which is in venues.parquet. */
export function twinJson({ run, scenario, seed, without, set, from, venue, figures }: TwinReport) {
  const changes = { without, set, from: from === null ? null : new Date(from).toISOString() };
  return { run, scenario, seed, ...changes, venue, figures };
}

async function simulateTwin({ run, scenario, from }: TwinPlan, options: ExecuteTwinOptions): Promise<RunResult> {
  const { signal, onProgress } = options;
  const pool = new RunPool(1);
  try {
    const runUp = from === null ? null : { scenario: run.scenario, until: from };
    const watch = { signal, runUp, ...(onProgress === undefined ? {} : { onProgress }) };
    const { result } = await pool.run(scenario, run.seed, watch);
    const kept = run.manifest.from;
    return kept === null ? result : recordedFrom(result, Date.parse(kept));
  } finally {
    await pool.close();
  }
}

/** The main venue's last prices, from the run's table. Throws a UsageError when the table is not there. */
export async function pathOfRun({ run }: Pick<TwinPlan, "run">): Promise<{ time: Float64Array; run: Float64Array }> {
  const file = join(run.directory, "venues.parquet");
  if (!existsSync(file)) throw new UsageError(`${run.manifest.run} has no venues.parquet, which holds its prices`);
  const [time, close] = await withDuckDb((connection) =>
    readColumns(
      connection,
      `SELECT epoch_ms(time)::DOUBLE, close FROM read_parquet(${literal(file)}) WHERE venue = ${literal(run.scenario.main)} ORDER BY 1`,
    ),
  );
  const prices = Float64Array.from(close, (value) => (typeof value === "number" ? value : Number.NaN));
  for (let i = 1; i < prices.length; i++) if (Number.isNaN(prices[i])) prices[i] = prices[i - 1];
  return { time: Float64Array.from(time, Number), run: prices };
}

/** What a standing twin says, or null when none stands. */
export function readTwin(directory: string): Record<string, unknown> | null {
  const file = join(directory, "twin.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>) : null;
}
