/** `stampede margin`: margin policies on prices that are known, levels that are given, and breaches that were counted. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { jsonOption, quietOption } from "./options.ts";

export interface MarginOptions {
  readonly model?: string;
  readonly tools?: string;
  readonly scenario?: string;
  readonly venue?: string;
  readonly confidence?: number;
  readonly holding?: number;
  readonly multiplier?: number;
  readonly levels?: string;
  readonly backtest?: readonly string[];
  readonly out?: string;
  readonly charts: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** A share above 0 and below 1, written `99%` or 0.99. */
export function confidenceOf(text: string): number {
  const match = /^\s*(\d+(?:\.\d+)?|\.\d+)\s*(%?)\s*$/.exec(text);
  const value = match === null ? Number.NaN : match[2] === "%" ? Number(`${match[1]}e-2`) : Number(match[1]);
  if (!(value > 0 && value < 1))
    throw new InvalidArgumentError("Expected a confidence above 0% and below 100%, such as 99% or 0.99.");
  return value;
}

function daysOf(text: string): number {
  const match = /^\s*(\d+)\s*d?\s*$/.exec(text);
  const value = match === null ? Number.NaN : Number(match[1]);
  if (!(value >= 1 && value <= 60))
    throw new InvalidArgumentError("Expected trading days from 1 to 60, such as 1d or 2.");
  return value;
}

function unitsOf(text: string): number {
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value)) throw new InvalidArgumentError("Expected a number above 0.");
  return value;
}

/** Adds the command to the program. */
export function marginCommand(program: Command): void {
  program
    .command("margin")
    .summary("margin models and tools on a file of prices")
    .description(
      "Works out the margin that a policy asks for on known prices (columns date and close), the losses that exceeded it, " +
        "and how it moves with the cycle: the models and tools of scenarios, without a simulation. With --levels, how a given " +
        "margin path (columns date and margin) moves; with --backtest, whether breaches are as many as promised.",
    )
    .argument("[prices]", "prices by day (CSV), or - for standard input")
    .option(
      "--model <model>",
      "fixed, per-lot, ewma, historical, filtered or span, and its settings: ewma:lambda=0.97,confidence=99% (ewma unless given); or a map in YAML",
    )
    .option(
      "--tools <tools>",
      "floor, buffer, stressed, cap, speed-limit and step-hikes, in the order in which they apply, and their settings: floor,buffer:share=25%; or a list in YAML",
    )
    .option("--scenario <file>", "take the policy of this scenario (YAML) instead")
    .option("--venue <name>", "with --scenario: of this venue (its main one unless given)")
    .addOption(
      new Option("--confidence <share>", "share of losses to cover, where the model does not say it").argParser(
        confidenceOf,
      ),
    )
    .addOption(
      new Option("--holding <days>", "trading days to close out, where the model does not say it").argParser(daysOf),
    )
    .addOption(new Option("--multiplier <units>", "units in a lot, for margin in money (1)").argParser(unitsOf))
    .option("--levels <file>", "levels of margin by date (CSV): how they move with the cycle")
    .option("--backtest <number...>", "BREACHES N CONFIDENCE, such as 4 250 99%: Kupiec's test")
    .option("--out <dir>", "directory that gets the path, charts and a report")
    .option("--no-charts", "with --out: figures only")
    .addOption(jsonOption())
    .addOption(quietOption())
    .action(async (prices: string | undefined, options: MarginOptions) => {
      const { margin } = await import("./margin-action.ts");
      await margin(prices, options);
    });
}
