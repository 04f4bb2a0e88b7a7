/** `stampede twin`: the same seed again, with something otherwise from a moment on. */
import { type Command, Option } from "commander";
import { namesOf } from "./cause.ts";
import { forceOption, jsonOption, outOption, quietOption, setOption } from "./options.ts";

export interface TwinOptions {
  readonly without?: readonly string[];
  readonly set?: readonly string[];
  readonly from?: string;
  readonly out: string;
  readonly charts: boolean;
  readonly json?: boolean;
  readonly force?: boolean;
  readonly quiet?: boolean;
}

/** Adds the command to the program. */
export function twinCommand(program: Command): void {
  program
    .command("twin")
    .summary("replay a run with something otherwise from a moment on")
    .description(
      "Replays a run up to a moment, goes on from there on the same random numbers without some of its mechanisms or with " +
        "other values, and draws both. Writes the twin's tables, summary.json, twin.json, charts/ and report.html.",
    )
    .argument("<run>", "directory of a run, or its name under --out")
    .addOption(new Option("--without <mechanism,…>", "mechanisms that are off; may be repeated").argParser(namesOf))
    .addOption(setOption())
    .option(
      "--from <time>",
      "moment at which the two part (the latest that the changes allow, else the beginning, unless given)",
    )
    .addOption(outOption())
    .option("--no-charts", "write data only: no charts, no report")
    .addOption(jsonOption())
    .addOption(forceOption())
    .addOption(quietOption())
    .action(async (run: string, options: TwinOptions) => {
      const { twin } = await import("./twin-action.ts");
      await twin(run, options);
    });
}
