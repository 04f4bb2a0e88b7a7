/** What `stampede twin` does: replays, goes on otherwise, and says how the two differ. */
import { join } from "node:path";
import type { ComparedFigure } from "../analysis/cause/index.ts";
import { executeTwin, readTwin, twinJson } from "../experiment/twin/execute-twin.ts";
import { planTwin, type TwinPlan } from "../experiment/twin/plan-twin.ts";
import { align, formatFigure, formatNumber } from "./figures.ts";
import { interruptible } from "./interrupt.ts";
import { progressDisplay } from "./progress.ts";
import { shownPath } from "./shown-path.ts";
import type { TwinOptions } from "./twin.ts";

export async function twin(run: string, options: TwinOptions): Promise<void> {
  const plan = planTwin({ ...options, run });
  const quiet = options.quiet === true;
  const standing = options.force ? null : readTwin(plan.directory);
  if (standing !== null && !quiet)
    process.stderr.write(`${shownPath(plan.directory)} stands already and is used again (--force runs it anew)\n`);
  const told = standing ?? (await make(plan, options, quiet));
  const text = options.json
    ? JSON.stringify({ twin: plan.name, directory: plan.directory, ...told })
    : lines(plan, told.figures as readonly ComparedFigure[], options.charts).join("\n");
  process.stdout.write(`${text}\n`);
}

async function make(plan: TwinPlan, { charts }: TwinOptions, quiet: boolean): Promise<Record<string, unknown>> {
  const display = progressDisplay(quiet);
  return await interruptible(async (signal) => {
    try {
      const report = await executeTwin(plan, {
        charts,
        signal,
        onProgress: (progress) =>
          display.show({ ...progress, share: (progress.time - progress.start) / (progress.end - progress.start) }),
        onStage: (stage) => display.stage(stage),
      });
      return twinJson(report);
    } finally {
      display.end();
    }
  });
}

/** Figures of the summary that a reader wants first, of the main venue and of all. */
const OF_VENUE = ["fallToLow", "fall", "forcedVolume", "forcedShare", "depthCollapseAtWorst", "halts", "end"];
const OF_ALL = ["liquidations.accounts", "liquidations.generations"];
const FRACTIONS = /(?:fallToLow|fall|Share|AtWorst)$/;

function lines(plan: TwinPlan, figures: readonly ComparedFigure[], charts: boolean): string[] {
  const { main } = plan.run.scenario;
  const wanted = [...OF_VENUE.map((key) => `${main}.${key}`), ...OF_ALL];
  const rows = wanted.flatMap((key) => {
    const figure = figures.find((one) => one.key === key);
    if (figure === undefined) return [];
    const words = (value: number | null): string =>
      value === null ? "-" : FRACTIONS.test(key) ? formatFigure(value, "%") : formatNumber(value);
    return [[key, words(figure.run), words(figure.twin), words(figure.difference)]];
  });
  const since =
    plan.from === null ? "from the beginning" : `from ${new Date(plan.from).toISOString().slice(0, 16)}Z on`;
  const changes = [
    ...(plan.without.length > 0 ? [`without ${plan.without.join(" and ")}`] : []),
    ...plan.set.map((text) => `with ${text}`),
  ];
  return [
    `${plan.run.manifest.run} ${changes.join(", ") || "unchanged"}, ${since}`,
    "",
    ...align([["", "as it was", "twin", "difference"], ...rows], ["left", "right", "right", "right"]),
    "",
    `${charts ? "report" : "figures"}: ${shownPath(join(plan.directory, charts ? "report.html" : "twin.json"))}`,
  ];
}
