/** `stampede worker`: serve a queue of runs. */
import { availableParallelism } from "node:os";
import { type Command, InvalidArgumentError } from "commander";
import { jsonOption, quietOption } from "./options.ts";

export interface WorkerOptions {
  readonly queue: string;
  readonly jobs: number;
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
    .requiredOption(
      "--queue <url>",
      "Redis of the queue: redis://, rediss:// for TLS, or env:NAME for a URL in a variable",
    )
    .option("--jobs <n>", "runs at once", positive, availableParallelism())
    .option("--until-empty", "end when no sweep is announced and the queue is empty, rather than wait for more")
    .option(
      "--lock <seconds>",
      "a worker that is silent for this long is taken for dead, its runs go to others",
      positive,
      30,
    )
    .addOption(jsonOption())
    .addOption(quietOption())
    .action(async (options: WorkerOptions) => {
      const { work } = await import("./worker-action.ts");
      await work(options);
    });
}

/** A whole number of 1 or more. */
function positive(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError("Expected a whole number of 1 or more.");
  return Number(text);
}
