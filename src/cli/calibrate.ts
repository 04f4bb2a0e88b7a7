/** `stampede calibrate`: choose a scenario's free parameters so that it comes near what was reported. */
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

export interface CalibrateOptions {
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
export function calibrateCommand(program: Command): void {
  program
    .command("calibrate")
    .summary("choose free parameters so that what was reported comes out")
    .description(
      "Searches the free parameters of a scenario's `calibration` block for the point at which the medians of its runs come " +
        "nearest to its reported figures, in their tolerances. Stopped at any moment, the same command goes on where it " +
        "stopped. Writes calibration.json, calibration.parquet, found.yaml, charts/ and report.html.",
    )
    .argument("<config>", "scenario file (YAML)")
    .addOption(
      new Option("--evaluations <n>", "points to try (the scenario's own number unless given)").argParser(
        positiveNumber,
      ),
    )
    .addOption(
      new Option("--seeds <n|list>", "how many of the scenario's calibration seeds, or which: 8, or 1,2,3").argParser(
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
    .action(async (config: string, options: CalibrateOptions) => {
      const { calibrate } = await import("./calibrate-action.ts");
      await calibrate(config, options);
    });
}
