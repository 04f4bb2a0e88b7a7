import { type BranchingWindow, branching, branchingPeak, cascadeTree } from "../../analysis/cascade/index.ts";
import { HOUR, MINUTE } from "../../core/time.ts";
import type { Chart, Piece } from "../chart.ts";
import type { ChartContext } from "../context.ts";
import { inlineData } from "../inline-data.ts";
import { momentWords } from "../local-time.ts";
import { INK } from "../palette.ts";
import { chart, WIDTH } from "../theme.ts";
import { amount, venueLabel } from "../wording.ts";

/** Whether the cascade fed on itself: contracts that each contract sold by force made others sell, through the day of the most. */
export const branchingChart: Chart = {
  name: "branching-ratio",
  title: "The branching ratio through the day",
  section: "Forensics",
  spec(result, context) {
    const tree = cascadeTree(result);
    if (!tree) return null;
    const windows = busiest(branching(result.liquidations, tree, context.mainIndex));
    const peak = branchingPeak(windows);
    if (peak === null) return null;
    return chart(
      headline(peak, context),
      [
        "Contracts that each contract sold by force made others sell, by the quarter-hour (or longer, until there are ten) in which its account was handed to the desk;",
        "bars: 95% interval over resampled accounts; fewer than ten are left out; the headline is of windows with a hundredth of the contracts. Above the line a cascade grows.",
      ],
      result,
      context,
      {
        vconcat: [ratios(windows, context), sold(windows, context)],
        resolve: { scale: { x: "shared" } },
      },
    );
  },
};

/** The windows of the twenty-four hours in which the most contracts were sold. */
function busiest(windows: readonly BranchingWindow[]): BranchingWindow[] {
  let best: BranchingWindow[] = [];
  let most = 0;
  for (const { from } of windows) {
    const day = windows.filter((window) => window.from >= from && window.from < from + 24 * HOUR);
    const lots = day.reduce((sum, window) => sum + window.lots, 0);
    if (lots > most) [most, best] = [lots, day];
  }
  return best;
}

const timeAxis = (title: boolean): Piece => ({
  field: "t",
  type: "temporal",
  scale: { type: "utc" },
  axis: { title: null, format: "%H:%M", grid: false, labels: title, ticks: title },
});

function ratios(all: readonly BranchingWindow[], { clock }: ChartContext): Piece {
  const windows = all.filter(({ low }) => !Number.isNaN(low));
  const top = windows.reduce((most, { ratio, high }) => Math.max(most, ratio, high), 1);
  return {
    width: WIDTH,
    height: 190,
    data: inlineData([
      { name: "t", values: windows.map(({ from, to }) => clock.at((from + to) / 2)), digits: 15 },
      { name: "ratio", values: windows.map(({ ratio }) => ratio) },
      { name: "low", values: windows.map(({ low }) => low) },
      { name: "high", values: windows.map(({ high }) => high) },
      { name: "episodes", values: windows.map(({ episodes }) => episodes) },
      { name: "when", values: windows.map(({ from }) => momentWords(clock.at(from))) },
    ]),
    encoding: { x: timeAxis(false) },
    layer: [
      {
        data: { values: [{}] },
        mark: { type: "rule", color: INK.faint, strokeDash: [4, 3] },
        encoding: { x: { value: 0 }, x2: { value: WIDTH }, y: { datum: 1 } },
      },
      {
        mark: { type: "rule", color: INK.forced, strokeWidth: 1.6, opacity: 0.7 },
        encoding: { y: { field: "low", type: "quantitative" }, y2: { field: "high" } },
      },
      {
        mark: { type: "point", filled: true, color: INK.forced, size: 46 },
        encoding: {
          y: {
            field: "ratio",
            type: "quantitative",
            scale: { domain: [0, top * 1.05], nice: true },
            axis: { title: "branching ratio" },
          },
          tooltip: [
            { field: "when", title: "from" },
            { field: "ratio", title: "branching ratio", format: ".2f" },
            { field: "low", title: "95% from", format: ".2f" },
            { field: "high", title: "to", format: ".2f" },
            { field: "episodes", title: "accounts handed over" },
          ],
        },
      },
    ],
  };
}

function sold(windows: readonly BranchingWindow[], { clock }: ChartContext): Piece {
  return {
    width: WIDTH,
    height: 90,
    data: inlineData([
      { name: "t", values: windows.map(({ from }) => clock.at(from)), digits: 15 },
      { name: "t2", values: windows.map(({ to }) => clock.at(to)), digits: 15 },
      { name: "lots", values: windows.map(({ lots }) => lots) },
      { name: "rate", values: windows.map(({ from, to, lots }) => (lots * MINUTE) / (to - from)) },
      { name: "when", values: windows.map(({ from }) => momentWords(clock.at(from))) },
      { name: "until", values: windows.map(({ to }) => momentWords(clock.at(to))) },
    ]),
    mark: { type: "rect", color: INK.plain },
    encoding: {
      x: timeAxis(true),
      x2: { field: "t2" },
      y: { field: "rate", type: "quantitative", axis: { title: "sold a minute", format: ",~r", tickCount: 4 } },
      y2: { datum: 0 },
      tooltip: [
        { field: "when", title: "from" },
        { field: "until", title: "to" },
        { field: "lots", title: "contracts sold by force", format: ",.0f" },
      ],
    },
  };
}

function headline(peak: BranchingWindow, { clock, main }: ChartContext): string {
  const where = venueLabel(main.name);
  if (peak === null)
    return `Too few accounts were sold out at once at ${where} to say whether the cascade fed on itself`;
  const when = momentWords(clock.at(peak.from));
  const ratio = amount(Number(peak.ratio.toPrecision(2)));
  return peak.low > 1
    ? `The cascade at ${where} fed on itself: from ${when} each contract sold by force made others sell ${ratio}`
    : `Each contract sold by force at ${where} made others sell at most ${ratio}, from ${when} on`;
}
