/** A policy on a file of prices, on disk: margin.json, margin.csv, charts/ and report.html in a directory named by its content. */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { MarginView } from "../../charts/margin/index.ts";
import { dayName } from "../../core/time.ts";
import { PartialDirectory } from "../partial-directory.ts";
import { asStorageError } from "../storage-error.ts";
import { marginJson } from "./margin-json.ts";
import type { MarginReport } from "./margin-report.ts";

const KEPT = "nothing was kept";

/** What charts and tables need of a report. */
export function viewOf({ file, policy, dates, prices, before, variants }: MarginReport): MarginView {
  const { config, confidence, holding, multiplier } = policy;
  return { file, kind: config.kind, dates, prices, before, confidence, holding, multiplier, variants };
}

/** Writes all of it, in the place of what stood there, and returns the directory. Throws a StorageError or the signal's reason. */
export async function writeMargin(
  report: MarginReport,
  { out, charts, signal }: { readonly out: string; readonly charts: boolean; readonly signal: AbortSignal },
): Promise<string> {
  const partial = new PartialDirectory(out, directoryName(report), KEPT);
  try {
    writeFileSync(join(partial.path, "margin.json"), `${JSON.stringify(marginJson(report), null, 2)}\n`);
    writeFileSync(join(partial.path, "margin.csv"), marginCsv(report));
    if (charts) {
      const { drawMargin } = await import("../../charts/render/draw-margin.ts");
      const notes = { policy: JSON.stringify(report.policy.config), warnings: report.warnings };
      await drawMargin(partial.path, viewOf(report), notes, signal);
    }
    signal.throwIfAborted();
    partial.publish();
    return partial.target;
  } catch (error) {
    throw asStorageError(error, out, KEPT);
  } finally {
    partial.discard();
  }
}

/** `margin-prices-3fa9c1d2`: the file's name, and a digest of prices and policy. */
function directoryName({ file, policy, dates, prices, before }: MarginReport): string {
  const { warnings: _, ...asked } = policy;
  const stem = basename(file)
    .replace(/\.[^.]*$/, "")
    .replaceAll(/[^A-Za-z0-9-]+/g, "-")
    .slice(0, 60);
  const digest = createHash("sha256")
    .update(JSON.stringify([asked, before, dates, prices]))
    .digest("hex");
  return `margin-${stem || "prices"}-${digest.slice(0, 8)}`;
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
