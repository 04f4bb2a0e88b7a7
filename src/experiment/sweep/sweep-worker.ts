/** A thread of a sweep. It is given the plan once and then one run, or one run-up, at a time. */
import { workerData } from "node:worker_threads";
import Piscina from "piscina";
import type { ParameterValue } from "../design/design.ts";
import { buffersOf } from "../transfer.ts";
import { SweepRunner } from "./execute-sweep-run.ts";
import type { ExecutedSweepRun } from "./executor.ts";
import type { PackedSnapshot } from "./packed-snapshot.ts";
import type { WorkerPlan } from "./plan-facts.ts";
import type { SweepRun } from "./sweep-plan.ts";

/** What a thread is asked for. */
export type SweepTask =
  | { readonly kind: "run-up"; readonly seed: number }
  | {
      readonly kind: "run";
      readonly run: SweepRun;
      readonly values: readonly ParameterValue[];
      readonly from: PackedSnapshot | null;
    };

const runner = new SweepRunner(workerData as WorkerPlan);

export default function work(task: SweepTask): unknown {
  if (task.kind === "run-up") return runner.runUp(task.seed);
  const executed: ExecutedSweepRun = runner.run(task.run, task.values, task.from);
  if (executed.tables.length === 0) return executed;
  return Piscina.move({
    [Piscina.transferableSymbol]: buffersOf(executed.tables),
    [Piscina.valueSymbol]: executed,
  } as unknown as Parameters<typeof Piscina.move>[0]);
}
