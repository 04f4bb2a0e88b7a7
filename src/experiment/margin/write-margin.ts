/** A policy on a file of prices, on disk: margin.json, margin.csv, charts/ and report.html in a directory named by its content. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MarginView } from "../../charts/margin/index.ts";
import { dayName } from "../../core/time.ts";
import { marginJson } from "./margin-json.ts";
import type { MarginReport } from "./margin-report.ts";
import { publishFolder, type WriteRequest } from "./publish-folder.ts";

/** What charts and tables need of a report. */
export function viewOf({ file, policy, dates, prices, before, variants }: MarginReport): MarginView {
  const { config, confidence, holding, multiplier } = policy;
  return { file, kind: config.kind, dates, prices, before, confidence, holding, multiplier, variants };
}

/** Writes all of it, in the place of what stood there, and returns the directory. Throws a StorageError or the signal's reason. */
export function writeMargin(report: MarginReport, request: WriteRequest): Promise<string> {
  const { file, policy, dates, prices, before } = report;
  const { warnings: _, ...asked } = policy;
  return publishFolder({ stem: "margin", file, content: [asked, before, dates, prices] }, request, async (path) => {
    writeFileSync(join(path, "margin.json"), `${JSON.stringify(marginJson(report), null, 2)}\n`);
    writeFileSync(join(path, "margin.csv"), marginCsv(report));
    if (!request.charts) return;
    const { drawMargin } = await import("../../charts/render/draw-margin.ts");
    const notes = { policy: JSON.stringify(policy.config), warnings: report.warnings };
    await drawMargin(path, viewOf(report), notes, request.signal);
  });
}

/** The path with a row a day; `stampede margin --levels` reads its `date` and `margin`. */
function marginCsv({ dates, prices, variants, whole }: MarginReport): string {
  const rows = dates.map((date, i) => {
    const breach = (side: "long" | "short") => {
      const breached = whole[side]?.breached[i];
      return breached === undefined ? "" : String(breached);
    };
    const rates = [whole.maintenance[i], whole.initial[i], whole.amount[i], variants[0].maintenance[i]];
    return [dayName(date), prices[i], ...rates, breach("long"), breach("short")].join(",");
  });
  return `date,close,margin,initial,amount,model,breach,short_breach\n${rows.join("\n")}\n`;
}
