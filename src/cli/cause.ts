/** `stampede cause`: what made the crash, mechanism by mechanism. */
import { type Command, Option } from "commander";
import { positiveNumber } from "./options.ts";
import { addStudyOptions, type StudyOptions } from "./study-options.ts";

export interface CauseOptions extends StudyOptions {
  readonly mechanisms?: readonly string[];
  readonly orders?: number;
  readonly figure?: string;
  readonly from?: string;
  readonly until?: string;
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
  const command = program
    .command("cause")
    .summary("what made the crash: each mechanism's share of the fall")
    .description(
      "Simulates combinations of a scenario's mechanisms over the same seeds, each seed from one run-up, and gives each " +
        "mechanism its Shapley share of the fall with an interval. Stopped at any moment, the same command goes on where it " +
        "stopped. Writes cause.json, cause.parquet, charts/ and report.html. Exits with 1 when runs failed.",
    )
    .argument("<config>", "scenario file (YAML)")
    .addOption(
      new Option("--mechanisms <a,b,c>", "mechanisms to share the fall among (all that it has unless given)").argParser(
        namesOf,
      ),
    )
    .addOption(
      new Option(
        "--orders <n>",
        "orders that each seed draws for itself, each with its reverse, where there are more than four mechanisms (2 unless given)",
      ).argParser(positiveNumber),
    )
    .option("--figure <key>", "figure that is shared: fall (from the price at --from), or a key of the summary")
    .option("--from <time>", "mechanisms are off from then (a day before the crash day unless given)")
    .option("--until <time>", "runs stop before then (the end of the crash day unless given)");
  addStudyOptions(command, "how many seeds (20 unless given), or which: 20, or 7,8,9").action(
    async (config: string, options: CauseOptions) => {
      const { cause } = await import("./cause-action.ts");
      await cause(config, options);
    },
  );
}
