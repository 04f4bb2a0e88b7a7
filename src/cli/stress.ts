/** `stampede stress`: margin policies under stress. */
import type { Command } from "commander";
import { addStudyOptions, type StudyOptions } from "./study-options.ts";

/** Adds the command to the program. */
export function stressCommand(program: Command): void {
  const command = program
    .command("stress")
    .summary("compare margin policies under stress")
    .description(
      "Simulates every policy of a stress file in every stress, over the same seeds, from one run-up for each seed, beside a " +
        "twin in which nobody is called. Stopped at any moment, the same command goes on where it stopped. Writes " +
        "stress.json, stress.parquet, charts/ and report.html. Exits with 1 when runs failed.",
    )
    .argument("<file>", "stress file (YAML)");
  addStudyOptions(command, "how many seeds, or which (the file's own unless given): 20, or 7,8,9").action(
    async (file: string, options: StudyOptions) => {
      const { stress } = await import("./stress-action.ts");
      await stress(file, options);
    },
  );
}
