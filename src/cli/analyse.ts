/** `stampede analyse`: what a sweep says. */
import type { Command } from "commander";
import { jsonOption, metricOption, quietOption } from "./options.ts";

export interface AnalyseOptions {
  readonly metric?: readonly string[];
  readonly charts: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Adds the command to the program. */
export function analyseCommand(program: Command): void {
  program
    .command("analyse")
    .alias("analyze")
    .summary("say what moves a sweep's figures, with charts and a report")
    .description(
      "Works out the means of a sweep's figures with their intervals, what each parameter does to them, Sobol indices or " +
        "Morris measures where the design allows, and draws it all. Writes analysis.json, charts/ and report.html into the store.",
    )
    .argument("<sweep>", "store of a sweep, runs/NAME-HASH")
    .addOption(metricOption())
    .option("--no-charts", "write figures only: no charts, no report")
    .addOption(jsonOption())
    .addOption(quietOption())
    .action(async (sweep: string, options: AnalyseOptions) => {
      const { analyse } = await import("./analyse-action.ts");
      await analyse(sweep, options);
    });
}
