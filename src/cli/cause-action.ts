/** What `stampede cause` does: makes what is still to be made, sums it up, writes, and prints the table. */
import { join } from "node:path";
import type { CauseReport } from "../analysis/cause/index.ts";
import { causeJson } from "../experiment/cause/cause-json.ts";
import { type CausePlan, planCause } from "../experiment/cause/plan-cause.ts";
import { judgeCause, runCause } from "../experiment/cause/run-cause.ts";
import { writeCause } from "../experiment/cause/write-cause.ts";
import type { Samples } from "../experiment/sweep/read-samples.ts";
import type { CauseOptions } from "./cause.ts";
import { causeLines } from "./cause-table.ts";
import { interruptible } from "./interrupt.ts";
import { shownPath } from "./shown-path.ts";
import { type SweepDisplay, sweepProgress } from "./sweep-progress.ts";

/** Runs failed. */
const FAILED = 1;

export async function cause(config: string, options: CauseOptions): Promise<void> {
  const { charts, ...request } = options;
  const plan = await planCause({ ...request, config });
  const place = shownPath(plan.directory);
  const report = await interruptible(async (signal) => {
    const judged = judgeCause(plan, await makeRuns(plan, options, signal));
    if (!options.quiet) process.stderr.write(`${charts ? "drawing charts" : "writing figures"}\n`);
    await writeCause(plan.directory, judged, { charts, signal });
    return judged;
  }, `interrupted; what was finished stands in ${place}, and the same command goes on from there`);
  const file = shownPath(join(plan.directory, charts ? "report.html" : "cause.json"));
  const text = options.json
    ? JSON.stringify({ cause: plan.name, directory: plan.directory, ...causeJson(report) })
    : lines(report, file).join("\n");
  process.stdout.write(`${text}\n`);
  if (report.failed > 0) process.exitCode = FAILED;
}

async function makeRuns(plan: CausePlan, options: CauseOptions, signal: AbortSignal): Promise<Samples> {
  const quiet = options.quiet === true;
  let display: SweepDisplay | null = null;
  try {
    return await runCause(plan, {
      ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
      force: options.force === true,
      signal,
      onBegin(standing, pending) {
        const words = standing > 0 ? `${standing} of ${standing + pending} runs stand` : `${pending} runs`;
        if (!quiet) process.stderr.write(`${words}: ${shownPath(plan.directory)}\n`);
        display = sweepProgress({ pending, metric: plan.figure, quiet });
      },
      onRun: (run) => display?.show(run),
    });
  } finally {
    (display as SweepDisplay | null)?.end();
  }
}

function lines(report: CauseReport, file: string): string[] {
  const { failed, failures } = report;
  return [
    ...causeLines(report),
    ...(failed > 0 ? [`${failed} run${failed === 1 ? "" : "s"} failed: ${failures.join("; ")}`] : []),
    `${file.endsWith(".html") ? "report" : "figures"}: ${file}`,
  ];
}
