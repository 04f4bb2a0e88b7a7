/**
 * Benchmarks: `npm run bench` runs all and prints a table, `npm run bench -- NAME [options] [--json]` runs one.
 */
import type { Bench, Figures } from "./bench.ts";

const BENCHES: readonly (() => Promise<Bench>)[] = [
  async () => (await import("./book.ts")).bookBench,
  async () => (await import("./silver.ts")).silverBench,
];

async function main(args: readonly string[]): Promise<void> {
  const json = args.includes("--json");
  const rest = args.filter((arg) => arg !== "--json");
  const benches = await Promise.all(BENCHES.map((load) => load()));
  const named = rest.length === 0 ? benches : benches.filter((bench) => bench.name === rest[0]);
  if (named.length === 0) {
    const list = benches.map((bench) => `  ${bench.name}  ${bench.summary}`).join("\n");
    process.stderr.write(`no bench ${JSON.stringify(rest[0])}; there are\n${list}\n`);
    process.exitCode = 2;
    return;
  }
  for (const bench of named) {
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
