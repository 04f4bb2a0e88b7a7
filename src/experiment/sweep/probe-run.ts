/** One run of a sweep for its cost alone: how long a run takes on this machine, and how large its tables are. */
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Scenario } from "../../engine/config.ts";
import { ScenarioError } from "../../scenario/problem.ts";
import { RunPool } from "../run-pool.ts";
import type { RunAnswer, StepProgress } from "../run-worker.ts";
import { writeParquet } from "../tables/parquet.ts";
import { runTables } from "../tables/run-tables.ts";
import { pointScenario } from "./point-scenario.ts";
import type { SweepPlan } from "./sweep-plan.ts";

export interface RunCost {
  /** Of one whole run in one thread. */
  readonly seconds: number;
  /** Of the tables that the sweep keeps, as they lie on disk; 0 when it keeps none, null when the run was cut off. */
  readonly bytes: number | null;
  /** Of its summary as JSON; null when the run was cut off. */
  readonly summaryBytes: number | null;
}

/** A run that takes longer is cut off after this many ms, and the rest is guessed from the simulated time that is left. */
const PATIENCE = 30_000;

/**
 * Makes a run of the first point that makes a scenario. Nothing of it is kept. Rejects with the signal's reason, what the
 * engine throws, or a ScenarioError when no point makes a scenario.
 */
export async function probeRun(plan: SweepPlan, signal: AbortSignal): Promise<RunCost> {
  const scenario = firstScenario(plan);
  const pool = new RunPool(1);
  const limit = AbortSignal.timeout(PATIENCE);
  let last: StepProgress | null = null;
  const onProgress = (progress: StepProgress) => {
    last = progress;
  };
  try {
    const answer = await pool.run(scenario, plan.seeds[0], { signal: AbortSignal.any([signal, limit]), onProgress });
    const summaryBytes = JSON.stringify(answer.result.summary).length;
    return { seconds: answer.engineSeconds, bytes: await bytesOf(plan, answer), summaryBytes };
  } catch (error) {
    const reached = last as StepProgress | null;
    if (!limit.aborted || signal.aborted || reached === null) throw error;
    const share = (reached.time - reached.start) / (reached.end - reached.start);
    return { seconds: PATIENCE / 1000 / share, bytes: null, summaryBytes: null };
  } finally {
    await pool.close();
  }
}

/** Points that make no scenario are runs that fail at once: their cost says nothing. */
function firstScenario(plan: SweepPlan): Scenario {
  let first: ScenarioError | null = null;
  for (const values of plan.values) {
    try {
      return pointScenario(plan, values, plan.seeds[0]);
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      first ??= error;
    }
  }
  throw first;
}

async function bytesOf({ series }: SweepPlan, { result }: RunAnswer): Promise<number> {
  if (series === null) return 0;
  const tables = runTables(result).filter((table) => series.tables.includes(table.name));
  const directory = await mkdtemp(join(tmpdir(), "stampede-"));
  try {
    await writeParquet(directory, tables);
    let bytes = 0;
    for (const { name } of tables) bytes += (await stat(join(directory, `${name}.parquet`))).size;
    return bytes;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
