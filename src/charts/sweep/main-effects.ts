import type { ParameterEffect } from "../../analysis/sweep/index.ts";
import type { Piece } from "../chart.ts";
import { inlineData } from "../inline-data.ts";
import { INK } from "../palette.ts";
import { few } from "../wording.ts";
import { metricAxis, metricNumber, metricText, metricTitle, unitWords } from "./metric-words.ts";
import { clip, parameterScale, parameterText, rangeText } from "./parameter-words.ts";
import { hasInterval, intervalWords, type SweepChart, sweepChart } from "./sweep-chart.ts";

/** Most panels, and panels in a row. */
const MOST = 12;
const COLUMNS = 3;

/** The mean of the figure along every parameter, one small panel each, all on one scale. */
export const mainEffectsChart: SweepChart = {
  name: "main-effects",
  title: "How it moves along each parameter",
  spec(metric, analysis) {
    const effects = metric.effects
      .filter((e) => e.means.filter((m) => !Number.isNaN(m.value)).length > 1)
      .slice(0, MOST);
    if (effects.length === 0) return null;
    const domain = sharedDomain(effects);
    const columns = Math.min(COLUMNS, effects.length);
    const panels = effects.map((effect, i) => effectPanel(metric.key, effect, domain, i % columns === 0, columns));
    const banded = effects.some((e) => e.means.some(hasInterval));
    return sweepChart(
      headline(metric.key, effects, metric.runs.mean.value),
      [
        "Each point: the mean over all runs in that part of the parameter's range, whatever the other parameters are.",
        ...(banded ? [`Shades and lines: ${intervalWords(analysis)}.`] : []),
        ...(metric.effects.length > effects.length
          ? [`The ${effects.length} strongest of ${metric.effects.length} parameters.`]
          : []),
      ],
      analysis,
      { concat: panels, columns, spacing: { row: 26, column: 30 } },
    );
  },
};

/** What fits beside a small panel: the key and the unit, or the unit alone, which the chart's title goes with. */
const shortTitle = (key: string): string =>
  metricTitle(key).length <= 22 ? metricTitle(key) : unitWords(key) || "mean";

/** Wide enough for all means and for intervals, unless these dwarf the means. */
function sharedDomain(effects: readonly ParameterEffect[]): [number, number] {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const { means } of effects) {
    for (const { value, low, high } of means) {
      if (Number.isNaN(value)) continue;
      least = Math.min(least, value, Number.isNaN(low) ? value : low);
      most = Math.max(most, value, Number.isNaN(high) ? value : high);
    }
  }
  const margin = (most - least) * 0.05 || Math.abs(most) * 0.05 || 1;
  return [least - margin, most + margin];
}

function effectPanel(
  key: string,
  effect: ParameterEffect,
  domain: [number, number],
  first: boolean,
  columns: number,
): Piece {
  const { groups, means, counts } = effect;
  const { parameter } = groups;
  const shown = means.map((mean, i) => ({ ...mean, i })).filter((m) => !Number.isNaN(m.value));
  const named = parameter.levels !== null;
  const scale = parameterScale(parameter);
  const data = inlineData([
    named
      ? { name: "x", values: shown.map((m) => level(effect, m.i)) }
      : { name: "x", values: shown.map((m) => scale.of(groups.centre[m.i])), digits: 15 },
    { name: "v", values: shown.map((m) => m.value) },
    { name: "low", values: shown.map((m) => (Number.isNaN(m.low) ? m.value : m.low)) },
    { name: "high", values: shown.map((m) => (Number.isNaN(m.high) ? m.value : m.high)) },
    { name: "at", values: shown.map((m) => rangeText(parameter, [groups.low[m.i], groups.high[m.i]])) },
    { name: "text", values: shown.map((m) => metricText(key, m.value)) },
    { name: "points", values: shown.map((m) => counts[m.i]) },
  ]);
  const x = named
    ? {
        field: "x",
        type: "nominal",
        sort: shown.map((m) => level(effect, m.i)),
        axis: {
          title: null,
          labelAngle: shown.length > 4 ? -30 : 0,
          labelLimit: shown.length > 4 ? 90 : 220 / shown.length,
          grid: false,
        },
        scale: { padding: 0.6 },
      }
    : {
        field: "x",
        type: scale.type,
        scale: { ...scale.scale, padding: 8 },
        axis: {
          title: scale.title,
          grid: false,
          tickCount: 4,
          labelOverlap: "greedy",
          ...scale.axis,
          ...(groups.exact && shown.length <= 6 ? { values: shown.map((m) => scale.of(groups.centre[m.i])) } : {}),
        },
      };
  const y = {
    field: "v",
    type: "quantitative",
    scale: { domain, nice: false, zero: false },
    axis: { title: first ? shortTitle(key) : null, tickCount: 5, ...metricAxis(key) },
  };
  const tooltip = [
    { field: "at", title: parameter.path },
    { field: "text", title: `mean ${key}` },
    { field: "points", title: "points", format: "," },
  ];
  const ends = { y: { ...y, field: "low" }, y2: { field: "high" } };
  const uncertainty =
    named || groups.exact
      ? { mark: { type: "rule", strokeWidth: 2, color: INK.twin, opacity: 0.55 }, encoding: { x, ...ends } }
      : { mark: { type: "area", color: INK.twin, opacity: 0.18, clip: true }, encoding: { x, ...ends } };
  return {
    data,
    title: { text: clip(parameter.label, 30), fontSize: 12, anchor: "start", frame: "group", offset: 5 },
    width: columns === 1 ? 520 : columns === 2 ? 370 : 235,
    height: 150,
    layer: [
      uncertainty,
      ...(named ? [] : [{ mark: { type: "line", color: INK.twin, strokeWidth: 1.6 }, encoding: { x, y } }]),
      { mark: { type: "point", filled: true, size: 42, color: INK.twin, opacity: 1 }, encoding: { x, y, tooltip } },
    ],
  };
}

const level = ({ groups }: ParameterEffect, i: number): string =>
  clip(parameterText(groups.parameter, groups.centre[i]), 26);

function headline(key: string, effects: readonly ParameterEffect[], mean: number): string {
  const [top] = effects;
  const values = top.means.map((m) => m.value).filter((v) => !Number.isNaN(v));
  const least = Math.min(...values);
  const most = Math.max(...values);
  const flat = effects.filter((e) => e.swing.value < top.swing.value / 5).length;
  const rest =
    flat === 0 || effects.length < 3
      ? ""
      : `; ${few(flat)} of ${few(effects.length)} hardly matter${flat === 1 ? "s" : ""} beside it`;
  if (most === least) return `${key} is ${metricText(key, mean)} whatever the parameters are`;
  return `Along ${top.groups.parameter.label} the mean of ${key} goes from ${metricNumber(key, least)} to ${metricText(key, most)}${rest}`;
}
