/** What `stampede sweep` does: makes what is still to be made, shows progress, and says where the store lies. */
import { relative } from "node:path";
import { loadSweep } from "../experiment/sweep/load-sweep.ts";
import { parsePart } from "../experiment/sweep/part.ts";
import { type FinishedRun, pendingRuns, sweepRuns } from "../experiment/sweep/run-sweep.ts";
import type { SweepCounts } from "../experiment/sweep/sweep-manifest.ts";
import type { SweepPlan } from "../experiment/sweep/sweep-plan.ts";
import { checkStore, SweepStore, sweepDirectory } from "../experiment/sweep/sweep-store.ts";
import { InterruptedError } from "./errors.ts";
import { interruptible } from "./interrupt.ts";
import type { SweepOptions } from "./sweep.ts";
import { sweepArray } from "./sweep-array.ts";
import { sweepDryRun } from "./sweep-dry-run.ts";
import { sweepExecutor } from "./sweep-executor.ts";
import { sweepProgress } from "./sweep-progress.ts";

/** Exit status when some runs failed. */
const SOME_FAILED = 1;
/** Different reasons for failures that are told. */
const REASONS_TOLD = 3;

export async function sweep(file: string, options: SweepOptions): Promise<void> {
  const { set = [], without = [] } = options;
  const loaded = await loadSweep(file, { set, without });
  const { plan } = loaded;
  const directory = options.out ?? sweepDirectory(plan, "runs");
  checkStore(plan, directory);
  if (options.dryRun === true) {
    await sweepDryRun(loaded, directory, wanted(options), options);
    return;
  }
  if (options.printArray !== undefined) {
    process.stdout.write(sweepArray(file, plan, directory, options));
    return;
  }
  const done = await runAll(plan, loaded.text, directory, options);
  const { counts, made } = done;
  const facts = { sweep: `${plan.name}-${plan.hash}`, directory, ...counts, made, seconds: done.seconds };
  process.stdout.write(
    `${options.json ? JSON.stringify(facts) : closing(file, directory, counts, options.part).join("\n")}\n`,
  );
  if (counts.failed > 0) process.exitCode = SOME_FAILED;
}

/** What of the request says which runs are to be made. */
const wanted = ({ retryFailed, part }: SweepOptions) => ({
  retryFailed: retryFailed === true,
  ...(part === undefined ? {} : { part: parsePart(part) }),
});

interface Done {
  readonly counts: SweepCounts;
  /** Runs that this command made. */
  readonly made: number;
  readonly seconds: number;
}

async function runAll(plan: SweepPlan, yaml: string, directory: string, options: SweepOptions): Promise<Done> {
  const began = performance.now();
  const which = wanted(options);
  const executor = await sweepExecutor(plan, options);
  try {
    const store = await SweepStore.open(plan, { directory, yaml });
    try {
      const made = await interruptible((signal) => makeRuns({ store, executor, signal, ...which }, options));
      return { counts: store.counts(), made, seconds: Math.round(performance.now() - began) / 1000 };
    } catch (error) {
      throw error instanceof InterruptedError ? new InterruptedError(interruption(store)) : error;
    } finally {
      await store.close();
    }
  } finally {
    await executor.close();
  }
}

async function makeRuns(request: Parameters<typeof sweepRuns>[0], options: SweepOptions): Promise<number> {
  const { store } = request;
  const quiet = options.quiet === true;
  let pending = 0;
  for (const _ of pendingRuns(request)) pending++;
  const stood = store.counts();
  const display = sweepProgress({ pending, metric: store.plan.metrics?.[0] ?? null, quiet });
  if (!quiet && stood.done + stood.failed > 0)
    display.note(`${thousands(stood.done)} of ${thousands(stood.runs)} runs stand in ${shown(store.directory)}`);
  const reasons = new Map<string, number>();
  try {
    for await (const run of sweepRuns(request)) {
      display.show(run);
      count(reasons, run);
    }
  } finally {
    display.end();
  }
  if (!quiet) for (const line of reasonLines(reasons)) process.stderr.write(`${line}\n`);
  return pending;
}

function count(reasons: Map<string, number>, { outcome }: FinishedRun): void {
  if (outcome.error === null || (reasons.size >= 1000 && !reasons.has(outcome.error))) return;
  reasons.set(outcome.error, (reasons.get(outcome.error) ?? 0) + 1);
}

/** Why runs failed, the most frequent reason first. */
function reasonLines(reasons: ReadonlyMap<string, number>): string[] {
  const sorted = [...reasons].sort(([, a], [, b]) => b - a);
  const lines = sorted.slice(0, REASONS_TOLD).map(([reason, n]) => `${thousands(n)} failed: ${reason}`);
  return sorted.length > REASONS_TOLD ? [...lines, "and for other reasons: see the column error"] : lines;
}

function interruption(store: SweepStore): string {
  const { done, runs } = store.counts();
  return `interrupted; ${thousands(done)} of ${thousands(runs)} runs stand in ${shown(store.directory)}, and the same command goes on from there`;
}

/** What a person reads at the end. */
function closing(file: string, directory: string, counts: SweepCounts, part: string | undefined): string[] {
  const { points, runs, done, failed } = counts;
  const rows = [
    `${thousands(points)} points, ${thousands(runs)} runs: ${thousands(done)} done, ${thousands(failed)} failed`,
  ];
  const left = runs - done - failed;
  if (left > 0) rows.push(`${thousands(left)} are ${part === undefined ? "still to be made" : `not of part ${part}`}`);
  if (failed > 0) rows.push(`again: stampede sweep ${file} --retry-failed`);
  const next = part === undefined ? `stampede analyse ${shown(directory)}` : "stampede merge, when all parts are made";
  return [...rows, `store: ${shown(directory)}`, `next: ${next}`];
}

const thousands = (n: number): string => n.toLocaleString("en-US");

function shown(directory: string): string {
  const path = relative("", directory);
  return path.startsWith("..") || path === "" ? directory : path;
}
