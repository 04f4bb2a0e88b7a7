import type { TopLevelSpec } from "vega-lite";
import type { CauseReport, CauseRow } from "../../analysis/cause/index.ts";
import { inlineData } from "../inline-data.ts";
import { INK } from "../palette.ts";
import { evenlyFramed } from "../theme.ts";
import { amount, counted, percent } from "../wording.ts";

const STEP = 26;
const PLOT = 520;

/** Each mechanism's Shapley share of the effect, the largest first, with its interval. */
export function causeChart(report: CauseReport): TopLevelSpec {
  const rows = [...report.rows].sort((a, b) => b.share.value - a.share.value);
  const labels = rows.map(({ title }) => title);
  const known = (value: number, other: number): number => (Number.isNaN(value) ? other : value);
  const data = inlineData([
    { name: "mechanism", values: labels },
    { name: "share", values: rows.map(({ share }) => share.value) },
    { name: "low", values: rows.map(({ share }) => known(share.low, share.value)) },
    { name: "high", values: rows.map(({ share }) => known(share.high, share.value)) },
    { name: "text", values: rows.map((row) => words(row, report)) },
    { name: "zero", values: rows.map(() => 0) },
    { name: "colour", values: rows.map(({ share }) => (share.value >= 0 ? INK.down : INK.up)) },
  ]);
  const x = (field: string) => ({
    field,
    type: "quantitative",
    scale: { nice: true },
    axis: { title: "share of the whole effect", format: ".0~%", tickCount: 6 },
  });
  const y = {
    field: "mechanism",
    type: "nominal",
    sort: labels,
    axis: { title: null, labelLimit: 220, ticks: false, domain: false },
  };
  const tooltip = [
    { field: "mechanism", title: "mechanism" },
    { field: "text", title: "share" },
  ];
  return evenlyFramed(headline(report, rows), subtitle(report), {
    data,
    width: PLOT,
    height: { step: STEP },
    encoding: { y },
    layer: [
      {
        mark: { type: "bar", height: 14, opacity: 0.75 },
        encoding: { x: x("share"), color: { field: "colour", type: "nominal", scale: null }, tooltip },
      },
      {
        mark: { type: "rule", strokeWidth: 1.5, color: INK.text },
        encoding: { x: x("low"), x2: { field: "high" } },
      },
      { mark: { type: "tick", thickness: 1, height: 22, color: INK.faint }, encoding: { x: x("zero") } },
      {
        mark: { type: "text", align: "left", dx: 10, fontSize: 10.5, color: INK.text },
        encoding: { x: { value: PLOT }, text: { field: "text", type: "nominal" } },
      },
    ],
  });
}

/** A figure in its own unit. */
export const figureWords = (value: number, { fraction }: Pick<CauseReport, "fraction">): string =>
  Number.isNaN(value) ? "\u2013" : fraction ? percent(value, 1) : amount(Number(value.toPrecision(4)));

function words({ share, value }: CauseRow, report: CauseReport): string {
  if (Number.isNaN(share.value)) return `no share, ${figureWords(value.value, report)}`;
  const interval = Number.isNaN(share.low) ? "" : ` (${percent(share.low)} to ${percent(share.high)})`;
  return `${percent(share.value)}${interval}, ${figureWords(value.value, report)}`;
}

function headline({ whole, figure, base }: CauseReport, rows: readonly CauseRow[]): string {
  if (whole.value === 0) return `No mechanism moves ${figure} of ${base}`;
  const [first, second] = rows;
  if (Number.isNaN(first.share.value)) return `Whether mechanisms together move ${figure} of ${base} cannot be told`;
  const other = second === undefined ? "" : `, then ${second.title} (${percent(second.share.value)})`;
  return `What made the crash: ${first.title} (${percent(first.share.value)} of it)${other}`;
}

function subtitle(report: CauseReport): string[] {
  const { all, none, whole, orders, exact, combinations, seeds, base, figure } = report;
  const effect = `${figure}: ${figureWords(all.value, report)} with all mechanisms, ${figureWords(none.value, report)} with none, ${figureWords(whole.value, report)} between them.`;
  const how = exact ? `all ${orders} orders` : `${orders} orders a seed`;
  return [
    effect,
    `Shapley shares over ${how} (${combinations} combinations a seed); line: 95% interval over seeds. Shares sum to the whole.`,
    `${base}, ${counted(seeds.length, "seed")}. Simulated.`,
  ];
}
