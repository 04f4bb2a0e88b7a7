/** The host's side of a run: threads that simulate, so that progress, Ctrl-C and a twin beside the run stay alive. */
import { MessageChannel } from "node:worker_threads";
import { Piscina } from "piscina";
import type { Scenario } from "../engine/config.ts";
import type { RunAnswer, RunTask, RunUp, StepProgress } from "./run-worker.ts";

export interface RunWatch {
  /** Stops the run: its thread ends within about 50 ms and the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Told how far the run is, about ten times a second. */
  readonly onProgress?: (progress: StepProgress) => void;
  /** Goes on from there; from the start unless given. */
  readonly runUp?: RunUp | null;
}

export class RunPool {
  private readonly pool: Piscina<RunTask, RunAnswer>;

  /** @param threads runs that simulate at once, 1 or more */
  constructor(threads: number) {
    this.pool = new Piscina({
      filename: new URL("./run-worker.js", import.meta.url).href,
      minThreads: threads,
      maxThreads: threads,
    });
  }

  /** Simulates a scenario in a thread. Rejects with what the engine throws, or with the signal's reason. */
  async run(scenario: Scenario, seed: number, { signal, onProgress, runUp }: RunWatch = {}): Promise<RunAnswer> {
    const { port1, port2 } = new MessageChannel();
    if (onProgress) port1.on("message", onProgress);
    port1.unref();
    try {
      const options = { transferList: [port2], ...(signal ? { signal } : {}) };
      return await this.pool.run({ scenario, seed, progress: port2, ...(runUp ? { runUp } : {}) }, options);
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    } finally {
      port1.close();
    }
  }

  /** Ends the threads, and with them whatever still runs. */
  async close(): Promise<void> {
    await this.pool.destroy();
  }
}
