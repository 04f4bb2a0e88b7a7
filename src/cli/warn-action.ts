/** What `stampede warn` does: reads a sweep's warnings, judges them, writes, and prints the table. */
import { join, relative } from "node:path";
import type { IndicatorResult } from "../analysis/warnings/index.ts";
import { areaWords, warningLines } from "../charts/warnings/index.ts";
import { warnJson } from "../experiment/warn/warn-json.ts";
import { type WarnedSweep, warnSweep } from "../experiment/warn/warn-sweep.ts";
import { writeWarn } from "../experiment/warn/write-warn.ts";
import { align, formatFigure } from "./figures.ts";
import { interruptible } from "./interrupt.ts";
import type { WarnOptions } from "./warn.ts";

const HOUR = 3_600_000;

export async function warn(sweep: string, options: WarnOptions): Promise<void> {
  const { crash, within, falseAlarms, splitSeed, venue, charts } = options;
  const note = options.quiet || options.json ? () => {} : (text: string) => process.stderr.write(`${text}\n`);
  const { warned, directory } = await interruptible(async (signal) => {
    const terms = { size: crash, within, falseAlarms, seed: splitSeed };
    const judged = await warnSweep({ sweep, ...(venue === undefined ? {} : { venue }), ...terms });
    signal.throwIfAborted();
    note(charts ? "drawing charts" : "writing figures");
    return { warned: judged, directory: await writeWarn(judged, { charts, signal }) };
  });
  const report = charts ? join(directory, "report.html") : null;
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ directory, report, ...warnJson(warned.subject, warned.report) })}\n`);
    return;
  }
  const place = report ?? join(directory, "warnings.json");
  const path = relative("", place);
  const last = `${report ? "report" : "figures"}: ${path.startsWith("..") ? place : path}`;
  process.stdout.write(`${[...text(warned), "", last].join("\n")}\n`);
}

function text({ report, subject }: WarnedSweep): string[] {
  const { indicators, combined, without, fit, test } = report;
  const heading = [
    "",
    "warns",
    "area, fit",
    "area, test",
    "threshold",
    "foretold",
    "in vain",
    "runs warned",
    "lead, hours",
  ];
  const rows = [...indicators, combined].map(cells);
  const sides = heading.map((_, i) => (i < 2 ? "left" : "right") as "left" | "right");
  return [
    ...warningLines(report, subject),
    `fit: ${fit.crashed} of ${fit.runs} runs crash, test: ${test.crashed} of ${test.runs}`,
    ...(fit.crashed + test.crashed === fit.runs + test.runs
      ? ["every run crashes: whatever grows with time looks like a warning"]
      : []),
    "",
    ...align([heading, ...rows], sides),
    ...(without.length > 0 ? ["", `not there, or always the same: ${without.join(", ")}`] : []),
  ];
}

function cells(result: IndicatorResult): string[] {
  const { indicator, direction, areaFit, area, threshold, hits, falseAlarms, warned, lead } = result;
  const rate = (x: number): string => `${(x * 100).toFixed(0)}%`;
  return [
    indicator.key,
    direction === 1 ? "high" : "low",
    areaFit.toFixed(2),
    areaWords(area),
    Number.isFinite(threshold) ? formatFigure(threshold, indicator.unit === "%" ? "%" : "") : "-",
    rate(hits),
    rate(falseAlarms),
    rate(warned),
    Number.isNaN(lead.value) ? "-" : (lead.value / HOUR).toFixed(1),
  ];
}
