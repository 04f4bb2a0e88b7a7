/** `stampede worker`: serve a queue of runs. */
import type { Command } from "commander";
import { jobsOption, jsonOption, lockOption, queueOption, quietOption } from "./options.ts";

export interface WorkerOptions {
  readonly queue: string;
  readonly jobs?: number;
  readonly untilEmpty?: boolean;
  /** Seconds. */
  readonly lock: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Adds the command to the program. */
export function workerCommand(program: Command): void {
  program
    .command("worker")
    .summary("serve a queue of runs, on any number of machines")
    .description(
      "Takes runs of sweeps that were started with --queue, on as many machines as there are workers. It serves runs of " +
        "its own engine version and refuses others by name. Ctrl-C gives back what it has begun.",
    )
    .addOption(queueOption().makeOptionMandatory())
    .addOption(jobsOption())
    .option("--until-empty", "end when no sweep is announced and the queue is empty, rather than wait for more")
    .addOption(lockOption())
    .addOption(jsonOption())
    .addOption(quietOption())
    .action(async (options: WorkerOptions) => {
      const { work } = await import("./worker-action.ts");
      await work(options);
    });
}
