/** The table that `stampede stress` prints: a line for each policy, under the heading of its stress. */
import type { PolicyReport, ScenarioReport, StressReport } from "../analysis/stress/index.ts";
import { align, formatFigure, formatNumber } from "./figures.ts";

const HEADINGS = [
  [
    "",
    "fall",
    "95% interval",
    "over no",
    "hours to",
    "forced",
    "defaults",
    "loss",
    "margin",
    "peak to",
    "breaches",
    "5-day",
  ],
  ["", "median", "", "calls", "trough", "share", "", "", "mean", "trough", "", "call"],
];

export function stressLines(report: StressReport): string[] {
  return [...policyLines(report), ...reverseLines(report)];
}

/** The smallest shocks and numbers of failing accounts that use up each layer. */
function reverseLines({ reverse }: StressReport): string[] {
  if (reverse === null) return [];
  const places = (layer: string): string =>
    (reverse.smallest.get(layer) ?? [])
      .map(({ multiplier, defaults }) => `${formatNumber(multiplier)} times, ${defaults} failing`)
      .join("; ");
  const rows = reverse.layers.map((layer) => [layer, places(layer) || "by none of the grid"]);
  return [
    `Used up under ${reverse.policy}, by the smallest news and the fewest failing accounts:`,
    ...align(rows, ["left", "left"]),
    "",
  ];
}

function policyLines(report: StressReport): string[] {
  return report.scenarios.flatMap((scenario) => [
    ...(report.scenarios.length > 1 ? [`${scenario.title}:`] : []),
    ...scenarioLines(scenario, report.currency),
    "",
  ]);
}

function scenarioLines({ baseline, policies }: ScenarioReport, currency: string): string[] {
  const sides = HEADINGS[0].map((_, i) => (i === 0 ? "left" : "right") as "left" | "right");
  return [
    ...align([...HEADINGS, ...[...policies, baseline].map((policy) => row(policy))], sides),
    "",
    `Medians over ${baseline.runs} seed${baseline.runs === 1 ? "" : "s"}; loss beyond collateral and calls in million ${currency}, the mean for loss and defaults; breaches of all days.`,
  ];
}

function row({ title, figures, long }: PolicyReport): string[] {
  const median = (key: string) => figures.get(key)?.median.value ?? Number.NaN;
  const mean = (key: string) => figures.get(key)?.mean.value ?? Number.NaN;
  const fall = figures.get("fall");
  const percent = (value: number) => formatFigure(value, "%");
  const plain = (value: number) => (Number.isNaN(value) ? "-" : formatNumber(Number(value.toPrecision(3))));
  const interval =
    fall && !Number.isNaN(fall.median.low) ? `${percent(fall.median.low)} to ${percent(fall.median.high)}` : "-";
  return [
    title,
    percent(median("fall")),
    interval,
    plain(median("amplification")),
    plain(median("hoursToTrough")),
    percent(median("forced.share")),
    plain(mean("credit.defaults")),
    plain(mean("credit.loss") / 1e6),
    percent(median("margin.mean")),
    plain(median("margin.peakToTrough")),
    long === null ? "-" : `${long.breaches} of ${long.observations}`,
    plain(median("liquidity.peak5d") / 1e6),
  ];
}
