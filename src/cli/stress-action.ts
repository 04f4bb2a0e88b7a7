/** What `stampede stress` does: makes what is still to be made, sums it up, writes, and prints the table. */
import { join, relative } from "node:path";
import type { StressReport } from "../analysis/stress/index.ts";
import { judgeStress } from "../experiment/stress/judge-stress.ts";
import { loadStress } from "../experiment/stress/load-stress.ts";
import { runStress, type StressRuns } from "../experiment/stress/run-stress.ts";
import { stressJson } from "../experiment/stress/stress-json.ts";
import type { StressPlan } from "../experiment/stress/stress-plan.ts";
import { writeStress } from "../experiment/stress/write-stress.ts";
import { interruptible } from "./interrupt.ts";
import { stressLines } from "./stress-table.ts";
import type { StudyOptions } from "./study-options.ts";
import { type SweepDisplay, sweepProgress } from "./sweep-progress.ts";

/** What the runs of each part are called. */
const PARTS = { policies: "runs", reverse: "runs of the reverse stress", sensitivity: "runs of the sensitivity" };
/** Runs failed. */
const FAILED = 1;

export async function stress(file: string, options: StudyOptions): Promise<void> {
  const { charts, ...request } = options;
  const plan = loadStress({ ...request, file });
  const place = shown(plan.directory);
  const report = await interruptible(async (signal) => {
    const judged = await judgeStress(plan, await makeRuns(plan, options, signal));
    if (!options.quiet) process.stderr.write(`${charts ? "drawing charts" : "writing figures"}\n`);
    await writeStress(plan.directory, judged, { charts, signal });
    return judged;
  }, `interrupted; what was finished stands in ${place}, and the same command goes on from there`);
  const written = join(plan.directory, charts ? "report.html" : "stress.json");
  const { directory } = plan;
  const text = options.json
    ? JSON.stringify({ stress: `${plan.name}-${plan.hash}`, directory, ...stressJson(report) })
    : lines(plan, report, shown(written)).join("\n");
  process.stdout.write(`${text}\n`);
  if (report.failed > 0) process.exitCode = FAILED;
}

async function makeRuns(plan: StressPlan, options: StudyOptions, signal: AbortSignal): Promise<StressRuns> {
  const quiet = options.quiet === true;
  let display: SweepDisplay | null = null;
  try {
    return await runStress(plan, {
      ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
      force: options.force === true,
      signal,
      onBegin(what, standing, pending) {
        display?.end();
        const named = PARTS[what];
        const words = standing > 0 ? `${standing} of ${standing + pending} ${named} stand` : `${pending} ${named}`;
        if (!quiet) process.stderr.write(`${words}: ${shown(plan.directory)}\n`);
        display = sweepProgress({ pending, metric: "fall", quiet });
      },
      onRun: (run) => display?.show(run),
    });
  } finally {
    (display as SweepDisplay | null)?.end();
  }
}

function lines(plan: StressPlan, report: StressReport, file: string): string[] {
  const { failed, failures } = report;
  return [
    ...(plan.title === "" ? [] : [plan.title, ""]),
    ...stressLines(report),
    ...(failed > 0 ? [`${failed} run${failed === 1 ? "" : "s"} failed: ${failures.join("; ")}`] : []),
    `${file.endsWith(".html") ? "report" : "figures"}: ${file}`,
  ];
}

function shown(path: string): string {
  const near = relative("", path);
  return near.startsWith("..") || near === "" ? path : near;
}
