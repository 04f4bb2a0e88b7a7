/** Runs the built command as a user does. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const BIN = fileURLToPath(new URL("../../bin/stampede.js", import.meta.url));

/** A market small enough to be simulated in a second: test/experiment/small-market.yaml. */
export const SMALL = fileURLToPath(new URL("../experiment/small-market.yaml", import.meta.url));

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `stampede ARGS` to its end. */
export function stampede(args: readonly string[], options: { cwd?: string; stdout?: number } = {}): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    encoding: "utf8",
    stdio: ["ignore", options.stdout ?? "pipe", "pipe"],
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  return { status, stdout: stdout ?? "", stderr };
}

/** Starts `stampede ARGS`; the caller ends it. */
export function start(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [BIN, ...args], { stdio: ["ignore", "pipe", "pipe"] });
}
