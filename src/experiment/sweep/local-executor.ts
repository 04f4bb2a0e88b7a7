/** Runs in threads of this process: as many at once as asked for, each with a memory of its own that it may use up. */
import { availableParallelism, totalmem } from "node:os";
import { Piscina } from "piscina";
import { sharesRunUp, type WorkerPlan } from "./execute-sweep-run.ts";
import type { ExecutedSweepRun, Executor } from "./executor.ts";
import type { PackedSnapshot } from "./packed-snapshot.ts";
import { failedOutcome } from "./run-outcome.ts";
import { RunUps } from "./run-ups.ts";
import type { SweepPlan, SweepRun } from "./sweep-plan.ts";
import type { SweepTask } from "./sweep-worker.ts";

export interface LocalOptions {
  /** Threads; one for each core unless given. */
  readonly jobs?: number;
  /** Megabytes of heap that a run may use; an equal part of three quarters of the machine's memory unless given. */
  readonly megabytes?: number;
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
  private readonly pool: Piscina<SweepTask, unknown>;
  private readonly runUps: RunUps | null;
  private readonly closing = new AbortController();

  constructor(plan: SweepPlan, options: LocalOptions) {
    const jobs = options.jobs ?? availableParallelism();
    const { base, parameters, series, fork, forkAsked } = plan;
    this.plan = plan;
    this.inFlight = 2 * jobs;
    this.lanes = jobs;
    this.pool = new Piscina({
      filename: (options.worker ?? new URL("./sweep-worker.js", import.meta.url)).href,
      minThreads: jobs,
      maxThreads: jobs,
      recordTiming: false,
      workerData: { base, parameters, series, fork, forkAsked } satisfies WorkerPlan,
      resourceLimits: { maxOldGenerationSizeMb: options.megabytes ?? heapFor(jobs) },
    });
    // Errors of a thread between runs: the next run gets a new thread.
    this.pool.on("error", () => {});
    const runUp = (seed: number) =>
      this.pool.run({ kind: "run-up", seed }, { signal: this.closing.signal }) as Promise<PackedSnapshot>;
    this.runUps = sharesRunUp(plan, plan.values.length) ? new RunUps(runUp, jobs + 1) : null;
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
    return this.pool.run(task, { signal }) as Promise<ExecutedSweepRun>;
  }

  async close(): Promise<void> {
    this.closing.abort(new Error("the executor was closed"));
    await this.pool.destroy();
  }
}

/** The work's outcome, or the signal's reason as soon as it aborts: a run-up that others share goes on without us. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

const heapFor = (jobs: number): number => Math.max(256, Math.floor((totalmem() * 0.75) / jobs / 2 ** 20));
