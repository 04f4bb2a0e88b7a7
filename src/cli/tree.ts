/** `stampede tree`: the cascade of a run, by generation, branching ratio and chain; or of a scenario over seeds. */
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

export interface TreeOptions {
  readonly venue?: string;
  readonly chains: number;
  readonly seeds?: number | readonly number[];
  readonly cells: number;
  readonly jobs?: number;
  readonly set?: readonly string[];
  readonly without?: readonly string[];
  readonly out: string;
  readonly json?: boolean;
  readonly force?: boolean;
  readonly quiet?: boolean;
}

/** Adds the command to the program. */
export function treeCommand(program: Command): void {
  program
    .command("tree")
    .summary("who pushed whom: a run's forced sales as a tree")
    .description(
      "Prints the generations of a run's forced sales, the branching ratio through the day with its interval, and the first " +
        "sale of each chain. With --seeds a scenario is run with each of them (runs that stand are used again), and the medians of " +
        "these figures are printed with the largest cells of the kill matrix, each with an interval, and written as " +
        "SCENARIO-HASH-cascade/cascade.json. docs/forensics.md says what the figures mean.",
    )
    .argument("<run>", "directory of a run, or its name under --out; with --seeds a scenario file (YAML)")
    .option("--venue <name>", "this venue alone (all with forced sales unless given)")
    .option("--chains <n>", "how many chains to print, largest first", positiveNumber, 10)
    .addOption(
      new Option("--seeds <n|list>", "a scenario over so many seeds from 1 on, or over these: 100, or 7,8,9").argParser(
        seedsOf,
      ),
    )
    .option("--cells <n>", "with --seeds: how many cells of the kill matrix, largest first", positiveNumber, 3)
    .addOption(jobsOption())
    .addOption(setOption())
    .addOption(withoutOption())
    .addOption(outOption())
    .addOption(jsonOption())
    .addOption(forceOption())
    .addOption(quietOption())
    .action(async (run: string, options: TreeOptions) => {
      const { tree, treeOfSeeds } = await import("./tree-action.ts");
      await (options.seeds === undefined ? tree(run, options) : treeOfSeeds(run, options, options.seeds));
    });
}
