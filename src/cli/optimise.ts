/** `stampede optimise`: search a policy's parameters for the best trade-off. */
import type { Command } from "commander";
import { addSearchOptions, type SearchOptions } from "./study-options.ts";

/** Adds the command to the program. */
export function optimiseCommand(program: Command): void {
  const command = program
    .command("optimise")
    .summary("search a margin policy's parameters for the best trade-off")
    .description(
      "Searches the parameters that an optimise file names for the policy that keeps its constraints and makes the weighted " +
        "sum of its objectives small, over the same seeds from one run-up for each, and keeps the Pareto front of all that " +
        "was tried. Stopped at any moment, the same command goes on where it stopped. Writes optimise.json, " +
        "optimise.parquet, found.yaml, charts/ and report.html. Exits with 1 when no point kept every constraint.",
    )
    .argument("<file>", "optimise file (YAML)");
  addSearchOptions(command, "file", "how many seeds, or which (the file's own unless given): 4, or 7,8,9").action(
    async (file: string, options: SearchOptions) => {
      const { optimise } = await import("./optimise-action.ts");
      await optimise(file, options);
    },
  );
}
