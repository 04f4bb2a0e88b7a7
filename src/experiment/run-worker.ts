/** The worker's side of a run: simulates one scenario and hands its typed arrays over without copying them. */
import type { MessagePort } from "node:worker_threads";
import Piscina from "piscina";
import type { Scenario } from "../engine/config.ts";
import type { RunResult } from "../engine/result.ts";
import { type Progress, simulate, simulateUntil } from "../engine/simulate.ts";
import { deepFreeze } from "../scenario/canonical.ts";
import { buffersOf } from "./transfer.ts";

/** What a run goes on from. */
export interface RunUp {
  readonly scenario: Scenario;
  readonly until: number;
}

/** What the worker is given. All of it survives a structured clone. */
export interface RunTask {
  readonly scenario: Scenario;
  readonly seed: number;
  /** Goes on from a run-up of this scenario to this moment (ms UTC), by the same seed; from the start unless given. */
  readonly runUp?: RunUp;
  /** Where `StepProgress` messages go. */
  readonly progress: MessagePort;
}

/** How far a run is. */
export interface StepProgress {
  /** Simulated moment, and the first and last of the run, ms UTC. */
  readonly time: number;
  readonly start: number;
  readonly end: number;
  /** Price of the main venue. */
  readonly price: number;
}

export interface RunAnswer {
  readonly result: RunResult;
  /** Seconds spent in the engine. */
  readonly engineSeconds: number;
}

/** Messages no oftener than this, ms: a display needs no more, and each one costs both threads. */
const INTERVAL = 100;

export default function run(task: RunTask): unknown {
  const scenario = deepFreeze(task.scenario);
  const began = performance.now();
  let told = began;
  const { seed, runUp } = task;
  const onProgress = ({ time, start, end, price }: Progress): void => {
    const now = performance.now();
    if (now - told < INTERVAL) return;
    told = now;
    task.progress.postMessage({ time, start, end, price } satisfies StepProgress);
  };
  const from = runUp && simulateUntil(deepFreeze(runUp.scenario), runUp.until, { seed, onProgress });
  const result = simulate(scenario, { seed, onProgress, ...(from === undefined ? {} : { from }) });
  const answer: RunAnswer = { result, engineSeconds: (performance.now() - began) / 1000 };
  return Piscina.move({
    [Piscina.transferableSymbol]: buffersOf(result),
    [Piscina.valueSymbol]: answer,
  } as unknown as Parameters<typeof Piscina.move>[0]);
}
