/** What a user waits before anything happens. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Probe } from "../probe.ts";
import { processorSeconds } from "./clock.ts";
import { timeCommand } from "./command.ts";

/** `stampede --version`, from the shell. */
export const version: Probe = async ({ root }) => timeCommand(root, ["--version"]);

/**
 * From the start of the process to the word that the run's thread has begun to step: all that `stampede run` loads, the
 * scenario, the thread and its own loading. (Its progress is told first after 256 steps, a few ms.)
 */
export const firstStep: Probe = async ({ load }, args) => {
  const directory = mkdtempSync(join(tmpdir(), "stampede-bench-"));
  const controller = new AbortController();
  try {
    await load("cli/run-action.js");
    const { executeRun } =
      await load<typeof import("../../src/experiment/execute-run.ts")>("experiment/execute-run.js");
    let wall = 0;
    let cpu = 0;
    const told = (): void => {
      if (wall > 0) return;
      wall = performance.now();
      cpu = 1000 * processorSeconds();
      controller.abort(new Error("seen"));
    };
    const options = { config: args[0]!, out: directory, charts: false, force: true };
    await executeRun({ ...options, signal: controller.signal, onProgress: told }).catch((error: Error) => {
      if (error.message !== "seen") throw error;
    });
    if (wall === 0) throw new Error("the run ended before it told of its progress");
    return { wall, cpu };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};
