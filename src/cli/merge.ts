/** `stampede merge`: join the stores that the parts of a sweep left. */
import type { Command } from "commander";
import { jsonOption, quietOption } from "./options.ts";

export interface MergeOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Adds the command to the program. */
export function mergeCommand(program: Command): void {
  program
    .command("merge")
    .summary("join the stores that the parts of a sweep left")
    .description(
      "Joins stores of one sweep into one, with the results table that a single machine would have left. What an earlier " +
        "merge left is kept, so that it can be done again when more parts have ended.",
    )
    .argument("<out>", "store to make")
    .argument("<part...>", "stores of the parts")
    .addOption(jsonOption())
    .addOption(quietOption())
    .action(async (out: string, parts: readonly string[], options: MergeOptions) => {
      const { merge } = await import("./merge-action.ts");
      await merge(out, parts, options);
    });
}
