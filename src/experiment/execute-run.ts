/** One run from request to directory: planned, simulated with its twin beside it, stored, drawn, and renamed when whole. */
import { join, normalize } from "node:path";
import { PartialDirectory } from "./partial-directory.ts";
import { recordedFrom } from "./recorded-window.ts";
import { thisMachine } from "./run-manifest.ts";
import { planRun, type RunPlan, type RunRequest } from "./run-plan.ts";
import { RunPool } from "./run-pool.ts";
import { readRun, reportIn, type StoredRun, writeManifest, writeRun } from "./run-store.ts";
import { type Summary, withReported, withTwin } from "./run-summary.ts";
import type { RunAnswer, StepProgress } from "./run-worker.ts";
import { asStorageError } from "./storage-error.ts";

export interface ExecuteOptions extends RunRequest {
  /** Directory that holds runs. */
  readonly out: string;
  /** Draw charts and the report. */
  readonly charts: boolean;
  /** Run again although the run stands. */
  readonly force: boolean;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: RunProgress) => void;
  /** Told what is done once the simulation is over: "writing tables, drawing charts". */
  readonly onStage?: (stage: string) => void;
}

/** How far a run and its twin are. */
export interface RunProgress extends StepProgress {
  /** Of the work of both, 0 to 1. */
  readonly share: number;
}

export interface ExecutedRun extends StoredRun {
  readonly plan: RunPlan;
  /** It stood already and was used again. */
  readonly reused: boolean;
}

/**
 * Runs a scenario and leaves its directory, or finds it standing. Throws a ScenarioError, UsageError or StorageError,
 * or the signal's reason; nothing half-written is left in any case.
 */
export async function executeRun(options: ExecuteOptions): Promise<ExecutedRun> {
  const started = Date.now();
  const plan = await planRun(options);
  options.signal.throwIfAborted();
  const out = normalize(options.out);
  const standing = options.force ? null : readRun(join(out, plan.name));
  if (standing && (!options.charts || standing.report !== null)) return { ...standing, plan, reused: true };
  const partial = new PartialDirectory(out, plan.name);
  try {
    const { run, twin } = await simulateBoth(plan, options);
    const stored = store(partial.path, plan, run, twin, options, started);
    const { manifest, summary } = await unlessAborted(stored, options.signal);
    partial.publish();
    const directory = partial.target;
    return { directory, manifest, summary, report: reportIn(directory), plan, reused: false };
  } catch (error) {
    throw asStorageError(error, out);
  } finally {
    partial.discard();
  }
}

/** Simulates the run and its twin at the same time, a thread each. */
async function simulateBoth(plan: RunPlan, { signal, onProgress }: ExecuteOptions) {
  const scenarios = plan.twin ? [plan.scenario, plan.twin.scenario] : [plan.scenario];
  const pool = new RunPool(scenarios.length);
  const shares = scenarios.map(() => 0);
  let shown: StepProgress | null = null;
  const tell = (index: number) => (progress: StepProgress) => {
    if (index === 0) shown = progress;
    shares[index] = (progress.time - progress.start) / (progress.end - progress.start);
    const share = shares.reduce((sum, one) => sum + one, 0) / shares.length;
    if (shown) onProgress?.({ ...shown, share });
  };
  try {
    const [run, twin] = await Promise.all(
      scenarios.map((scenario, i) => pool.run(scenario, plan.seed, { signal, onProgress: tell(i) })),
    );
    return { run: cut(run, plan.from), twin: twin ? cut(twin, plan.from) : null };
  } finally {
    await pool.close();
  }
}

const cut = (answer: RunAnswer, from: number): RunAnswer => ({ ...answer, result: recordedFrom(answer.result, from) });

/** Figures of the run, reported ones and the twin's beside them. */
function summaryOf({ scenario, without, twin: planned }: RunPlan, run: RunAnswer, twin: RunAnswer | null): Summary {
  const summary = withReported(run.result.summary, scenario.reported);
  if (!twin || !planned) return summary;
  const ablated = planned.without.length > 0;
  const mechanisms = ablated ? planned.without : without;
  return withTwin(summary, scenario.main, { summary: twin.result.summary, mechanisms, ablated });
}

/** Writes tables, charts and report, and the manifest last. */
async function store(
  directory: string,
  plan: RunPlan,
  run: RunAnswer,
  twin: RunAnswer | null,
  { charts, from, onStage }: ExecuteOptions,
  started: number,
) {
  const { scenario, hash, seed, without, resolved, written } = plan;
  const { result } = run;
  const summary = summaryOf(plan, run, twin);
  onStage?.("writing tables");
  // One after the other: side by side they would save half a second and cost 100 MB at the peak.
  await writeRun(
    directory,
    { result, summary },
    twin && { result: twin.result, summary: withReported(twin.result.summary, scenario.reported) },
  );
  if (charts) {
    onStage?.("drawing charts");
    await drawPlanned(directory, plan, run, twin);
  }
  const finished = Date.now();
  const manifest = writeManifest(directory, {
    run: plan.name,
    scenario: scenario.name,
    hash,
    seed,
    without,
    twin: plan.twin && { without: plan.twin.without },
    from: from === undefined ? null : new Date(plan.from).toISOString(),
    until: new Date(scenario.clock.end).toISOString(),
    version: plan.version,
    steps: result.time.length,
    members: result.members,
    operations: result.operations,
    populations: result.populations,
    venues: result.venues.map(({ name, currency, unit }) => ({ name, currency, unit })),
    resolved,
    written,
    timings: {
      started: new Date(started).toISOString(),
      finished: new Date(finished).toISOString(),
      seconds: (finished - started) / 1000,
      engineSeconds: run.engineSeconds,
    },
    machine: thisMachine(),
  });
  return { manifest, summary };
}

async function drawPlanned(directory: string, plan: RunPlan, run: RunAnswer, twin: RunAnswer | null): Promise<void> {
  const { draw } = await import("./draw.ts");
  await draw(directory, plan, run.result, twin?.result ?? null);
}

/** The work's outcome, or the signal's reason as soon as it aborts: then the work goes on, and nobody waits for it. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  return Promise.race([work, aborted]);
}
