/** The worker's side of a run: simulates one scenario and hands its typed arrays over without copying them. */
import type { MessagePort } from "node:worker_threads";
import Piscina from "piscina";
import type { Scenario } from "../engine/config.ts";
import type { RunResult } from "../engine/result.ts";
import { simulate } from "../engine/simulate.ts";
import { deepFreeze } from "../scenario/canonical.ts";
import { buffersOf } from "./transfer.ts";

/** What the worker is given. All of it survives a structured clone. */
export interface RunTask {
  readonly scenario: Scenario;
  readonly seed: number;
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
  const result = simulate(scenario, {
    seed: task.seed,
    onProgress: ({ time, start, end, price }) => {
      const now = performance.now();
      if (now - told < INTERVAL) return;
      told = now;
      task.progress.postMessage({ time, start, end, price } satisfies StepProgress);
    },
  });
  const answer: RunAnswer = { result, engineSeconds: (performance.now() - began) / 1000 };
  return Piscina.move({
    [Piscina.transferableSymbol]: buffersOf(result),
    [Piscina.valueSymbol]: answer,
  } as unknown as Parameters<typeof Piscina.move>[0]);
}
