/** `stampede query`: SQL over a sweep's store. */
import { type Command, Option } from "commander";

export interface QueryOptions {
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** Adds the command to the program. */
export function queryCommand(program: Command): void {
  program
    .command("query")
    .summary("ask a sweep's store in SQL")
    .description(
      "Runs one SELECT of DuckDB's SQL over the tables results, design and log, and over the series that runs left " +
        "(venues, world, flows, …, each with a column run). The store is only read, and nothing beyond it.",
    )
    .argument("<sweep>", "store of a sweep, runs/NAME-HASH")
    .argument("<sql>", 'the question, such as "SELECT point, avg(forcedShare) FROM results GROUP BY point"')
    .addOption(new Option("--json", "print one JSON array of rows and nothing else").conflicts("csv"))
    .addOption(new Option("--csv", "print comma-separated values"))
    .action(async (sweep: string, sql: string, options: QueryOptions) => {
      const { query } = await import("./query-action.ts");
      await query(sweep, sql, options);
    });
}
