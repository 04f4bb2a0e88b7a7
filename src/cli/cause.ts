/** `stampede cause`: what made the crash, mechanism by mechanism. */
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

export interface CauseOptions {
  readonly seeds?: number | readonly number[];
  readonly mechanisms?: readonly string[];
  readonly orders?: number;
  readonly figure?: string;
  readonly from?: string;
  readonly until?: string;
  readonly jobs?: number;
  readonly set?: readonly string[];
  readonly without?: readonly string[];
  readonly out: string;
  readonly charts: boolean;
  readonly json?: boolean;
  readonly force?: boolean;
  readonly quiet?: boolean;
}

/** `a,b,c`. */
export const namesOf = (text: string, before: readonly string[] = []): string[] => [
  ...before,
  ...text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== ""),
];

/** Adds the command to the program. */
export function causeCommand(program: Command): void {
  program
    .command("cause")
    .summary("what made the crash: each mechanism's share of the fall")
    .description(
      "Simulates combinations of a scenario's mechanisms over the same seeds, each seed from one run-up, and gives each " +
        "mechanism its Shapley share of the fall with an interval. Stopped at any moment, the same command goes on where it " +
        "stopped. Writes cause.json, cause.parquet, charts/ and report.html. Exits with 1 when runs failed.",
    )
    .argument("<config>", "scenario file (YAML)")
    .addOption(new Option("--seeds <n|list>", "how many seeds, or which: 20, or 7,8,9").argParser(seedsOf).default(20))
    .addOption(
      new Option("--mechanisms <a,b,c>", "mechanisms to share the fall among (all that it has unless given)").argParser(
        namesOf,
      ),
    )
    .addOption(
      new Option(
        "--orders <n>",
        "orders drawn, each with its reverse, where there are more than four mechanisms (2 unless given)",
      ).argParser(positiveNumber),
    )
    .option("--figure <key>", "figure that is shared: fall (from the price at --from), or a key of the summary")
    .option("--from <time>", "mechanisms are off from then (a day before the crash day unless given)")
    .option("--until <time>", "runs stop before then (the end of the crash day unless given)")
    .addOption(jobsOption())
    .addOption(setOption())
    .addOption(withoutOption())
    .addOption(outOption())
    .option("--no-charts", "write figures only: no charts, no report")
    .addOption(jsonOption())
    .addOption(forceOption())
    .addOption(quietOption())
    .action(async (config: string, options: CauseOptions) => {
      const { cause } = await import("./cause-action.ts");
      await cause(config, options);
    });
}
