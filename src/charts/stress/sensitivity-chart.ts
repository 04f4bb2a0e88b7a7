import type { SensitivityReport, StressReport } from "../../analysis/stress/index.ts";
import type { Piece } from "../chart.ts";
import { inlineData } from "../inline-data.ts";
import { INK } from "../palette.ts";
import { evenlyFramed } from "../theme.ts";
import { amount, counted, percent } from "../wording.ts";
import type { StressChart } from "./stress-chart.ts";

/** Assumptions at their low and high values, the strongest on top: a tornado for the fall and one for the loss. */
export const sensitivityChart: StressChart = {
  title: "What the figures hang on",
  specs: ({ sensitivity, ...report }) =>
    sensitivity === null || sensitivity.rows.length === 0
      ? []
      : [{ name: "sensitivity", spec: spec({ ...report, sensitivity }, sensitivity) }],
};

interface Panel {
  readonly key: string;
  readonly title: string;
  readonly percent: boolean;
  readonly scale: number;
}

const WIDTH = 300;
const STEP = 30;

function spec(report: StressReport, sensitivity: SensitivityReport) {
  const panels: readonly Panel[] = [
    { key: "fall", title: "mean fall after the shock", percent: true, scale: 1 },
    {
      key: "credit.loss",
      title: `mean loss beyond collateral, million ${report.currency}`,
      percent: false,
      scale: 1e-6,
    },
  ];
  const size = (row: SensitivityReport["rows"][number]): number => {
    const figure = row.figures.get("fall");
    return figure === undefined ? 0 : Math.max(Math.abs(figure.low.value), Math.abs(figure.high.value)) || 0;
  };
  const rows = [...sensitivity.rows].sort((a, b) => size(b) - size(a));
  const order = rows.map(({ variation }) => variation.title);
  return evenlyFramed(
    `The fall hangs most on ${order[0]}`,
    [
      "Each assumption at its low (orange) and its high value (blue), the others as they are; line: as they all are.",
      `${report.base} under ${sensitivity.policy}: ${counted(sensitivity.seeds.length, "seed")}, the same for all. Simulated.`,
    ],
    {
      hconcat: panels.map((panel, p) => panelOf(panel, rows, order, p === 0)),
      spacing: 24,
      resolve: { scale: { x: "independent", y: "shared" } },
    },
  );
}

function panelOf(
  { key, title, percent: share, scale }: Panel,
  rows: SensitivityReport["rows"],
  order: readonly string[],
  first: boolean,
): Piece {
  const figures = rows.map((row) => row.figures.get(key));
  const at = (of: "low" | "high"): number[] =>
    figures.map((figure) => (figure === undefined ? Number.NaN : (figure.asIs + figure[of].value) * scale));
  const asIs = (figures[0]?.asIs ?? Number.NaN) * scale;
  const words = (value: number): string => (Number.isNaN(value) ? "none" : share ? percent(value, 1) : amount(value));
  const bars = (of: "low" | "high", colour: string, dy: number): Piece => ({
    data: inlineData([
      { name: "what", values: order },
      { name: "from", values: rows.map(() => asIs) },
      { name: "to", values: at(of) },
      { name: "text", values: rows.map(({ variation }, i) => `${variation[of]}: ${words(at(of)[i])}`) },
    ]),
    layer: [
      {
        mark: { type: "bar", height: 9, color: colour, yOffset: dy, opacity: 0.85 },
        encoding: {
          x: x("from"),
          x2: { field: "to" },
          y,
          tooltip: [
            { field: "what", title: "assumption" },
            { field: "text", title: of },
          ],
        },
      },
      {
        mark: { type: "text", align: "left", dx: 4, yOffset: dy, fontSize: 9, color: INK.faint },
        encoding: { x: { value: WIDTH }, y, text: { field: "text", type: "nominal" } },
      },
    ],
  });
  const x = (field: string) => ({
    field,
    type: "quantitative",
    scale: { zero: false, nice: true },
    axis: { title, format: share ? "%" : ",.3~r", tickCount: 5, orient: "top" },
  });
  const y = {
    field: "what",
    type: "nominal",
    sort: order,
    axis: first ? { title: null, labelLimit: 240, ticks: false, domain: false, grid: false } : null,
  };
  return {
    width: WIDTH,
    height: { step: STEP },
    layer: [
      bars("low", INK.forced, -6),
      bars("high", INK.up, 6),
      {
        data: inlineData([{ name: "from", values: [asIs] }]),
        mark: { type: "rule", color: INK.text, strokeWidth: 1 },
        encoding: { x: x("from") },
      },
    ],
  };
}
