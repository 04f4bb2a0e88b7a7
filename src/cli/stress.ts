/** `stampede stress`: margin policies under stress. */
import { type Command, Option } from "commander";
import {
  forceOption,
  jobsOption,
  jsonOption,
  outOption,
  quietOption,
  seedsOf,
  setOption,
  withoutOption,
} from "./options.ts";

export interface StressOptions {
  readonly seeds?: number | readonly number[];
  readonly jobs?: number;
  readonly set?: readonly string[];
  readonly without?: readonly string[];
  readonly out: string;
  readonly charts: boolean;
  readonly json?: boolean;
  readonly force?: boolean;
  readonly quiet?: boolean;
}

/** Adds the command to the program. */
export function stressCommand(program: Command): void {
  program
    .command("stress")
    .summary("compare margin policies under stress")
    .description(
      "Simulates every policy of a stress file in every stress, over the same seeds, from one run-up for each seed, beside a " +
        "twin in which nobody is called. Stopped at any moment, the same command goes on where it stopped. Writes " +
        "stress.json, stress.parquet, charts/ and report.html. Exits with 1 when runs failed.",
    )
    .argument("<file>", "stress file (YAML)")
    .addOption(
      new Option("--seeds <n|list>", "how many seeds, or which (the file's own unless given): 20, or 7,8,9").argParser(
        seedsOf,
      ),
    )
    .addOption(jobsOption())
    .addOption(setOption())
    .addOption(withoutOption())
    .addOption(outOption())
    .option("--no-charts", "write figures only: no charts, no report")
    .addOption(jsonOption())
    .addOption(forceOption())
    .addOption(quietOption())
    .action(async (file: string, options: StressOptions) => {
      const { stress } = await import("./stress-action.ts");
      await stress(file, options);
    });
}
