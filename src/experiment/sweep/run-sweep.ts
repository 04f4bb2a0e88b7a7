/** The coordinator of a sweep: hands runs to an executor, stores what they leave, and counts what is on the disk. */

import type { ExecutedSweepRun, Executor } from "./executor.ts";
import { RunState } from "./log-index.ts";
import { isInPart, type Part } from "./part.ts";
import { keepsSeries, sharesRunUp } from "./plan-facts.ts";
import type { SweepOutcome, SweepRun } from "./sweep-plan.ts";
import type { SweepStore } from "./sweep-store.ts";

export interface RunSweepOptions {
  readonly executor: Executor;
  readonly store: SweepStore;
  /** Stops the sweep: what runs then is given up, what was stored stands. */
  readonly signal: AbortSignal;
  /** Take up again the runs that failed. */
  readonly retryFailed?: boolean;
  /** Only these runs of the plan. */
  readonly part?: Part;
}

/** A run that ended and is on the disk. */
export interface FinishedRun extends SweepRun {
  readonly outcome: SweepOutcome;
  /** Seconds that it took in its thread; 0 when the executor does not know. */
  readonly seconds: number;
}

/** What says which runs are still to be made, and in which order. */
export interface PendingRuns extends Pick<RunSweepOptions, "retryFailed" | "part"> {
  readonly store: Pick<SweepStore, "plan" | "runs" | "index" | "hasSeries">;
  readonly executor: Pick<Executor, "lanes">;
}

/** Numbers of the runs that are still to be made, in the order in which they are best made. */
export function* pendingRuns(options: PendingRuns): Generator<number> {
  const { store, executor, retryFailed = false, part } = options;
  const { runs, plan, index } = store;
  const shared = sharesRunUp(plan, plan.values.length);
  for (const r of shared ? runs.bySeed(executor.lanes ?? 1) : runs.byPoint()) {
    if (runs.first(r) !== r || (part && !isInPart(part, r, plan.values.length, plan.seeds.length))) continue;
    const state = index.of(r);
    if (state === RunState.Missing || (state === RunState.Failed && retryFailed)) yield r;
    else if (state === RunState.Ok && plan.series !== null) {
      const { key, point } = runs.at(r);
      if (keepsSeries(plan, point) && !store.hasSeries(key)) yield r;
    }
  }
}

/**
 * Runs what is still to be run, and yields each run once it is on the disk. At most `executor.inFlight` runs are out at
 * once, and none is begun while nobody asks for the next. Throws the signal's reason, or what keeps the executor or the
 * store from going on. At the end, when the signal aborts and when the caller leaves the loop, the table of results is made;
 * after a failure of the executor or the store whoever reads the store makes it from the log.
 */
export async function* sweepRuns(options: RunSweepOptions): AsyncGenerator<FinishedRun> {
  const flight = new Flight(options);
  const pending = pendingRuns(options);
  let next = pending.next();
  let failed = false;
  try {
    while (!next.done || flight.out > 0) {
      while (!next.done && flight.hasRoom) {
        flight.begin(options.store.runs.at(next.value));
        next = pending.next();
      }
      const run = await flight.landed(!next.done);
      if (run) yield run;
    }
  } catch (error) {
    failed = true;
    throw error;
  } finally {
    // Also after an abort, or when the caller leaves the loop: what was stored can be read.
    if (options.signal.aborted) await flight.settled();
    if (!failed || options.signal.aborted) await options.store.finish();
  }
}

/** Runs that ended and are not on the disk yet, at most: a slow disk keeps no thread waiting, and memory is bounded. */
const UNWRITTEN = 256;

/** Runs that are out. */
class Flight {
  /** Begun and not handed on. */
  out = 0;
  /** Of these, those that the executor has. */
  private running = 0;
  private readonly options: RunSweepOptions;
  private readonly done: FinishedRun[] = [];
  private failure: { readonly error: unknown } | null = null;
  private wake: (() => void) | null = null;
  private readonly flying = new Set<Promise<void>>();

  constructor(options: RunSweepOptions) {
    this.options = options;
    options.signal.addEventListener("abort", () => this.fail(options.signal.reason), { once: true });
    if (options.signal.aborted) this.fail(options.signal.reason);
  }

  get hasRoom(): boolean {
    const { inFlight } = this.options.executor;
    return this.running < inFlight && this.out < inFlight + UNWRITTEN;
  }

  begin(run: SweepRun): void {
    this.out++;
    this.running++;
    const flying = this.fly(run)
      .catch((error) => this.fail(error))
      .finally(() => this.flying.delete(flying));
    this.flying.add(flying);
  }

  /** Resolves when nothing is on its way any more. */
  async settled(): Promise<void> {
    await Promise.all(this.flying);
  }

  /** The next run that is on the disk; null when there is room for another first and `more` are to come. */
  async landed(more: boolean): Promise<FinishedRun | null> {
    for (;;) {
      if (this.failure) throw this.failure.error;
      const run = this.done.shift();
      if (run) {
        this.out--;
        return run;
      }
      if (more && this.hasRoom) return null;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  private async fly(run: SweepRun): Promise<void> {
    const { executor, store, signal } = this.options;
    const executed: ExecutedSweepRun = await executor.run(run, signal);
    this.running--;
    this.wake?.();
    const { outcome, tables, seconds = 0 } = executed;
    await store.record({ ...outcome, seed: run.seed, seconds: Math.round(seconds * 1000) / 1000 }, tables);
    executor.stored?.(run);
    this.done.push({ ...run, outcome, seconds });
    this.wake?.();
  }

  private fail(error: unknown): void {
    this.failure ??= { error };
    this.wake?.();
  }
}
