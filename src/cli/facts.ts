/** `stampede facts`: hold a run against the stylised facts of markets. */
import { type Command, Option } from "commander";
import {
  forceOption,
  jobsOption,
  jsonOption,
  outOption,
  quietOption,
  seedOption,
  seedsOf,
  setOption,
  withoutOption,
} from "./options.ts";

export interface FactsOptions {
  readonly seed?: number;
  readonly seeds?: number | readonly number[];
  readonly jobs?: number;
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
        "gives. A scenario is run first, with its trades kept. Writes facts.json, charts/ and report.html into RUN/facts; " +
        "with --seeds the medians over several runs as SCENARIO-HASH-facts/facts.json. " +
        "Exits with 1 unless the must-pass set lies in its ranges.",
    )
    .argument("<run>", "directory of a run, or a scenario file (YAML)")
    .addOption(seedOption())
    .addOption(
      new Option("--seeds <n|list>", "medians over so many seeds from 1 on, or over these: 8, or 7,8,9")
        .argParser(seedsOf)
        .conflicts("seed"),
    )
    .addOption(jobsOption())
    .addOption(setOption())
    .addOption(withoutOption())
    .option("--venue <name>", "venue to measure (the scenario's main one unless given)")
    .addOption(outOption())
    .option("--no-charts", "write figures only: no charts, no report")
    .addOption(jsonOption())
    .addOption(forceOption())
    .addOption(quietOption())
    .action(async (run: string, options: FactsOptions) => {
      const { facts, factsOfSeeds } = await import("./facts-action.ts");
      await (options.seeds === undefined ? facts(run, options) : factsOfSeeds(run, options, options.seeds));
    });
}
