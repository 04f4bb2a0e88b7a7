/**
 * Benchmarks. `npm run bench` measures everything and prints one table; `npm run bench -- NAME [options]` one bench;
 * `npm run bench -- --compare REV` this build against another revision. `--json` for programs.
 */
import { fileURLToPath } from "node:url";
import { measureAll, rowsText } from "./all.ts";
import { type Bench, type Figures, option } from "./bench.ts";
import { compare } from "./compare.ts";
import type { Subject } from "./subject.ts";
import { SUBJECTS } from "./subjects.ts";
import { textTable } from "./table.ts";

/** The repository: this file runs from dist-bench/bench. */
const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
/** Rounds of a comparison. */
const ROUNDS = 7;

/** Benches with options and figures of their own. Loaded when asked for, so that none is measured in another's company. */
const SINGLE: Readonly<Record<string, () => Promise<Bench>>> = {
  analyse: async () => (await import("./analyse.ts")).analyseBench,
  book: async () => (await import("./book.ts")).bookBench,
  silver: async () => (await import("./silver.ts")).silverBench,
  sweep: async () => (await import("./sweep.ts")).sweepBench,
};
const GROUPS = [...new Set(SUBJECTS.map(({ bench }) => bench))];

async function main(args: readonly string[]): Promise<number> {
  const json = args.includes("--json");
  const name = args[0]?.startsWith("--") === false ? args[0] : undefined;
  const rounds = option(args, "rounds");
  if (rounds !== undefined && !/^[1-9]\d*$/.test(rounds))
    return refuse(`--rounds: expected a whole number from 1, got ${rounds}`);
  if (args.includes("--compare")) return compareWith(args, json, Number(rounds ?? ROUNDS));
  if (name !== undefined && Object.hasOwn(SINGLE, name)) return single(await SINGLE[name]!(), args.slice(1), json);
  const chosen = choose(name === undefined ? option(args, "only") : name);
  if (typeof chosen === "string") return refuse(chosen);
  const rows = await measureAll(chosen, ROOT, rounds === undefined ? null : Number(rounds));
  process.stdout.write(json ? `${JSON.stringify(rows)}\n` : `${rowsText(rows)}\n`);
  return Number(process.exitCode ?? 0);
}

async function compareWith(args: readonly string[], json: boolean, rounds: number): Promise<number> {
  const revision = option(args, "compare");
  if (revision === undefined || revision.startsWith("--"))
    return refuse("--compare: expected a revision, such as HEAD~1");
  // Two threads of a sweep are measured in this build alone, and the largest populations take minutes a round.
  const fit = SUBJECTS.filter(({ probe, rounds: usual }) => probe !== "sweep" && usual > 1);
  const only = option(args, "only");
  const chosen = only === undefined ? fit : choose(only);
  return typeof chosen === "string" ? refuse(chosen) : compare(revision, chosen, ROOT, { rounds, json });
}

/** Subjects of the benches or of the names given, a list with commas; all of them when nothing is given. */
function choose(names: string | undefined): readonly Subject[] | string {
  if (names === undefined) return SUBJECTS;
  const wanted = names.split(",");
  const known = (name: string): boolean => SUBJECTS.some((subject) => subject.bench === name || subject.name === name);
  const unknown = wanted.filter((name) => !known(name));
  if (unknown.length > 0) {
    const there = [...new Set([...GROUPS, ...Object.keys(SINGLE)])].sort().join(", ");
    return `no bench ${unknown.map((name) => JSON.stringify(name)).join(", ")}; there are ${there}`;
  }
  return SUBJECTS.filter(({ bench, name }) => wanted.includes(bench) || wanted.includes(name));
}

async function single(bench: Bench, args: readonly string[], json: boolean): Promise<number> {
  const figures = await bench.run(args.filter((arg) => arg !== "--json"));
  if (json) process.stdout.write(`${JSON.stringify(figures.length === 1 ? figures[0] : figures)}\n`);
  else process.stdout.write(`${bench.name}: ${bench.summary}\n${figureTable(figures)}\n`);
  return 0;
}

/** Rows of figures under their names. */
function figureTable(figures: readonly Figures[]): string {
  const names = Object.keys(figures[0] ?? {});
  return textTable(
    names,
    figures.map((row) => names.map((name) => String(row[name]))),
    0,
  );
}

function refuse(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 2;
}

process.exitCode = await main(process.argv.slice(2));
