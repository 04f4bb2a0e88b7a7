import type { ReverseCell, ReverseReport, StressReport } from "../../analysis/stress/index.ts";
import { inlineData } from "../inline-data.ts";
import { INK } from "../palette.ts";
import { evenlyFramed } from "../theme.ts";
import { amount, counted, percent } from "../wording.ts";
import type { StressChart } from "./stress-chart.ts";

/** Sizes of the shock against numbers of members that fail: how deep into the waterfall each reaches. */
export const reverseChart: StressChart = {
  title: "Reverse stress: what exhausts each layer",
  specs: ({ reverse, ...report }) =>
    reverse === null ? [] : [{ name: "reverse", spec: spec({ ...report, reverse }, reverse) }],
};

const CELL = { width: 118, height: 62 };
/** From shallow to deep (ColorBrewer YlOrRd); nothing used up is near white. */
const SHADES = ["#ffeda0", "#fed976", "#feb24c", "#fd8d3c", "#fc4e2a", "#e31a1c", "#bd0026", "#800026", "#4d0017"];
const NONE = "none";

function spec(report: StressReport, reverse: ReverseReport) {
  const { cells, layers, multipliers, defaults } = reverse;
  const reached = layers.filter((layer) => cells.some((cell) => cell.deepest === layer));
  const shade = (i: number): string => SHADES[Math.round((i * (SHADES.length - 1)) / Math.max(1, layers.length - 1))];
  const domain = [NONE, ...reached];
  const range = ["#f3f5f7", ...reached.map((layer) => shade(layers.indexOf(layer)))];
  const data = inlineData([
    { name: "multiplier", values: cells.map((cell) => times(cell.multiplier)) },
    { name: "defaults", values: cells.map((cell) => String(cell.defaults)) },
    { name: "deepest", values: cells.map((cell) => cell.deepest ?? NONE) },
    { name: "loss", values: cells.map((cell) => lossWords(cell)) },
    { name: "fall", values: cells.map((cell) => (Number.isNaN(cell.fall) ? "" : percent(cell.fall))) },
    {
      name: "ink",
      values: cells.map((cell) => (layers.indexOf(cell.deepest ?? "") > layers.length / 2 ? "#ffffff" : INK.text)),
    },
  ]);
  const x = {
    field: "multiplier",
    type: "ordinal",
    sort: multipliers.map(times),
    axis: { title: "size of the news", labelAngle: 0, domain: false, ticks: false },
  };
  const y = {
    field: "defaults",
    type: "ordinal",
    sort: defaults.map(String).reverse(),
    axis: { title: "largest accounts that stop paying", domain: false, ticks: false },
  };
  const text = (field: string, dy: number, fontSize: number) => ({
    mark: { type: "text", dy, fontSize },
    encoding: { x, y, text: { field, type: "nominal" }, color: { field: "ink", type: "nominal", scale: null } },
  });
  return evenlyFramed(
    headline(reverse, report.currency),
    [
      `Colour: the last layer that is used up in at least half of the seeds. In each cell: loss beyond collateral, million ${report.currency}, and the fall.`,
      `${report.base} under ${reverse.policy}: ${counted(reverse.seeds.length, "seed")} in each cell. Simulated.`,
    ],
    {
      data,
      width: CELL.width * multipliers.length,
      height: CELL.height * defaults.length,
      layer: [
        {
          mark: { type: "rect", stroke: "#ffffff", strokeWidth: 2 },
          encoding: {
            x,
            y,
            color: {
              field: "deepest",
              type: "nominal",
              scale: { domain, range },
              legend: { title: "used up", symbolType: "square", symbolStrokeWidth: 0 },
            },
            tooltip: [
              { field: "multiplier", title: "news" },
              { field: "defaults", title: "accounts failing" },
              { field: "deepest", title: "used up" },
              { field: "loss", title: "loss, million" },
            ],
          },
        },
        text("loss", -7, 13),
        text("fall", 10, 10.5),
      ],
      resolve: { scale: { color: "independent" } },
    },
  );
}

const times = (multiplier: number): string => `${amount(multiplier)} times`;
const lossWords = ({ loss, runs }: ReverseCell): string => (runs === 0 ? "failed" : amount(Math.round(loss / 1e6)));

function headline({ smallest, layers }: ReverseReport, currency: string): string {
  const deepest = [...layers].reverse().find((layer) => (smallest.get(layer) ?? []).length > 0);
  if (deepest === undefined) return `No shock of the grid uses up a layer of the default waterfall (${currency})`;
  const [{ multiplier, defaults }] = smallest.get(deepest) as readonly ReverseCell[];
  const with_ = defaults === 0 ? "" : ` with ${counted(defaults, "account")} failing`;
  if (deepest === "uncovered")
    return `News of ${times(multiplier)} its size${with_} leaves losses that no layer covers`;
  return `News of ${times(multiplier)} its size${with_} uses up the waterfall as far as ${deepest}`;
}
