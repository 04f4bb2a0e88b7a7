/** `stampede facts`: hold a run against the stylised facts of markets. */
import type { Command } from "commander";
import { forceOption, jsonOption, outOption, quietOption, seedOption, setOption, withoutOption } from "./options.ts";

export interface FactsOptions {
  readonly seed?: number;
  readonly set?: readonly string[];
  readonly without?: readonly string[];
  readonly venue?: string;
  readonly out: string;
  readonly charts: boolean;
  readonly json?: boolean;
  readonly force?: boolean;
  readonly quiet?: boolean;
}

/** Adds the command to the program. */
export function factsCommand(program: Command): void {
  program
    .command("facts")
    .summary("hold a run against the stylised facts of markets")
    .description(
      "Measures tails, memory, clustering, impact and spreads of a run and holds each against the range that the literature " +
        "gives. A scenario is run first, with its trades kept. Writes facts.json, charts/ and report.html into RUN/facts. " +
        "Exits with 1 unless the must-pass set lies in its ranges.",
    )
    .argument("<run>", "directory of a run, or a scenario file (YAML)")
    .addOption(seedOption())
    .addOption(setOption())
    .addOption(withoutOption())
    .option("--venue <name>", "venue to measure (the scenario's main one unless given)")
    .addOption(outOption())
    .option("--no-charts", "write figures only: no charts, no report")
    .addOption(jsonOption())
    .addOption(forceOption())
    .addOption(quietOption())
    .action(async (run: string, options: FactsOptions) => {
      const { facts } = await import("./facts-action.ts");
      await facts(run, options);
    });
}
