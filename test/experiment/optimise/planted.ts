/** A search whose answer is known: an executor that makes figures of a run from the point's own values, without an engine. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadOptimise } from "../../../src/experiment/optimise/load-optimise.ts";
import type { OptimisePlan } from "../../../src/experiment/optimise/optimise-plan.ts";
import { runOptimise, type SearchedPolicy } from "../../../src/experiment/optimise/run-optimise.ts";
import type { Executor } from "../../../src/experiment/sweep/executor.ts";
import type { SweepPlan } from "../../../src/experiment/sweep/sweep-plan.ts";

const MARKET = fileURLToPath(new URL("../../../configs/small-crash.yaml", import.meta.url));

/** A study of the small market; `more` stands after its head. */
export function studyFile(folder: string, name: string, more: string): string {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(
    file,
    `base: ${MARKET}
fork: 2026-01-29T16:00 America/New_York
shock: 2026-01-30T09:59 America/New_York
policy:
  clearing:
    margin: { kind: fixed, maintenance: 9% }
    liquidation: { style: sliced, participation: 30% }
parameters:
  clearing.pit.margin.maintenance: { min: 4%, max: 20% }
  clearing.pit.liquidation.participation: { min: 2%, max: 50%, scale: log }
${more}`,
  );
  return file;
}

/** Two hollows in the margin, both at a participation of 20%: with equal weights the least sum lies at 12%. */
export const OBJECTIVES = `objectives:
  near-8: { value: "=100 * (m - 0.08) ^ 2 + miss", scale: 1 }
  near-16: { value: "=100 * (m - 0.16) ^ 2 + miss", scale: 1 }
figures: { m: margin.mean, miss: forced.share }
`;

export const loaded = (file: string, out: string): OptimisePlan => loadOptimise({ file, out });

/** Figures of a run at the point's values. Some seeds are harder than others, and all points alike. */
const planted = (plan: SweepPlan): Executor => ({
  inFlight: 1,
  async run(run, signal) {
    signal.throwIfAborted();
    const [, , m, q] = plan.values[run.point] as [string, string, number, number];
    const log = Math.log(q / 0.2);
    const summary = { "margin.mean": m, "forced.share": log * log + run.seed / 1000 };
    return { outcome: { key: run.key, status: "ok", error: null, summary }, tables: [] };
  },
  close: async () => {},
});

interface Searched extends SearchedPolicy {
  /** Runs that did not stand before. */
  readonly made: number;
}

/** Searches; with `stopAfter`, the signal aborts after that many runs were made. */
export async function searched(plan: OptimisePlan, stopAfter = Number.POSITIVE_INFINITY): Promise<Searched> {
  const controller = new AbortController();
  let made = 0;
  const onRun = (): void => {
    made++;
    if (made === stopAfter) controller.abort(new Error("stopped"));
  };
  const { signal } = controller;
  const found = await runOptimise(plan, { force: false, signal, onRun, executor: planted });
  return { ...found, made };
}
