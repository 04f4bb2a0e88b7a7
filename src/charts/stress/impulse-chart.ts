import type { TopLevelSpec } from "vega-lite";
import type { ImpulseReport, StressReport } from "../../analysis/stress/index.ts";
import type { Piece } from "../chart.ts";
import { inlineData } from "../inline-data.ts";
import { INK } from "../palette.ts";
import { evenlyFramed } from "../theme.ts";
import { amount, counted, percent } from "../wording.ts";
import type { StressChart } from "./stress-chart.ts";

/** How the margin of each policy answers to a step of volatility, small and side by side. */
export const impulseChart: StressChart = {
  title: "How margin answers to a step of volatility",
  specs(report) {
    const answering = report.impulse.policies.filter(({ response }) => response.mean.some((ratio) => moved(ratio)));
    return answering.length === 0 ? [] : [{ name: "impulse", spec: spec(report, answering) }];
  },
};

const COLUMNS = 4;
const WIDTH = 215;
const HEIGHT = 130;
/** Less than this is the price of a lot, not the policy. */
const moved = (ratio: number): boolean => Math.abs(ratio - 1) > 0.02;

function spec({ impulse, base }: StressReport, answering: ImpulseReport["policies"]): TopLevelSpec {
  const { factor, volatility, paths, policies } = impulse;
  const still = policies.filter((policy) => !answering.includes(policy)).map(({ title }) => `\u201c${title}\u201d`);
  const [low, high] = [
    Math.min(1, ...answering.flatMap(({ response }) => [...response.low])),
    Math.max(factor, ...answering.flatMap(({ response }) => [...response.high])),
  ];
  const room = 0.04 * (high - low);
  const panels = answering.map((policy, i) => panel(policy, factor, [low - room, high + room], i % COLUMNS === 0));
  return evenlyFramed(
    `How margin answers when volatility goes to ${amount(factor)} times what it was`,
    [
      `Margin over that of the last quiet day, by settlements after the step. Line: mean; band: nine paths of ten; dashed: ${amount(factor)} times.`,
      ...(still.length > 0 ? [`No answer: ${still.join(", ")}.`] : []),
      `${base}: ${percent(volatility, 2)} a day before the step, ${counted(paths, "made-up path")} of prices, the same for every policy.`,
    ],
    {
      concat: panels,
      columns: COLUMNS,
      spacing: { row: 14, column: 12 },
      resolve: { scale: { x: "independent", y: "independent" } },
    },
  );
}

function panel(
  { title, response }: ImpulseReport["policies"][number],
  factor: number,
  domain: readonly [number, number],
  left: boolean,
): Piece {
  const { mean, low, high } = response;
  const x = {
    field: "day",
    type: "quantitative",
    scale: { domain: [0, mean.length - 1], nice: false },
    axis: { title: null, tickCount: 4, labelFontSize: 9.5, grid: false },
  };
  const y = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domain, nice: false, zero: false },
    axis: { title: null, format: ".2~f", tickCount: 5, labels: left, labelFontSize: 9.5, ticks: left },
  });
  const rule = (at: number, dash: readonly number[]): Piece => ({
    data: inlineData([{ name: "at", values: [at] }]),
    mark: { type: "rule", color: INK.faint, strokeWidth: 0.8, strokeDash: dash },
    encoding: { y: y("at") },
  });
  return {
    data: inlineData([
      { name: "day", values: [...mean.keys()] },
      { name: "mean", values: mean },
      { name: "low", values: low },
      { name: "high", values: high },
    ]),
    width: WIDTH,
    height: HEIGHT,
    title: { text: title, fontSize: 11, anchor: "start", frame: "group", offset: 4 },
    layer: [
      rule(1, []),
      rule(factor, [3, 2]),
      {
        mark: { type: "area", color: INK.twin, opacity: 0.2, clip: true, line: false },
        encoding: { x, y: y("low"), y2: { field: "high" } },
      },
      { mark: { type: "line", color: INK.twin, strokeWidth: 1.5, clip: true }, encoding: { x, y: y("mean") } },
    ],
  };
}
