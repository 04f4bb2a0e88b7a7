/** `stampede validate`: hold many runs against what was reported. */
import type { Command } from "commander";
import { addStudyOptions, type StudyOptions } from "./study-options.ts";

export interface ValidateOptions extends StudyOptions {
  readonly twin?: string | boolean;
}

/** Adds the command to the program. */
export function validateCommand(program: Command): void {
  const command = program
    .command("validate")
    .summary("hold many runs against what was reported")
    .description(
      "Simulates a scenario over many seeds and holds the figures of its `reported` block against the middle and the spread " +
        "of the runs. Stopped at any moment, the same command goes on where it stopped. Writes validation.json, " +
        "validation.parquet, charts/ and report.html. Exits with 1 when fewer figures hold than the scenario's pass mark asks for.",
    )
    .argument("<config>", "scenario file (YAML)");
  addStudyOptions(command, "how many of the scenario's seeds, or which: 20, or 7,8,9")
    .option("--twin <mechanism>", "mechanism that the twin runs go without (the scenario's own unless given)")
    .option("--no-twin", "no twin runs")
    .action(async (config: string, options: ValidateOptions) => {
      const { validate } = await import("./validate-action.ts");
      await validate(config, options);
    });
}
