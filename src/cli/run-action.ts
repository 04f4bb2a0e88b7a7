/** What `stampede run` does: runs, shows progress, and says what came out. */
import { join, relative } from "node:path";
import { reportedTable } from "../analysis/index.ts";
import { type ExecutedRun, executeRun } from "../experiment/execute-run.ts";
import { REPORT } from "../experiment/run-store.ts";
import { formatNumber, reportedLines } from "./figures.ts";
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
      });
    } finally {
      display.end();
    }
  });
  if (executed.reused && !quiet)
    process.stderr.write(`${executed.directory} stands already and is used again (--force runs it anew)\n`);
  const text = options.json ? JSON.stringify(asJson(executed)) : report(executed, options.charts).join("\n");
  process.stdout.write(`${text}\n`);
}

/** The one object that `--json` prints. */
function asJson({ directory, manifest, summary }: ExecutedRun): Record<string, unknown> {
  const { run, seed, operations, members, timings } = manifest;
  const { seconds, engineSeconds } = timings;
  return { run, directory, seed, seconds, engineSeconds, operations, members, summary };
}

/** What a person reads at the end: reported against simulated, the headline figures, where the report lies. */
function report({ directory, manifest, summary, plan }: ExecutedRun, charts: boolean): string[] {
  const { operations, members, steps, timings } = manifest;
  const rate = operations / timings.engineSeconds / 1e6;
  const at = relative("", directory) || directory;
  return [
    `${manifest.run}`,
    "",
    ...reportedLines(reportedTable(plan.scenario.reported, summary)),
    "",
    `${formatNumber(members)} members, ${formatNumber(steps)} steps, ${formatNumber(operations)} order operations`,
    `${timings.seconds.toFixed(1)} s in all, ${timings.engineSeconds.toFixed(1)} s in the engine (${rate.toFixed(1)} million operations a second)`,
    "",
    charts ? `report: ${join(at, REPORT)}` : `data:   ${at}`,
  ];
}
