/** The stylised facts of a run that stands, or of a scenario that is run for them with its trades kept. */
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { type FactsReport, stylisedFacts } from "../../analysis/stylised-facts/index.ts";
import { loadScenario } from "../../scenario/index.ts";
import { executeRun, type RunProgress } from "../execute-run.ts";
import { readRun, type StoredRun } from "../run-store.ts";
import { UsageError } from "../usage-error.ts";
import { readMarket } from "./read-market.ts";

export interface FactsRequest {
  /** Directory of a run, or a scenario file. */
  readonly target: string;
  /** Venue to measure; the run's main one unless given. */
  readonly venue?: string;
  readonly seed?: number;
  /** Overrides of the scenario, `path=value`. */
  readonly set?: readonly string[];
  /** Mechanisms switched off. */
  readonly without?: readonly string[];
  /** Directory that holds runs. */
  readonly out: string;
  readonly force: boolean;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: RunProgress) => void;
  readonly onStage?: (stage: string) => void;
}

export interface MeasuredRun {
  readonly run: StoredRun;
  readonly report: FactsReport;
  /** The scenario's run stood already. */
  readonly reused: boolean;
}

/**
 * Measures a run. A scenario is run first, without its twin, and stays. Throws a UsageError, one sentence, for a target that is neither,
 * and what `executeRun` throws.
 */
export async function factsOf(request: FactsRequest): Promise<MeasuredRun> {
  const { run, reused } = isDirectory(request.target)
    ? { run: standingRun(request), reused: false }
    : await runScenario(request);
  request.onStage?.("reading the run");
  const market = await readMarket(run, request.venue ?? mainVenue(run));
  request.signal.throwIfAborted();
  request.onStage?.("measuring");
  return { run, report: stylisedFacts(market), reused };
}

function isDirectory(target: string): boolean {
  if (!existsSync(target))
    throw new UsageError(`${target} is not there: expected the directory of a run or a scenario file`);
  return statSync(target).isDirectory();
}

function standingRun({ target, seed, set, without, force }: FactsRequest): StoredRun {
  const given = { "--seed": seed !== undefined, "--set": set, "--without": without, "--force": force };
  const option = Object.entries(given).find(([, value]) => value);
  if (option) throw new UsageError(`${option[0]} is for a scenario file, and ${target} is a run that stands`);
  if (!existsSync(join(target, "manifest.json")))
    throw new UsageError(`${target} is not a run: it has no manifest.json`);
  const run = readRun(target);
  if (!run) throw new UsageError(`${target} is not a run`);
  return run;
}

async function runScenario(request: FactsRequest): Promise<{ run: StoredRun; reused: boolean }> {
  const { target, seed, set = [], without = [], out, force, signal, onProgress, onStage } = request;
  const { scenario } = await loadScenario(target, { set, without });
  const run = await executeRun({
    config: target,
    ...(seed === undefined ? {} : { seed }),
    set: [...set, "record.trades=true", ...(scenario.twin === undefined ? [] : ["twin=null"])],
    without,
    out,
    charts: false,
    force,
    signal,
    ...(onProgress ? { onProgress } : {}),
    ...(onStage ? { onStage } : {}),
  });
  return { run, reused: run.reused };
}

const mainVenue = ({ manifest }: StoredRun): string =>
  (manifest.resolved as { main?: string }).main ?? manifest.venues[0].name;
