/** `stampede tree`: the cascade of a run, by generation, branching ratio and chain. */
import type { Command } from "commander";
import { jsonOption, outOption, positiveNumber } from "./options.ts";

export interface TreeOptions {
  readonly venue?: string;
  readonly chains: number;
  readonly out: string;
  readonly json?: boolean;
}

/** Adds the command to the program. */
export function treeCommand(program: Command): void {
  program
    .command("tree")
    .summary("who pushed whom: a run's forced sales as a tree")
    .description(
      "Prints the generations of a run's forced sales, the branching ratio through the day with its interval, and the first " +
        "sale of each chain. docs/forensics.md says what the figures mean.",
    )
    .argument("<run>", "directory of a run, or its name under --out")
    .option("--venue <name>", "this venue alone (all with forced sales unless given)")
    .option("--chains <n>", "how many chains to print, largest first", positiveNumber, 10)
    .addOption(outOption())
    .addOption(jsonOption())
    .action(async (run: string, options: TreeOptions) => {
      const { tree } = await import("./tree-action.ts");
      await tree(run, options);
    });
}
