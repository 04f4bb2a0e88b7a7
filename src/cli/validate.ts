/** `stampede validate`: hold many runs against what was reported. */
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

export interface ValidateOptions {
  readonly seeds?: number | readonly number[];
  readonly jobs?: number;
  readonly twin?: string | boolean;
  readonly set?: readonly string[];
  readonly without?: readonly string[];
  readonly out: string;
  readonly charts: boolean;
  readonly json?: boolean;
  readonly force?: boolean;
  readonly quiet?: boolean;
}

/** Adds the command to the program. */
export function validateCommand(program: Command): void {
  program
    .command("validate")
    .summary("hold many runs against what was reported")
    .description(
      "Simulates a scenario over many seeds and holds the figures of its `reported` block against the middle and the spread " +
        "of the runs. Stopped at any moment, the same command goes on where it stopped. Writes validation.json, " +
        "validation.parquet, charts/ and report.html. Exits with 1 when fewer figures hold than the scenario's pass mark asks for.",
    )
    .argument("<config>", "scenario file (YAML)")
    .addOption(
      new Option("--seeds <n|list>", "how many of the scenario's seeds, or which: 20, or 7,8,9").argParser(seedsOf),
    )
    .addOption(jobsOption())
    .option("--twin <mechanism>", "mechanism that the twin runs go without (the scenario's own unless given)")
    .option("--no-twin", "no twin runs")
    .addOption(setOption())
    .addOption(withoutOption())
    .addOption(outOption())
    .option("--no-charts", "write figures only: no charts, no report")
    .addOption(jsonOption())
    .addOption(forceOption())
    .addOption(quietOption())
    .action(async (config: string, options: ValidateOptions) => {
      const { validate } = await import("./validate-action.ts");
      await validate(config, options);
    });
}
