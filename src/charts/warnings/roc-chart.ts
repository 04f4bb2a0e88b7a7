import type { TopLevelSpec } from "vega-lite";
import type { IndicatorResult, WarningReport } from "../../analysis/warnings/index.ts";
import type { Piece } from "../chart.ts";
import { inlineData } from "../inline-data.ts";
import { INK } from "../palette.ts";
import { framed } from "../theme.ts";
import { percent } from "../wording.ts";
import { areaWords, type WarningSubject, warningLines } from "./warning-words.ts";

/** Panels in a row, and their side in pixels. */
const COLUMNS = 4;
const SIDE = 168;
/** Points of a curve that are drawn. */
const POINTS = 160;

/** How often each indicator alarmed in vain and how often before a crash, at every threshold; small panels, the best first. */
export function rocChart(report: WarningReport, subject: WarningSubject): TopLevelSpec {
  const { indicators, combined, terms } = report;
  const results = [combined, ...indicators];
  const best = indicators[0];
  const title =
    best && best.area.value > combined.area.value
      ? `${best.indicator.title} told a crash to come best: area ${best.area.value.toFixed(2)}`
      : `All indicators together told a crash to come with an area of ${combined.area.value.toFixed(2)}; one by itself ${best ? `at best ${best.area.value.toFixed(2)}` : "none"}`;
  return framed(
    title,
    [
      `Runs that the thresholds were not chosen on. Area 0.5 (dashed) is chance, 1 is certainty; in brackets: 95% interval over runs.`,
      `Point: the threshold with ${percent(terms.falseAlarms)} false alarms on the fit.`,
      ...warningLines(report, subject),
    ],
    {
      concat: results.map((result, i) => panel(result, i, results.length)),
      columns: COLUMNS,
      spacing: { row: 26, column: 22 },
    },
  );
}

function panel(result: IndicatorResult, index: number, count: number): Piece {
  const { indicator, curve, direction, hits, falseAlarms } = result;
  const points = thinned(curve);
  const share = (name: string, title: string | null): Piece => ({
    field: name,
    type: "quantitative",
    scale: { domain: [0, 1] },
    axis: { title, values: [0, 0.5, 1], format: ".0~%", grid: true },
  });
  const below = index + COLUMNS >= count;
  const x = share("x", below ? "false alarms" : null);
  const y = share("y", index % COLUMNS === 0 ? "crashes foretold" : null);
  const warns = result.indicator.key === "combined" ? "" : direction === 1 ? ", high warns" : ", low warns";
  return {
    title: {
      text: titleLines(indicator.title),
      subtitle: `area ${areaWords(result.area)}${warns}`,
      fontSize: 11,
      subtitleFontSize: 10,
      anchor: "start",
      frame: "group",
      offset: 6,
      subtitlePadding: 3,
    },
    width: SIDE,
    height: SIDE,
    layer: [
      {
        data: inlineData([
          { name: "x", values: [0, 1] },
          { name: "y", values: [0, 1] },
        ]),
        mark: { type: "line", color: INK.faint, strokeDash: [3, 3], strokeWidth: 1 },
        encoding: { x, y },
      },
      {
        data: inlineData([
          { name: "x", values: points.map((p) => p.falseAlarms) },
          { name: "y", values: points.map((p) => p.hits) },
        ]),
        mark: { type: "line", interpolate: "linear", color: index === 0 ? INK.forced : INK.up, strokeWidth: 1.8 },
        encoding: { x, y, order: { field: "x", type: "quantitative" } },
      },
      {
        data: inlineData([
          { name: "x", values: [falseAlarms] },
          { name: "y", values: [hits] },
          { name: "what", values: [indicator.title] },
        ]),
        mark: { type: "point", filled: true, size: 55, color: INK.price, opacity: 1 },
        encoding: {
          x,
          y,
          tooltip: [
            { field: "what", title: "indicator" },
            { field: "x", title: "false alarms on the test", format: ".1%" },
            { field: "y", title: "crashes foretold", format: ".1%" },
          ],
        },
      },
    ],
  };
}

/** A title of at most two lines. */
function titleLines(title: string): string[] {
  if (title.length <= 28) return [title];
  const at = title.lastIndexOf(" ", 28);
  return [title.slice(0, at), title.slice(at + 1)];
}

function thinned(curve: IndicatorResult["curve"]): IndicatorResult["curve"] {
  if (curve.length <= POINTS) return curve;
  const step = (curve.length - 1) / (POINTS - 1);
  return Array.from({ length: POINTS }, (_, k) => curve[Math.round(k * step)]);
}
