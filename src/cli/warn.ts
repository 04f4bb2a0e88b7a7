/** `stampede warn`: how well a sweep's crashes could be foretold. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { parseDuration, parsePercent } from "../core/quantity.ts";
import { jsonOption, quietOption } from "./options.ts";

export interface WarnOptions {
  readonly crash: number;
  readonly within: number;
  readonly falseAlarms: number;
  readonly splitSeed: number;
  readonly venue?: string;
  readonly charts: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** `20%` or `0.2`, between 0 and 1, the ends left out. */
function share(text: string): number {
  const value = Number.isNaN(parsePercent(text)) ? Number(text) : parsePercent(text);
  if (text.trim() === "" || !(value > 0 && value < 1))
    throw new InvalidArgumentError("Expected a part between 0% and 100%, such as 20%.");
  return value;
}

function time(text: string): number {
  const value = parseDuration(text);
  if (!(value > 0)) throw new InvalidArgumentError("Expected a duration such as 6h or 1d.");
  return value;
}

function seed(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("Expected a whole number of 0 or more.");
  return Number(text);
}

/** Adds the command to the program. */
export function warnCommand(program: Command): void {
  program
    .command("warn")
    .summary("measure how well a sweep's crashes could be foretold")
    .description(
      "Holds the early warnings of a sweep's runs (crowding, leverage, what a fall would force, depth, …) against the crashes that " +
        "followed: thresholds are chosen on one half of the runs and judged on the other. Needs series: [warnings] in the sweep " +
        "file. Writes warnings.json, Parquet tables, charts/ and report.html into SWEEP/warnings.",
    )
    .argument("<sweep>", "store of a sweep, runs/NAME-HASH")
    .addOption(new Option("--crash <size>", "fall that counts as a crash").argParser(share).default(0.2, "20%"))
    .addOption(new Option("--within <time>", "how soon after the warning").argParser(time).default(86_400_000, "1d"))
    .addOption(
      new Option("--false-alarms <share>", "moments without a crash that may alarm")
        .argParser(share)
        .default(0.1, "10%"),
    )
    .addOption(new Option("--split-seed <n>", "which runs are for the fit").argParser(seed).default(1))
    .option("--venue <name>", "venue that falls (the scenario's main one unless given)")
    .option("--no-charts", "write figures only: no charts, no report")
    .addOption(jsonOption())
    .addOption(quietOption())
    .action(async (sweep: string, options: WarnOptions) => {
      const { warn } = await import("./warn-action.ts");
      await warn(sweep, options);
    });
}
