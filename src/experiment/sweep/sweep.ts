/** Sweeps from a program: `for await (const run of sweep("margin.yaml"))`. */
import type { ParameterValue } from "../design/design.ts";
import type { Executor } from "./executor.ts";
import type { FinishedRun } from "./run-sweep.ts";
import type { SweepOutcome, SweepPlan } from "./sweep-plan.ts";
import type { SweepStore } from "./sweep-store.ts";

export interface SweepIteration {
  /** Runs at once; one for each core unless given. */
  readonly jobs?: number;
  /** Directory that holds runs, `runs` unless given. */
  readonly out?: string;
  /** The store itself, instead of `<out>/<name>-<hash>`. */
  readonly directory?: string;
  /** `path=value` overrides of the base scenario, as for `--set`. */
  readonly set?: readonly string[];
  /** Mechanisms to switch off. */
  readonly without?: readonly string[];
  /** Instead of the file's seeds. */
  readonly seeds?: number | readonly number[];
  /** Take up again the runs that failed. */
  readonly retryFailed?: boolean;
  /** Stops the sweep: the iterator throws the signal's reason, what was finished stands. */
  readonly signal?: AbortSignal;
  /** Makes the place where runs happen; threads of this process unless given. */
  readonly makeExecutor?: (plan: SweepPlan) => Promise<Executor> | Executor;
}

/** A run of a sweep. */
export interface SweepResult {
  /** Name by content: point and seed. */
  readonly run: string;
  readonly point: number;
  readonly seed: number;
  /** The point's values by path. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly status: "ok" | "failed";
  readonly error: string | null;
  /** Every summary key; null for a run that failed. */
  readonly summary: Readonly<Record<string, number | string | null>> | null;
  /** It stood already. */
  readonly reused: boolean;
}

/**
 * Runs a sweep and yields its runs: first those that stand in its store already, then each new one once it is on the
 * disk, in the order in which they end. No more are begun while nobody asks for the next; leaving the loop stops the
 * sweep, and the next one goes on from there. Throws a ScenarioError for a file with mistakes, a UsageError for a
 * directory that is another's, a StorageError for a disk that cannot be written.
 * @param spec path of a sweep file, or a plan from `loadSweep`
 */
export async function* sweep(spec: string | SweepPlan, options: SweepIteration = {}): AsyncGenerator<SweepResult> {
  const { loadSweep } = await import("./load-sweep.ts");
  const { SweepStore, sweepDirectory, checkStore } = await import("./sweep-store.ts");
  const { sweepRuns } = await import("./run-sweep.ts");
  const { out = "runs", set = [], without = [], seeds, retryFailed = false } = options;
  const loaded =
    typeof spec === "string"
      ? await loadSweep(spec, { set, without, ...(seeds === undefined ? {} : { seeds }) })
      : null;
  const plan = loaded ? loaded.plan : (spec as SweepPlan);
  const directory = options.directory ?? sweepDirectory(plan, out);
  checkStore(plan, directory);
  const executor = await makeExecutor(plan, options);
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  try {
    const store = await SweepStore.open(plan, { directory, ...(loaded ? { yaml: loaded.text } : {}) });
    try {
      yield* standing(store, retryFailed);
      for await (const run of sweepRuns({ executor, store, signal, retryFailed })) yield resultOf(plan, run, false);
    } finally {
      stop.abort();
      await store.close();
    }
  } finally {
    await executor.close();
  }
}

async function makeExecutor(plan: SweepPlan, options: SweepIteration): Promise<Executor> {
  if (options.makeExecutor) return options.makeExecutor(plan);
  const { makeLocalExecutor } = await import("./local-executor.ts");
  return makeLocalExecutor(plan, options.jobs === undefined ? {} : { jobs: options.jobs });
}

/** The runs that the log holds already. */
async function* standing(store: SweepStore, retryFailed: boolean): AsyncGenerator<SweepResult> {
  const { plan, runs } = store;
  for await (const line of store.standing()) {
    if (line.status === "failed" && retryFailed) continue;
    yield resultOf(plan, { ...runs.at(runs.find(line.key)), outcome: line }, true);
  }
}

function resultOf(
  { parameters, values }: SweepPlan,
  { key, point, seed, outcome }: Pick<FinishedRun, "key" | "point" | "seed"> & { readonly outcome: SweepOutcome },
  reused: boolean,
): SweepResult {
  const { status, error, summary } = outcome;
  const own = Object.fromEntries(parameters.map(({ path }, p) => [path, values[point][p]]));
  return { run: key, point, seed, parameters: own, status, error, summary, reused };
}
