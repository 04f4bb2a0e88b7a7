import type { TopLevelSpec } from "vega-lite";
import type { PriceFan, ScenarioReport, StressReport } from "../../analysis/stress/index.ts";
import { HOUR } from "../../core/time.ts";
import type { Piece } from "../chart.ts";
import { inlineData } from "../inline-data.ts";
import { LocalTime } from "../local-time.ts";
import { INK } from "../palette.ts";
import { venueLabel } from "../wording.ts";
import { forEachStress, type StressChart, stressChart } from "./stress-chart.ts";

/** The price under every policy over the same seeds, small and side by side. */
export const fansChart: StressChart = {
  title: "The price under every policy",
  specs: (report) => forEachStress("fans", report, (scenario) => spec(report, scenario)),
};

const COLUMNS = 4;
const WIDTH = 215;
const HEIGHT = 130;
/** Drawn before the stress begins. */
const BEFORE = 18 * HOUR;
/** A pause of the market this long is left open. */
const PAUSE = 6 * HOUR;
/** Positions of the fan's levels: 5%, 25%, 50%, 75%, 95%. */
const [P5, P25, MEDIAN, P75, P95] = [0, 1, 2, 3, 4];

function spec(report: StressReport, scenario: ScenarioReport): TopLevelSpec | null {
  const { fans, policies, baseline } = scenario;
  if (fans.length < 2 || fans.some((fan) => fan.time.length === 0)) return null;
  const [twin, ...own] = fans.map((fan) => fanFrom(fan, report.shock - BEFORE));
  const clock = new LocalTime(new Float64Array(), report.zone);
  const shown = [...own, twin];
  const titles = [...policies, baseline].map((policy) => policy.title);
  const [low, high] = [
    Math.min(...shown.map((fan) => ends(fan, P5, -1))),
    Math.max(...shown.map((fan) => ends(fan, P95, 1))),
  ];
  const room = 0.03 * (high - low);
  const panels = shown.map((fan, i) =>
    panel(fan, i === 0 ? null : own[0], {
      clock,
      report,
      heading: titles[i],
      domain: [low - room, high + room],
      left: i % COLUMNS === 0,
      colour: i === shown.length - 1 ? INK.faint : INK.twin,
    }),
  );
  return stressChart(
    `${venueLabel(report.venue)} price under every policy, over the same seeds`,
    [
      `Price over the settlement before the policies began. Line: median; dark: half of the seeds; light: nine of ten.`,
      `Dashed: the median under \u201c${titles[0]}\u201d. ${clock.name}.`,
    ],
    report,
    scenario,
    {
      concat: panels,
      columns: COLUMNS,
      spacing: { row: 14, column: 12 },
      resolve: { scale: { x: "independent", y: "independent" } },
    },
  );
}

function fanFrom({ time, quantiles }: PriceFan, from: number): PriceFan {
  const first = Math.max(
    0,
    time.findIndex((at) => at >= from),
  );
  return { time: time.slice(first), quantiles: quantiles.map((values) => values.slice(first)) };
}

function ends(fan: PriceFan, level: number, sign: 1 | -1): number {
  let most = Number.NaN;
  for (const value of fan.quantiles[level]) if (!(sign * value <= sign * most) && !Number.isNaN(value)) most = value;
  return most;
}

interface PanelOptions {
  readonly clock: LocalTime;
  readonly report: StressReport;
  readonly heading: string;
  readonly domain: readonly [number, number];
  readonly left: boolean;
  readonly colour: string;
}

function panel(
  fan: PriceFan,
  reference: PriceFan | null,
  { clock, report, heading, domain, left, colour }: PanelOptions,
): Piece {
  const rows = opened(fan, reference);
  const x = {
    field: "t",
    type: "temporal",
    scale: { type: "utc", domain: [clock.at(fan.time[0]), clock.at(fan.time[fan.time.length - 1])], nice: false },
    axis: {
      title: null,
      format: "%-d %b %H:%M",
      tickCount: 3,
      labelOverlap: "greedy",
      labelFontSize: 9.5,
      grid: false,
    },
  };
  const y = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domain, nice: false, zero: false },
    axis: { title: null, format: "%", tickCount: 5, labels: left, labelFontSize: 9.5, ticks: left },
  });
  const data = inlineData([
    { name: "t", values: rows.time.map((t) => clock.at(t)), digits: 15 },
    ...rows.levels.map((values, q) => ({ name: `q${q}`, values })),
    { name: "other", values: rows.other },
  ]);
  const area = (from: number, to: number, opacity: number): Piece => ({
    mark: { type: "area", color: colour, opacity, clip: true, line: false },
    encoding: { x, y: y(`q${from}`), y2: { field: `q${to}` } },
  });
  return {
    data,
    width: WIDTH,
    height: HEIGHT,
    title: { text: heading, fontSize: 11, anchor: "start", frame: "group", offset: 4 },
    layer: [
      {
        data: inlineData([{ name: "t", values: [clock.at(report.shock)], digits: 15 }]),
        mark: { type: "rule", color: INK.event, strokeWidth: 0.8, opacity: 0.7 },
        encoding: { x },
      },
      area(P5, P95, 0.16),
      area(P25, P75, 0.3),
      {
        mark: { type: "line", color: INK.text, strokeWidth: 0.9, strokeDash: [3, 2], clip: true },
        encoding: { x, y: y("other") },
      },
      { mark: { type: "line", color: colour, strokeWidth: 1.5, clip: true }, encoding: { x, y: y(`q${MEDIAN}`) } },
    ],
  };
}

/** The fan with an empty row where the market pauses, and the reference's median beside it. */
function opened(fan: PriceFan, reference: PriceFan | null): { time: number[]; levels: number[][]; other: number[] } {
  const time: number[] = [];
  const levels: number[][] = fan.quantiles.map(() => []);
  const other: number[] = [];
  const beside = new Map(
    Array.from(reference?.time ?? [], (t, i) => [t, reference?.quantiles[MEDIAN][i] ?? Number.NaN]),
  );
  for (let i = 0; i < fan.time.length; i++) {
    if (i > 0 && fan.time[i] - fan.time[i - 1] > PAUSE) {
      time.push(fan.time[i - 1] + 1);
      for (const values of levels) values.push(Number.NaN);
      other.push(Number.NaN);
    }
    time.push(fan.time[i]);
    fan.quantiles.forEach((values, q) => {
      levels[q].push(values[i]);
    });
    other.push(beside.get(fan.time[i]) ?? Number.NaN);
  }
  return { time, levels, other };
}
