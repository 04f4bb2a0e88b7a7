/** `stampede export`: a sweep's results for other programs. */
import { type Command, Option } from "commander";

export interface ExportOptions {
  readonly format: "csv" | "parquet" | "arrow";
  readonly out?: string;
}

/** Adds the command to the program. */
export function exportCommand(program: Command): void {
  program
    .command("export")
    .summary("write a sweep's results for other programs")
    .description("Writes a sweep's results, a row a run, to a file or to standard output.")
    .argument("<sweep>", "store of a sweep, runs/NAME-HASH")
    .addOption(new Option("--format <format>", "file format").choices(["csv", "parquet", "arrow"]).default("csv"))
    .option("--out <file>", "where to write (standard output unless given); what stands there is replaced")
    .action(async (sweep: string, options: ExportOptions) => {
      const { exportResults } = await import("./export-action.ts");
      await exportResults(sweep, options);
    });
}
