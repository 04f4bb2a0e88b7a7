/** A given margin path, on disk: levels.json, charts/ and report.html in a directory named by its content. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LevelsView } from "../../charts/margin/index.ts";
import { dayName } from "../../core/time.ts";
import type { LevelsReport } from "./analyse-levels.ts";
import { procyclicalityJson } from "./margin-json.ts";
import { publishFolder, type WriteRequest } from "./publish-folder.ts";

/** The figures, without the path. */
export function levelsJson({ levels, path, figures, warnings }: LevelsReport): Record<string, unknown> {
  const { file, dates } = levels;
  return {
    levels: file,
    from: dayName(dates[0]),
    to: dayName(dates[dates.length - 1]),
    businessDays: path.length,
    ...procyclicalityJson(figures),
    warnings,
  };
}

/** What charts and tables need of a report. */
export const levelsView = ({ levels, days, path, figures }: LevelsReport): LevelsView => ({
  file: levels.file,
  levels: levels.values.length,
  days,
  path,
  figures,
});

/** Writes all of it, in the place of what stood there, and returns the directory. Throws a StorageError or the signal's reason. */
export function writeLevels(report: LevelsReport, request: WriteRequest): Promise<string> {
  const { levels, days, path, warnings } = report;
  const content = [levels.dates, levels.values];
  return publishFolder({ stem: "levels", file: levels.file, content }, request, async (folder) => {
    const json = { ...levelsJson(report), path: days.map((day, i) => ({ date: dayName(day), margin: path[i] })) };
    writeFileSync(join(folder, "levels.json"), `${JSON.stringify(json, null, 2)}\n`);
    if (!request.charts) return;
    const { drawLevels } = await import("../../charts/render/draw-levels.ts");
    await drawLevels(folder, levelsView(report), warnings, request.signal);
  });
}
