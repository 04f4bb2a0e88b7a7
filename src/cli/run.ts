/** `stampede run`: simulate a scenario and leave a run. */
import type { Command } from "commander";
import { forceOption, jsonOption, outOption, quietOption, seedOption, setOption, withoutOption } from "./options.ts";

export interface RunOptions {
  readonly seed?: number;
  readonly out: string;
  readonly set?: readonly string[];
  readonly without?: readonly string[];
  readonly from?: string;
  readonly until?: string;
  readonly charts: boolean;
  readonly json?: boolean;
  readonly force?: boolean;
  readonly quiet?: boolean;
}

/** Adds the command to the program. */
export function runCommand(program: Command): void {
  program
    .command("run")
    .description("simulate a scenario and leave a run with data, charts and a report")
    .argument("<config>", "scenario file (YAML)")
    .addOption(seedOption())
    .addOption(outOption())
    .addOption(setOption())
    .addOption(withoutOption())
    .option("--from <time>", "keep what happens from then on; what comes before is simulated, not kept")
    .option("--until <time>", "stop before then")
    .option("--no-charts", "write data only: no charts, no report")
    .addOption(jsonOption())
    .addOption(forceOption())
    .addOption(quietOption())
    .action(async (config: string, options: RunOptions) => {
      const { run } = await import("./run-action.ts");
      await run(config, options);
    });
}
