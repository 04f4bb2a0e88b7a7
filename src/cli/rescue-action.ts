/** What `stampede rescue` does: replays with actions, writes what they came to, and prints the table. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { RescueReport } from "../analysis/cause/index.ts";
import { sizeWords } from "../charts/forensics/rescue-words.ts";
import { planRescue, type RescuePlan } from "../experiment/rescue/plan-rescue.ts";
import { runRescue } from "../experiment/rescue/run-rescue.ts";
import { rescueJson, writeRescue } from "../experiment/rescue/write-rescue.ts";
import { pathOfRun } from "../experiment/twin/execute-twin.ts";
import { listNames } from "../scenario/nearest-name.ts";
import { UsageError } from "./errors.ts";
import { align, formatFigure } from "./figures.ts";
import { interruptible } from "./interrupt.ts";
import { openLine } from "./progress.ts";
import type { RescueOptions } from "./rescue.ts";
import { shownPath } from "./shown-path.ts";

export async function rescue(run: string, options: RescueOptions): Promise<void> {
  const { kind, charts, ...request } = options;
  const plan = planRescue({ ...request, run, ...(kind === undefined ? {} : { kinds: kind }) });
  const place = shownPath(plan.directory);
  if (options.force) rmSync(plan.directory, { recursive: true, force: true });
  const report = await interruptible(async (signal) => {
    const made = await search(plan, options, signal);
    await writeRescue(plan.directory, made, { charts, signal });
    return made;
  }, `interrupted; what was finished stands in ${place}, and the same command goes on from there`);
  const file = shownPath(join(plan.directory, charts ? "report.html" : "rescue.json"));
  const text = options.json
    ? JSON.stringify({ rescue: plan.name, directory: plan.directory, ...rescueJson(report) })
    : [...rescueLines(report), "", `${charts ? "report" : "figures"}: ${file}`].join("\n");
  process.stdout.write(`${text}\n`);
  if (report.kinds.every(({ best }) => best === null))
    throw new UsageError(
      `no ${listNames(
        report.kinds.map(({ kind: name }) => name),
        "or",
      )} within its bounds keeps the fall under ${formatFigure(-report.limit, "%")}`,
    );
}

async function search(plan: RescuePlan, options: RescueOptions, signal: AbortSignal): Promise<RescueReport> {
  const line = options.quiet ? null : openLine();
  let runs = 0;
  let words = "";
  let share = 0;
  try {
    return await runRescue(plan, await pathOfRun(plan), {
      ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
      signal,
      onMoment(at, index, of) {
        words = `moment ${index + 1} of ${of}, ${new Date(at).toISOString().slice(0, 16)}Z`;
        share = index / of;
        line?.write(share, `${words}: ${runs} replays`, true);
      },
      onRun() {
        runs++;
        line?.write(share, `${words}: ${runs} replays`, false);
      },
    });
  } finally {
    line?.end();
  }
}

function rescueLines(report: RescueReport): string[] {
  const percent = (fall: number): string => formatFigure(fall, "%");
  const rows = report.kinds.flatMap(({ kind, best, moments }) =>
    moments.map((moment) => [
      moment === best ? "*" : "",
      kind,
      `${new Date(moment.at).toISOString().slice(0, 16)}Z`,
      moment.found === null ? `none up to: ${sizeWords(kind, moment.most)}` : sizeWords(kind, moment.found.size),
      moment.found === null ? "-" : percent(moment.found.fall),
      moment.smaller === null ? "-" : percent(moment.smaller.fall),
    ]),
  );
  return [
    `${report.run} fell ${percent(-report.fall)}; to keep it under ${percent(-report.limit)}:`,
    "",
    ...align(
      [["", "kind", "taken at", "smallest that does", "fall then", "with a little less"], ...rows],
      ["left", "left", "left", "left", "right", "right"],
    ),
    ...(report.untried.length === 0 ? [] : ["", `not tried: ${report.untried.join("; ")}`]),
  ];
}
