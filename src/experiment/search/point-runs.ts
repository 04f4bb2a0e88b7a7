/**
 * Runs of points that come in batches, on the machinery of sweeps: every run is on the disk before it counts, and one that
 * stands is not made again. The points of a search are those of a growing sweep, which `stampede query` reads.
 */
import { join } from "node:path";
import type { ParameterValue } from "../design/design.ts";
import type { Executor } from "../sweep/executor.ts";
import { pointKeys, runKey } from "../sweep/run-key.ts";
import { type FinishedRun, sweepRuns } from "../sweep/run-sweep.ts";
import { readLog } from "../sweep/sweep-log.ts";
import type { SweepOutcome, SweepPlan } from "../sweep/sweep-plan.ts";
import { SweepStore } from "../sweep/sweep-store.ts";

export interface PointRunsOptions {
  /** Where the store stands. */
  readonly directory: string;
  /** Makes the executor, when the first run is to be made. */
  readonly executor: (plan: SweepPlan) => Executor;
  readonly signal: AbortSignal;
  readonly onRun?: (run: FinishedRun) => void;
}

/** What a point's runs left, in the order of the seeds. */
export type PointOutcomes = readonly SweepOutcome[];

export class PointRuns {
  private readonly options: PointRunsOptions;
  private readonly plan: SweepPlan;
  /** The points so far: the plan's own, which the executor reads as they come. */
  private readonly values: (readonly ParameterValue[])[] = [];
  private readonly known: Map<string, SweepOutcome>;
  private executor: Executor | null = null;

  private constructor(plan: SweepPlan, options: PointRunsOptions, known: Map<string, SweepOutcome>) {
    const { values } = this;
    this.plan = { ...plan, values, design: { scheme: { kind: "plain" }, points: values, units: null } };
    this.options = options;
    this.known = known;
  }

  /** Reads what stands. @param plan of which the points do not count: they come with `evaluate` */
  static async open(plan: SweepPlan, options: PointRunsOptions): Promise<PointRuns> {
    const known = new Map<string, SweepOutcome>();
    for await (const { line } of readLog(join(options.directory, "log.jsonl"))) if (line) known.set(line.key, line);
    return new PointRuns(plan, options, known);
  }

  /**
   * The outcomes of every point on every seed; those that do not stand are made. Throws a StorageError or the signal's
   * reason; what was finished stands.
   */
  async evaluate(points: readonly (readonly ParameterValue[])[]): Promise<PointOutcomes[]> {
    const { plan, values, known, options } = this;
    options.signal.throwIfAborted();
    values.push(...points);
    const keys = pointKeys({ ...plan, values: points }).flatMap((key) => plan.seeds.map((seed) => runKey(key, seed)));
    if (keys.some((key) => !known.has(key))) await this.make();
    const width = plan.seeds.length;
    return points.map((_, p) =>
      keys.slice(p * width, (p + 1) * width).map((key) => {
        const outcome = known.get(key);
        if (outcome === undefined) throw new Error(`the run ${key} was not made`);
        return outcome;
      }),
    );
  }

  async close(): Promise<void> {
    await this.executor?.close();
  }

  private async make(): Promise<void> {
    const { plan, known, options } = this;
    const { directory, signal, onRun } = options;
    this.executor ??= options.executor(plan);
    const store = await SweepStore.open({ ...plan, values: [...plan.values] }, { directory });
    try {
      for await (const run of sweepRuns({ executor: this.executor, store, signal })) {
        known.set(run.key, run.outcome);
        onRun?.(run);
      }
    } finally {
      await store.close();
    }
  }
}
