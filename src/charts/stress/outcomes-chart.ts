import type { TopLevelSpec } from "vega-lite";
import type { PolicyReport, ScenarioReport, StressReport } from "../../analysis/stress/index.ts";
import type { Piece } from "../chart.ts";
import { inlineData } from "../inline-data.ts";
import { INK } from "../palette.ts";
import { amount, percent } from "../wording.ts";
import { forEachStress, type StressChart, stressChart } from "./stress-chart.ts";

/** What every policy came to: the middle of the runs with its interval, and nine runs of ten, figure by figure. */
export const outcomesChart: StressChart = {
  title: "What each policy came to",
  specs: (report) => forEachStress("outcomes", report, (scenario) => spec(report, scenario)),
};

interface Panel {
  readonly key: string;
  readonly title: string;
  readonly percent: boolean;
  /** Millions of the venue's currency. */
  readonly money?: true;
}

const PANELS: readonly Panel[] = [
  { key: "fall", title: "fall after the shock", percent: true },
  { key: "forced.share", title: "forced part of volume", percent: true },
  { key: "credit.defaults", title: "defaults", percent: false },
  { key: "credit.loss", title: "loss beyond collateral", percent: false, money: true },
  { key: "liquidity.peak5d", title: "largest 5-day call", percent: false, money: true },
];
const STEP = 22;

function spec(report: StressReport, scenario: ScenarioReport): TopLevelSpec | null {
  const rows = [...scenario.policies, scenario.baseline];
  const panels = PANELS.filter(({ key }) => rows.some((row) => (row.figures.get(key)?.runs ?? 0) > 0));
  if (panels.length === 0) return null;
  const order = rows.map((row) => row.title);
  const hconcat = panels.map((panel, p) => panelOf(panel, rows, order, p === 0, report.currency));
  return stressChart(
    headline(scenario),
    ["Dot: median of the seeds; thick: its 95% interval; thin: nine seeds of ten. Grey, last: nobody is called."],
    report,
    scenario,
    { hconcat, spacing: 14, resolve: { scale: { y: "shared", x: "independent" } } },
  );
}

function headline({ policies }: ScenarioReport): string {
  const fall = (policy: PolicyReport) => policy.figures.get("fall")?.median.value ?? Number.NaN;
  const known = policies.filter((policy) => !Number.isNaN(fall(policy))).sort((a, b) => fall(b) - fall(a));
  if (known.length < 2) return "What the policy came to";
  const [least, most] = [known[0], known[known.length - 1]];
  return `The price falls least, ${percent(fall(least), 1)}, under \u201c${least.title}\u201d, and most, ${percent(fall(most), 1)}, under \u201c${most.title}\u201d`;
}

function panelOf(
  { key, title, percent: share, money }: Panel,
  rows: readonly PolicyReport[],
  order: readonly string[],
  first: boolean,
  currency: string,
): Piece {
  const largest = Math.max(...rows.map((row) => row.figures.get(key)?.p95 ?? 0));
  const billions = money && largest >= 1e10;
  const scale = money ? (billions ? 1e-9 : 1e-6) : 1;
  const of = (pick: (spread: NonNullable<ReturnType<PolicyReport["figures"]["get"]>>) => number) =>
    rows.map((row) => {
      const spread = row.figures.get(key);
      return spread === undefined ? Number.NaN : pick(spread) * scale;
    });
  const median = of((spread) => spread.median.value);
  const words = (value: number) => (share ? percent(value, 1) : amount(value));
  const data = inlineData([
    { name: "policy", values: order },
    { name: "median", values: median },
    { name: "low", values: of((spread) => spread.median.low) },
    { name: "high", values: of((spread) => spread.median.high) },
    { name: "p5", values: of((spread) => spread.p5) },
    { name: "p95", values: of((spread) => spread.p95) },
    { name: "colour", values: rows.map((_, i) => (i === rows.length - 1 ? INK.plain : INK.up)) },
    { name: "text", values: median.map((value) => (Number.isNaN(value) ? "none" : words(value))) },
  ]);
  const x = (field: string) => ({
    field,
    type: "quantitative",
    scale: { zero: key !== "fall", nice: true },
    axis: {
      title: money ? `${title}, ${billions ? "billion" : "million"} ${currency}` : title,
      format: share ? "%" : ",.3~r",
      tickCount: 3,
      labelFontSize: 10,
      orient: "top",
    },
  });
  const y = {
    field: "policy",
    type: "nominal",
    sort: order,
    axis: first ? { title: null, labelLimit: 230, ticks: false, domain: false } : null,
  };
  const tooltip = [
    { field: "policy", title: "policy" },
    { field: "text", title },
  ];
  const color = { field: "colour", type: "nominal", scale: null };
  return {
    data,
    width: 150,
    height: { step: STEP },
    encoding: { y },
    layer: [
      { mark: { type: "rule", strokeWidth: 1 }, encoding: { x: x("p5"), x2: { field: "p95" }, color } },
      { mark: { type: "rule", strokeWidth: 4, opacity: 0.5 }, encoding: { x: x("low"), x2: { field: "high" }, color } },
      { mark: { type: "point", filled: true, size: 46, opacity: 1 }, encoding: { x: x("median"), color, tooltip } },
    ],
  };
}
