/** Runs in threads of this process: as many at once as asked for, each with a memory of its own that it may use up. */
import { availableParallelism, totalmem } from "node:os";
import { Piscina } from "piscina";
import type { ExecutedSweepRun, Executor } from "./executor.ts";
import type { PackedSnapshot } from "./packed-snapshot.ts";
import { sharesRunUp, type WorkerPlan } from "./plan-facts.ts";
import { failedOutcome } from "./run-outcome.ts";
import { RunUps } from "./run-ups.ts";
import type { SweepPlan, SweepRun } from "./sweep-plan.ts";
import type { SweepTask } from "./sweep-worker.ts";

export interface LocalOptions {
  /** Threads; one for each core unless given. */
  readonly jobs?: number;
  /** Megabytes of heap that a run may use; an equal part of three quarters of the memory there is unless given. */
  readonly megabytes?: number;
  /** Run-ups that are held at once; one more than threads unless given. A search comes back to all of its seeds. */
  readonly runUps?: number;
  /** The thread's file, for a program that brings its own. */
  readonly worker?: URL;
}

/** Makes the threads. Nothing is written. */
export function makeLocalExecutor(plan: SweepPlan, options: LocalOptions = {}): Executor {
  return new LocalExecutor(plan, options);
}

class LocalExecutor implements Executor {
  /** One run more than threads stands ready for each, so that none waits for the parent. */
  readonly inFlight: number;
  readonly lanes: number;
  private readonly plan: SweepPlan;
  private readonly options: LocalOptions;
  private readonly jobs: number;
  private readonly runUps: RunUps | null;
  private readonly closing = new AbortController();
  /** Made for the first run: a sweep of which all stands needs no thread. */
  private threads: Piscina<SweepTask, unknown> | null = null;

  constructor(plan: SweepPlan, options: LocalOptions) {
    const runs = plan.values.length * plan.seeds.length;
    this.plan = plan;
    this.options = options;
    this.jobs = Math.max(1, Math.min(options.jobs ?? availableParallelism(), runs));
    this.inFlight = 2 * this.jobs;
    this.lanes = this.jobs;
    const runUp = (seed: number) =>
      this.pool().run({ kind: "run-up", seed }, { signal: this.closing.signal }) as Promise<PackedSnapshot>;
    this.runUps = sharesRunUp(plan, plan.values.length) ? new RunUps(runUp, options.runUps ?? this.jobs + 1) : null;
  }

  private pool(): Piscina<SweepTask, unknown> {
    if (this.threads) return this.threads;
    const { jobs, options } = this;
    const { base, parameters, series, fork, forkAsked, measure } = this.plan;
    const pool = new Piscina<SweepTask, unknown>({
      filename: (options.worker ?? new URL("./sweep-worker.js", import.meta.url)).href,
      minThreads: jobs,
      maxThreads: jobs,
      recordTiming: false,
      workerData: {
        ...{ base, parameters, series, fork, forkAsked },
        ...(measure === undefined ? {} : { measure }),
      } satisfies WorkerPlan,
      resourceLimits: { maxOldGenerationSizeMb: options.megabytes ?? heapFor(jobs) },
    });
    // Errors of a thread between runs: the next run gets a new thread.
    pool.on("error", () => {});
    this.threads = pool;
    return pool;
  }

  async run(run: SweepRun, signal: AbortSignal): Promise<ExecutedSweepRun> {
    signal.throwIfAborted();
    // Nothing of a run may stay on the caller's signal: it outlives millions of them.
    const own = new AbortController();
    const stop = () => own.abort(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    try {
      return await unlessAborted(this.start(run, own.signal), own.signal);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (this.closing.signal.aborted) throw this.closing.signal.reason;
      return { outcome: failedOutcome(run, error), tables: [] };
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }

  private start(run: SweepRun, signal: AbortSignal): Promise<ExecutedSweepRun> {
    const { runUps } = this;
    if (runUps === null) return this.send(run, null, signal);
    return runUps.with(run.seed, (from) => this.send(run, from, signal));
  }

  private send(run: SweepRun, from: PackedSnapshot | null, signal: AbortSignal): Promise<ExecutedSweepRun> {
    const { key, point, seed } = run;
    const task: SweepTask = { kind: "run", run: { key, point, seed }, values: this.plan.values[point], from };
    return this.pool().run(task, { signal }) as Promise<ExecutedSweepRun>;
  }

  async close(): Promise<void> {
    this.closing.abort(new Error("the executor was closed"));
    await this.threads?.destroy();
  }
}

/** The work's outcome, or the signal's reason as soon as it aborts: a run-up that others share goes on without us. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

/**
 * Megabytes of heap for each of `jobs` threads: equal parts of three quarters of the memory that this process may use, at
 * least 256. That is the machine's, or less where a container or job is given less.
 * @param machine bytes that the machine has
 * @param allowed bytes that the process is confined to; 0, undefined or more than the machine has when it is not
 */
export function heapFor(
  jobs: number,
  machine: number = totalmem(),
  allowed: number | undefined = process.constrainedMemory(),
): number {
  const bytes = allowed !== undefined && allowed > 0 ? Math.min(machine, allowed) : machine;
  return Math.max(256, Math.floor((bytes * 0.75) / jobs / 2 ** 20));
}
