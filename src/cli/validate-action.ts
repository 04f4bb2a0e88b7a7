/** What `stampede validate` does: makes what is still to be made, judges, writes, and prints the table. */
import { join, relative } from "node:path";
import type { ValidationReport } from "../analysis/validation/index.ts";
import { twinWords } from "../charts/validation/index.ts";
import { judgeValidation } from "../experiment/validation/judge-validation.ts";
import { planValidation, type ValidationPlan } from "../experiment/validation/plan-validation.ts";
import { runValidation, type ValidationRuns } from "../experiment/validation/run-validation.ts";
import { validationJson } from "../experiment/validation/validation-json.ts";
import { writeValidation } from "../experiment/validation/write-validation.ts";
import { interruptible } from "./interrupt.ts";
import { type SweepDisplay, sweepProgress } from "./sweep-progress.ts";
import type { ValidateOptions } from "./validate.ts";
import { validationLines } from "./validate-table.ts";

/** The pass mark was missed, or runs failed. */
const FAILED = 1;

export async function validate(config: string, options: ValidateOptions): Promise<void> {
  const { twin, charts, ...request } = options;
  const asked = twin === undefined || twin === true ? {} : { twin: twin === false ? null : twin };
  const plan = await planValidation({ ...request, config, ...asked });
  const place = shown(plan.directory);
  const report = await interruptible(async (signal) => {
    const judged = await judgeValidation(plan, await makeRuns(plan, options, signal));
    if (!options.quiet) process.stderr.write(`${charts ? "drawing charts" : "writing figures"}\n`);
    await writeValidation(plan.directory, judged, { charts, signal });
    return judged;
  }, `interrupted; what was finished stands in ${place}, and the same command goes on from there`);
  const file = join(plan.directory, charts ? "report.html" : "validation.json");
  const text = options.json ? JSON.stringify(asJson(plan, report)) : lines(plan, report, shown(file)).join("\n");
  process.stdout.write(`${text}\n`);
  if (!report.verdict.passed || report.failed > 0) process.exitCode = FAILED;
}

async function makeRuns(plan: ValidationPlan, options: ValidateOptions, signal: AbortSignal): Promise<ValidationRuns> {
  const quiet = options.quiet === true;
  let display: SweepDisplay | null = null;
  try {
    return await runValidation(plan, {
      ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
      force: options.force === true,
      signal,
      onBegin(what, standing, pending) {
        display?.end();
        const named = what === "runs" ? "runs" : `twin runs without ${plan.twin?.mechanism}`;
        const standingWords =
          standing > 0 ? `${standing} of ${standing + pending} ${named} stand` : `${pending} ${named}`;
        if (!quiet) process.stderr.write(`${standingWords}: ${shown(plan.directory)}\n`);
        display = sweepProgress({ pending, metric: `${plan.scenario.main}.fall`, quiet, onePoint: true });
      },
      onRun: (run) => display?.show(run),
    });
  } finally {
    (display as SweepDisplay | null)?.end();
  }
}

function asJson({ name, directory }: ValidationPlan, report: ValidationReport): Record<string, unknown> {
  return { validation: name, directory, ...validationJson(report) };
}

function lines(plan: ValidationPlan, report: ValidationReport, file: string): string[] {
  const { twin, failed, failures, seeds } = report;
  return [
    `${plan.name}: ${seeds.length - failed} of ${seeds.length} runs`,
    "",
    ...validationLines(report),
    ...(twin === null ? [] : [twinWords(twin)]),
    ...(failed > 0 ? [`${failed} runs failed: ${failures.join("; ")}`] : []),
    `${file.endsWith(".html") ? "report" : "figures"}: ${file}`,
  ];
}

function shown(path: string): string {
  const near = relative("", path);
  return near.startsWith("..") || near === "" ? path : near;
}
