/** `stampede calibrate`: choose a scenario's free parameters so that it comes near what was reported. */
import type { Command } from "commander";
import { addSearchOptions, type SearchOptions } from "./study-options.ts";

/** Adds the command to the program. */
export function calibrateCommand(program: Command): void {
  const command = program
    .command("calibrate")
    .summary("choose free parameters so that what was reported comes out")
    .description(
      "Searches the free parameters of a scenario's `calibration` block for the point at which the medians of its runs come " +
        "nearest to its reported figures, in their tolerances. Stopped at any moment, the same command goes on where it " +
        "stopped. Writes calibration.json, calibration.parquet, found.yaml, charts/ and report.html.",
    )
    .argument("<config>", "scenario file (YAML)");
  addSearchOptions(command, "scenario", "how many of the scenario's calibration seeds, or which: 8, or 1,2,3").action(
    async (config: string, options: SearchOptions) => {
      const { calibrate } = await import("./calibrate-action.ts");
      await calibrate(config, options);
    },
  );
}
