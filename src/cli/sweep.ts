/** `stampede sweep`: all runs of a sweep file. */
import { type Command, Option } from "commander";
import { jobsOption, jsonOption, partsOption, queueOption, quietOption, setOption, withoutOption } from "./options.ts";

export interface SweepOptions {
  readonly jobs?: number;
  readonly out?: string;
  readonly set?: readonly string[];
  readonly without?: readonly string[];
  readonly dryRun?: boolean;
  readonly retryFailed?: boolean;
  readonly queue?: string;
  readonly part?: string;
  readonly printArray?: "slurm";
  readonly parts?: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Adds the command to the program. */
export function sweepCommand(program: Command): void {
  program
    .command("sweep")
    .summary("simulate all points and seeds of a sweep file")
    .description(
      "Simulates every point and seed of a sweep file on all cores and keeps one row a run. Stopped at any moment, by " +
        "Ctrl-C or worse, the same command goes on where it stopped; a larger sweep takes up what a smaller one left.",
    )
    .argument("<file>", "sweep file (YAML)")
    .addOption(jobsOption())
    .addOption(new Option("--out <dir>", "the store (runs/NAME-HASH unless given)"))
    .addOption(setOption())
    .addOption(withoutOption())
    .option("--dry-run", "say how many runs, how long and how large, and write nothing")
    .option("--retry-failed", "take up again the runs that failed")
    .addOption(queueOption().conflicts("jobs"))
    .addOption(new Option("--part <i/n>", "make only one part of n: for the tasks of a job array"))
    .addOption(
      new Option("--print-array <scheduler>", "print a job array that makes the sweep in parts")
        .choices(["slurm"])
        .conflicts(["queue", "part", "dryRun"]),
    )
    .addOption(partsOption())
    .addOption(jsonOption())
    .addOption(quietOption())
    .action(async (file: string, options: SweepOptions) => {
      const { sweep } = await import("./sweep-action.ts");
      await sweep(file, options);
    });
}
