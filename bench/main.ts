/**
 * Benchmarks: `npm run bench` runs all and prints a table, `npm run bench -- NAME [options] [--json]` runs one.
 */
import type { Bench, Figures } from "./bench.ts";

/** Loaded when asked for, so that one bench is not measured in the company of another's code. */
const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  analyse: async () => (await import("./analyse.ts")).analyseBench,
  book: async () => (await import("./book.ts")).bookBench,
  silver: async () => (await import("./silver.ts")).silverBench,
  sweep: async () => (await import("./sweep.ts")).sweepBench,
};

async function main(args: readonly string[]): Promise<void> {
  const json = args.includes("--json");
  const rest = args.filter((arg) => arg !== "--json");
  const names = rest.length === 0 ? Object.keys(BENCHES) : rest.slice(0, 1);
  for (const name of names) {
    const load = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
    if (load === undefined) {
      process.stderr.write(`no bench ${JSON.stringify(name)}; there are ${Object.keys(BENCHES).join(", ")}\n`);
      process.exitCode = 2;
      return;
    }
    const bench = await load();
    const figures = await bench.run(rest.slice(1));
    if (json) process.stdout.write(`${JSON.stringify(figures.length === 1 ? figures[0] : figures)}\n`);
    else process.stdout.write(`${bench.name}: ${bench.summary}\n${table(figures)}\n`);
  }
}

/** Rows of figures under their names. */
function table(figures: readonly Figures[]): string {
  const names = Object.keys(figures[0] ?? {});
  const rows = [names, ...figures.map((row) => names.map((name) => String(row[name])))];
  const widths = names.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => row.map((cell, column) => cell.padStart(widths[column]!)).join("  ")).join("\n");
}

await main(process.argv.slice(2));
