/** `stampede margin --levels`: how a given margin path moves with the cycle. */
import { join } from "node:path";
import { levelRows, levelsSubject } from "../charts/margin/index.ts";
import { analyseLevels } from "../experiment/margin/analyse-levels.ts";
import { levelsJson, levelsView, writeLevels } from "../experiment/margin/write-levels.ts";
import { align } from "./figures.ts";
import { interruptible } from "./interrupt.ts";
import type { MarginOptions } from "./margin.ts";
import { printAnswer, printWarnings } from "./margin-answer.ts";
import { shownPath } from "./shown-path.ts";

export async function answerLevels(file: string, options: MarginOptions): Promise<void> {
  const { out, charts } = options;
  const { report, directory } = await interruptible(async (signal) => {
    const made = analyseLevels(file);
    printWarnings(made.warnings, options);
    return { report: made, directory: out === undefined ? null : await writeLevels(made, { out, charts, signal }) };
  });
  const lines = [
    levelsSubject(levelsView(report)),
    "",
    ...align(
      levelRows(report.figures).map((row) => [...row]),
      ["left", "right"],
    ),
  ];
  if (directory === null) {
    printAnswer({ json: levelsJson(report), lines }, options);
    return;
  }
  const page = join(directory, charts ? "report.html" : "levels.json");
  const place = `${charts ? "report" : "figures"}: ${shownPath(page)}`;
  const json = { directory, report: charts ? page : null, ...levelsJson(report) };
  printAnswer({ json, lines: [...lines, "", place] }, options);
}
