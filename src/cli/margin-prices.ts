/** `stampede margin PRICES`: a policy on known prices, as a table, as JSON, and as a directory with charts. */
import { join } from "node:path";
import { figureRows, type MarginView, subjectLine, variantNames } from "../charts/margin/index.ts";
import { analysePrices } from "../experiment/margin/analyse-prices.ts";
import { marginJson } from "../experiment/margin/margin-json.ts";
import { viewOf, writeMargin } from "../experiment/margin/write-margin.ts";
import { align } from "./figures.ts";
import { interruptible } from "./interrupt.ts";
import type { MarginOptions } from "./margin.ts";
import { printAnswer, printWarnings } from "./margin-answer.ts";
import { shownPath } from "./shown-path.ts";

export async function answerPrices(file: string, options: MarginOptions): Promise<void> {
  const { out, charts } = options;
  const { report, directory } = await interruptible(async (signal) => {
    const made = await analysePrices(file, options);
    printWarnings(made.warnings, options);
    if (out === undefined) return { report: made, directory: null };
    if (!options.quiet) process.stderr.write(`${charts ? "drawing charts" : "writing figures"}\n`);
    return { report: made, directory: await writeMargin(made, { out, charts, signal }) };
  });
  const lines = tableLines(viewOf(report));
  if (directory === null) {
    printAnswer({ json: marginJson(report), lines }, options);
    return;
  }
  const page = join(directory, charts ? "report.html" : "margin.json");
  const place = `${charts ? "report" : "figures"}: ${shownPath(page)}`;
  const json = { directory, report: charts ? page : null, ...marginJson(report) };
  printAnswer({ json, lines: [...lines, "", place] }, options);
}

/** A column for the model and one for each tool on top of it. */
function tableLines(view: MarginView): string[] {
  const names = variantNames(view);
  const cells = figureRows(view).map((row) => [row.label, ...row.cells]);
  return [
    subjectLine(view),
    `${view.before} prices before filled look-backs`,
    "",
    ...align([["", ...names], ...cells], ["left", ...names.map(() => "right" as const)]),
  ];
}
