/** One run of a sweep, wherever it happens: compiles its point, simulates it from the start or from a run-up, sums it up. */
import type { Scenario } from "../../engine/config.ts";
import { forkProblem } from "../../engine/fork.ts";
import type { RunResult } from "../../engine/result.ts";
import { simulate, simulateUntil } from "../../engine/simulate.ts";
import type { ParameterValue } from "../design/design.ts";
import { type MeasuredRun, measureStress } from "../stress/measure-run.ts";
import { outlineTable } from "../tables/outline.ts";
import { runTables } from "../tables/run-tables.ts";
import type { Table } from "../tables/table.ts";
import type { ExecutedSweepRun } from "./executor.ts";
import { type PackedSnapshot, packSnapshot, unpackSnapshot } from "./packed-snapshot.ts";
import { keepsSeries, sharesRunUp, type WorkerPlan } from "./plan-facts.ts";
import { baseScenario, overridesAt, pointScenario } from "./point-scenario.ts";
import { failedOutcome } from "./run-outcome.ts";
import type { SweepPlan, SweepRun } from "./sweep-plan.ts";

/** Scenarios that are kept compiled: points come again with every seed. */
const KEPT = 64;

export class SweepRunner {
  private readonly plan: WorkerPlan;
  /** By what a point lays upon the base: in another seed it may be something else. */
  private readonly scenarios = new Map<string, Scenario>();
  private base: Scenario | null = null;

  constructor(plan: WorkerPlan) {
    this.plan = plan;
  }

  /** The run-up of a seed: all state at the fork, in shared memory. Throws what the engine throws. */
  runUp(seed: number): PackedSnapshot {
    const { fork } = this.plan;
    if (fork === null) throw new Error("this sweep has no fork");
    return packSnapshot(simulateUntil(this.baseScenario(), fork, { seed }));
  }

  /** Runs a point, from the run-up when there is one. What goes wrong with the run is its outcome. */
  run(run: SweepRun, values: readonly ParameterValue[], from: PackedSnapshot | null): ExecutedSweepRun {
    const began = performance.now();
    try {
      const scenario = this.scenario(run, values);
      const snapshot = from === null ? {} : { from: unpackSnapshot(from) };
      const { measure } = this.plan;
      const until = measure === undefined ? {} : { until: measure.until, bare: measure.figuresOnly !== true };
      const result = simulate(scenario, { seed: run.seed, ...snapshot, ...until });
      const { figures, tables } = this.measured(run, scenario, result);
      const outcome = { key: run.key, status: "ok" as const, error: null, summary: plainSummary(figures) };
      return { outcome, tables, seconds: (performance.now() - began) / 1000 };
    } catch (error) {
      return { outcome: failedOutcome(run, error), tables: [], seconds: (performance.now() - began) / 1000 };
    }
  }

  private scenario({ seed }: SweepRun, values: readonly ParameterValue[]): Scenario {
    const laid = JSON.stringify(Object.entries(overridesAt(this.plan.parameters, values, seed)));
    const known = this.scenarios.get(laid);
    if (known) return known;
    const scenario = pointScenario(this.plan, values, seed);
    const { fork, forkAsked } = this.plan;
    const problem = forkAsked && fork !== null ? forkProblem(this.baseScenario(), scenario, fork) : null;
    if (problem !== null) throw new Error(problem);
    for (const oldest of this.scenarios.keys()) {
      if (this.scenarios.size < KEPT) break;
      this.scenarios.delete(oldest);
    }
    this.scenarios.set(laid, scenario);
    return scenario;
  }

  private baseScenario(): Scenario {
    this.base ??= baseScenario(this.plan, 0);
    return this.base;
  }

  /** What is kept of a run: its summary and the tables that are asked for, or what the plan measures. */
  private measured(run: SweepRun, scenario: Scenario, result: RunResult): MeasuredRun {
    const { measure } = this.plan;
    if (measure !== undefined) return measureStress(result, scenario, measure);
    return { figures: result.summary, tables: this.tables(run, result) };
  }

  private tables({ point }: SweepRun, result: RunResult): Table[] {
    if (!keepsSeries(this.plan, point)) return [];
    const wanted = this.plan.series?.tables ?? [];
    const outline = wanted.includes("outline") ? [outlineTable(result)] : [];
    if (wanted.length === outline.length) return outline;
    return [...runTables(result).filter((table) => wanted.includes(table.name)), ...outline];
  }
}

/** The summary as JSON can hold it: a figure that is not finite is null. */
function plainSummary(figures: RunResult["summary"]): Record<string, number | string | null> {
  const entries = Object.entries(figures).map(([key, value]) => [
    key,
    typeof value === "number" && !Number.isFinite(value) ? null : value,
  ]);
  return Object.fromEntries(entries);
}

const runners = new WeakMap<SweepPlan, { readonly runner: SweepRunner; seed: number; from: PackedSnapshot | null }>();

/** One run of a whole plan in this thread. The last run-up is kept, so runs of a seed are best taken in turn. */
export function executeSweepRun(plan: SweepPlan, run: SweepRun): ExecutedSweepRun {
  let kept = runners.get(plan);
  if (!kept) {
    kept = { runner: new SweepRunner(plan), seed: -1, from: null };
    runners.set(plan, kept);
  }
  if (sharesRunUp(plan, plan.values.length) && kept.seed !== run.seed) {
    try {
      kept.from = kept.runner.runUp(run.seed);
      kept.seed = run.seed;
    } catch (error) {
      return { outcome: failedOutcome(run, error), tables: [] };
    }
  }
  return kept.runner.run(run, plan.values[run.point], kept.from);
}
