/** `stampede rescue`: the smallest action that would have kept a fall under a size. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { namesOf } from "./cause.ts";
import { forceOption, jobsOption, jsonOption, outOption, quietOption } from "./options.ts";

export interface RescueOptions {
  readonly fall: number;
  readonly kind?: readonly string[];
  readonly at?: readonly string[];
  readonly from?: string;
  readonly until?: string;
  readonly jobs?: number;
  readonly out: string;
  readonly charts: boolean;
  readonly json?: boolean;
  readonly force?: boolean;
  readonly quiet?: boolean;
}

/** Falls that can be kept under: bids stand within them. */
const [LEAST, MOST] = [1e-4, 0.9];

/** `20%` or `0.2`. */
function sizeOf(text: string): number {
  const percent = text.endsWith("%");
  const value = Number(percent ? text.slice(0, -1) : text) / (percent ? 100 : 1);
  if (text.trim() === "" || !(value >= LEAST && value <= MOST))
    throw new InvalidArgumentError("Expected the size of a fall from 0.01% to 90%, such as 20%.");
  return value;
}

/** Adds the command to the program. */
export function rescueCommand(program: Command): void {
  program
    .command("rescue")
    .summary("the smallest action that would have kept a fall under a size")
    .description(
      "Replays a run up to moments before and in its fall, and searches for the smallest action of each kind that would have " +
        "kept the fall under the size: margin raised, a halt, forced sales slowed, bids that stand. Writes rescue.json, " +
        "rescue.parquet, charts/ and report.html. Exits with 2 when no kind can within its bounds.",
    )
    .argument("<run>", "directory of a run, or its name under --out")
    .addOption(
      new Option("--fall <size>", "size of the fall that is to be kept under, such as 20%")
        .argParser(sizeOf)
        .makeOptionMandatory(),
    )
    .addOption(new Option("--kind <a,b>", "margin, halt, slow, bids (all unless given)").argParser(namesOf))
    .addOption(
      new Option(
        "--at <time>",
        "moment at which actions are taken; may be repeated (the window's beginning and parts of the fall unless given)",
      ).argParser((text: string, before: string[] | undefined) => [...(before ?? []), text]),
    )
    .option("--from <time>", "the fall is measured from the price then (a day before the worst day unless given)")
    .option("--until <time>", "and to the lowest price before then (the end of that day unless given)")
    .addOption(jobsOption())
    .addOption(outOption())
    .option("--no-charts", "write figures only: no charts, no report")
    .addOption(jsonOption())
    .addOption(forceOption())
    .addOption(quietOption())
    .action(async (run: string, options: RescueOptions) => {
      const { rescue } = await import("./rescue-action.ts");
      await rescue(run, options);
    });
}
