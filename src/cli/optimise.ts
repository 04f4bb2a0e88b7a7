/** `stampede optimise`: search a policy's parameters for the best trade-off. */
import { type Command, Option } from "commander";
import {
  forceOption,
  jobsOption,
  jsonOption,
  outOption,
  positiveNumber,
  quietOption,
  seedsOf,
  setOption,
  withoutOption,
} from "./options.ts";

export interface OptimiseOptions {
  readonly evaluations?: number;
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
export function optimiseCommand(program: Command): void {
  program
    .command("optimise")
    .summary("search a margin policy's parameters for the best trade-off")
    .description(
      "Searches the parameters that an optimise file names for the policy that keeps its constraints and makes the weighted " +
        "sum of its objectives small, over the same seeds from one run-up for each, and keeps the Pareto front of all that " +
        "was tried. Stopped at any moment, the same command goes on where it stopped. Writes optimise.json, " +
        "optimise.parquet, found.yaml, charts/ and report.html. Exits with 1 when no point kept every constraint.",
    )
    .argument("<file>", "optimise file (YAML)")
    .addOption(
      new Option("--evaluations <n>", "points to try (the file's own number unless given)").argParser(positiveNumber),
    )
    .addOption(
      new Option("--seeds <n|list>", "how many seeds, or which (the file's own unless given): 4, or 7,8,9").argParser(
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
    .action(async (file: string, options: OptimiseOptions) => {
      const { optimise } = await import("./optimise-action.ts");
      await optimise(file, options);
    });
}
