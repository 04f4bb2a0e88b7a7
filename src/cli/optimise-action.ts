/** What `stampede optimise` does: searches, judges what was tried, writes, and prints the best point and the front. */
import { join } from "node:path";
import { isFeasible, type OptimiseReport } from "../analysis/optimise/index.ts";
import { counted } from "../charts/wording.ts";
import { judgeOptimise } from "../experiment/optimise/judge-optimise.ts";
import { loadOptimise } from "../experiment/optimise/load-optimise.ts";
import { optimiseJson } from "../experiment/optimise/optimise-json.ts";
import type { OptimisePlan } from "../experiment/optimise/optimise-plan.ts";
import { runOptimise, type SearchedPolicy } from "../experiment/optimise/run-optimise.ts";
import { writeOptimise } from "../experiment/optimise/write-optimise.ts";
import { interruptible } from "./interrupt.ts";
import { optimiseLines } from "./optimise-lines.ts";
import { searchProgress } from "./search-progress.ts";
import { shownPath } from "./shown-path.ts";
import type { SearchOptions } from "./study-options.ts";

/** No point kept every constraint. */
const INFEASIBLE = 1;

export async function optimise(file: string, options: SearchOptions): Promise<void> {
  const { charts, ...request } = options;
  const plan = loadOptimise({ ...request, file });
  const place = shownPath(plan.directory);
  const report = await interruptible(async (signal) => {
    const judged = judgeOptimise(plan, await search(plan, options, signal));
    if (!options.quiet) process.stderr.write(`${charts ? "drawing charts" : "writing figures"}\n`);
    await writeOptimise(plan.directory, judged, { charts, signal });
    return judged;
  }, `interrupted; what was finished stands in ${place}, and the same command goes on from there`);
  const { directory } = plan;
  const written = shownPath(join(directory, charts ? "report.html" : "optimise.json"));
  const text = options.json
    ? JSON.stringify({ optimise: `${plan.name}-${plan.hash}`, directory, ...optimiseJson(report) })
    : lines(report, `${charts ? "report" : "figures"}: ${written}`).join("\n");
  process.stdout.write(`${text}\n`);
  if (!isFeasible(report.points[report.best])) process.exitCode = INFEASIBLE;
}

async function search(plan: OptimisePlan, options: SearchOptions, signal: AbortSignal): Promise<SearchedPolicy> {
  const quiet = options.quiet === true;
  const say = (text: string) => (quiet ? undefined : process.stderr.write(`${text}\n`));
  const { evaluations, parameters, objectives, constraints, directory, confirm } = plan;
  const seeds = plan.runs.seeds.length;
  const wanted = `${counted(objectives.length, "objective")}, ${counted(constraints.length, "constraint")}`;
  const size = `${counted(evaluations, "point")} of ${counted(parameters.length, "parameter")} on ${counted(seeds, "seed")}`;
  say(`${size}, ${wanted}: ${shownPath(directory)}`);
  let searching = true;
  const display = searchProgress({ evaluations, seeds, quiet, words: lossWords });
  try {
    return await runOptimise(plan, {
      ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
      force: options.force === true,
      signal,
      onRun: () => (searching ? display.onRun() : undefined),
      onBatch: (points) => display.onBatch(points),
      onConfirm() {
        searching = false;
        display.end();
        say(`the start and the best point on ${confirm?.seeds.length} other seeds`);
      },
    });
  } finally {
    display.end();
  }
}

/** Losses of 1 and more are violations: see `rankedLoss`. */
function lossWords(_: number, least: number): string {
  if (least > 1) return "no point keeps every constraint yet";
  return `best ${costOf(least).toFixed(3)}`;
}

/** The weighted sum behind a ranked loss. */
const costOf = (loss: number): number => loss / (1 - Math.abs(loss));

function lines(report: OptimiseReport, place: string): string[] {
  const { title, points, failures } = report;
  const failed = points.reduce((sum, one) => sum + one.failed, 0);
  return [
    ...(title === "" ? [] : [title, ""]),
    ...optimiseLines(report),
    ...(failed > 0 ? [`${failed} runs failed: ${failures.join("; ")}`] : []),
    place,
  ];
}
