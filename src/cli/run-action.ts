/** What `stampede run` does: runs, shows progress, and says what came out. */
import { relative } from "node:path";
import { reportedTable } from "../analysis/index.ts";
import { type ExecutedRun, executeRun } from "../experiment/execute-run.ts";
import { reportedLines } from "./figures.ts";
import { headlines } from "./headlines.ts";
import { interruptible } from "./interrupt.ts";
import { progressDisplay } from "./progress.ts";
import type { RunOptions } from "./run.ts";

export async function run(config: string, options: RunOptions): Promise<void> {
  const quiet = options.quiet === true;
  const display = progressDisplay(quiet);
  const executed = await interruptible(async (signal) => {
    try {
      return await executeRun({
        ...options,
        config,
        force: options.force === true,
        signal,
        onProgress: (progress) => display.show(progress),
        onStage: (stage) => display.stage(stage),
      });
    } finally {
      display.end();
    }
  });
  if (executed.reused && !quiet)
    process.stderr.write(`${executed.directory} stands already and is used again (--force runs it anew)\n`);
  const text = options.json ? JSON.stringify(asJson(executed)) : summaryText(executed).join("\n");
  process.stdout.write(`${text}\n`);
}

/** The one object that `--json` prints. */
function asJson({ directory, manifest, summary }: ExecutedRun): Record<string, unknown> {
  const { run, seed, operations, members, timings } = manifest;
  const { seconds, engineSeconds } = timings;
  return { run, directory, seed, seconds, engineSeconds, operations, members, summary };
}

/** What a person reads at the end: reported against simulated, the headline figures, where the report lies. */
function summaryText(executed: ExecutedRun): string[] {
  const { directory, summary, plan, report } = executed;
  const table = reportedLines(reportedTable(plan.scenario.reported, summary));
  const place = report ?? directory;
  const path = relative("", place);
  return [
    ...(table.length > 0 ? [...table, ""] : []),
    ...headlines(executed),
    "",
    `${report === null ? "data" : "report"}: ${path.startsWith("..") ? place : path}`,
  ];
}
