/** What `stampede facts` does: runs where it must, measures, writes, and prints the table. */
import { join, relative } from "node:path";
import { mustPassHolds, type StylisedFact } from "../analysis/stylised-facts/index.ts";
import { factEnds, factInterval, factMark, factNumber } from "../charts/facts/index.ts";
import { factsJson } from "../experiment/facts/facts-json.ts";
import { factsOf, type MeasuredRun } from "../experiment/facts/facts-of.ts";
import { type SeedsFacts, seedsFacts, seedsJson } from "../experiment/facts/facts-over-seeds.ts";
import { writeFacts } from "../experiment/facts/write-facts.ts";
import type { FactsOptions } from "./facts.ts";
import { align } from "./figures.ts";
import { interruptible } from "./interrupt.ts";
import { overSeeds } from "./over-seeds.ts";
import { progressDisplay } from "./progress.ts";

/** A check did not hold. */
const FAILED = 1;

export async function facts(target: string, options: FactsOptions): Promise<void> {
  const { charts } = options;
  const display = progressDisplay(options.quiet === true);
  const { measured, directory } = await interruptible(async (signal) => {
    try {
      const found = await factsOf({
        ...options,
        target,
        force: options.force === true,
        signal,
        onProgress: (progress) => display.show(progress),
        onStage: (stage) => display.stage(stage),
      });
      display.stage(charts ? "drawing charts" : "writing figures");
      return { measured: found, directory: await writeFacts(found, { charts, signal }) };
    } finally {
      display.end();
    }
  });
  const report = join(directory, charts ? "report.html" : "facts.json");
  process.stdout.write(
    `${options.json ? json(measured, charts ? report : null) : text(measured, report).join("\n")}\n`,
  );
  if (!mustPassHolds(measured.report.facts)) process.exitCode = FAILED;
}

/** The same of several seeds' runs: their medians. */
export async function factsOfSeeds(
  target: string,
  options: FactsOptions,
  asked: number | readonly number[],
): Promise<void> {
  const found = await overSeeds(target, options, asked, (each) =>
    seedsFacts({ ...options, ...each, target, force: options.force === true }),
  );
  const path = join(found.directory, "facts.json");
  process.stdout.write(
    `${options.json ? JSON.stringify({ directory: found.directory, ...seedsJson(found) }) : seedsText(found, path).join("\n")}\n`,
  );
  if (!mustPassHolds(found.facts)) process.exitCode = FAILED;
}

function seedsText({ seeds, venue, runs, facts: all }: SeedsFacts, path: string): string[] {
  const { scenario, hash } = runs[0].run.manifest;
  const stood = runs.filter(({ reused }) => reused).length;
  return [
    `${scenario}-${hash}, ${venue}: medians over ${seeds.length} seeds${stood > 0 ? ` (${stood} stood already)` : ""}`,
    ...table(all, path),
  ];
}

function json({ run, report: measured }: MeasuredRun, report: string | null): string {
  const { manifest, directory } = run;
  return JSON.stringify({ run: manifest.run, directory, seed: manifest.seed, report, ...factsJson(measured) });
}

function text({ run, report, reused }: MeasuredRun, path: string): string[] {
  const { returns, orderCurves, venue } = report;
  const orders = orderCurves ? `, ${orderCurves.orders.toLocaleString("en-US")} orders` : "";
  return [
    `${run.manifest.run}${reused ? " (stood already)" : ""}, ${venue}: ${returns.toLocaleString("en-US")} minute returns${orders}`,
    ...table(report.facts, path),
  ];
}

function table(all: readonly StylisedFact[], path: string): string[] {
  const must = all.filter(({ claim }) => claim.must);
  const nice = all.filter(({ claim }) => !claim.must);
  const inside = (rows: readonly StylisedFact[]) => rows.filter(({ verdict }) => verdict === "inside").length;
  const heading = (name: string) => ["", name, "value", "95% interval", "literature", ""];
  const place = relative("", path);
  return [
    "",
    ...align(
      [heading("must pass"), ...must.map(row), ["", "", "", "", "", ""], heading("others"), ...nice.map(row)],
      ["left", "left", "right", "right", "left", "left"],
    ),
    "",
    `${inside(must)} of ${must.length} of the must-pass set and ${inside(nice)} of ${nice.length} others lie in their range`,
    `${path.endsWith(".html") ? "report" : "figures"}: ${place.startsWith("..") ? path : place}`,
  ];
}

const row = (fact: StylisedFact): string[] => [
  factMark(fact),
  fact.claim.label,
  factNumber(fact.value),
  factInterval(fact),
  factEnds(fact),
  fact.verdict === "not measurable" ? `not measurable: ${fact.reason}` : fact.claim.source,
];
