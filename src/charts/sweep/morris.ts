import type { MorrisMeasure } from "../../analysis/sensitivity/index.ts";
import { inlineData } from "../inline-data.ts";
import { INK } from "../palette.ts";
import { WIDTH } from "../theme.ts";
import { changeText, metricAxis, metricText, metricTitle } from "./metric-words.ts";
import { clip } from "./parameter-words.ts";
import { placeLabels } from "./place-labels.ts";
import { hasInterval, intervalWords, type SweepChart, sweepChart } from "./sweep-chart.ts";

const PLOT = { width: WIDTH - 120, height: 420 };
/** Most parameters with a label. */
const LABELLED = 16;
/** Width of a character of a label, pixels: DejaVu Sans at 11. */
const CHARACTER = 6.8;

/** Morris measures: how much each parameter matters, and whether it acts straight and alone. */
export const morrisChart: SweepChart = {
  name: "morris",
  title: "Morris measures: what matters, and how straight it acts",
  spec({ key, morris }, analysis) {
    if (!morris) return null;
    const found = morris
      .map((measure, i) => ({ ...measure, sigma: clean(measure), parameter: analysis.factors[i] }))
      .filter(({ muStar, sigma }) => !Number.isNaN(muStar.value) && !Number.isNaN(sigma.value))
      .sort((a, b) => b.muStar.value - a.muStar.value);
    if (found.length === 0) return null;
    const right =
      Math.max(...found.map(({ muStar }) => (hasInterval(muStar) ? muStar.high : muStar.value))) * 1.08 || 1;
    const top = Math.max(...found.map(({ sigma }) => sigma.value)) * 1.12 || 1;
    const pixel = { x: (v: number) => (v / right) * PLOT.width, y: (v: number) => PLOT.height * (1 - v / top) };
    const named = found.slice(0, LABELLED);
    const labels = named.map(({ parameter }) => clip(parameter.label, 34));
    const places = placeLabels(
      named.map(({ muStar, sigma }, i) => ({
        x: pixel.x(muStar.value),
        y: pixel.y(sigma.value),
        width: labels[i].length * CHARACTER,
      })),
      PLOT.width,
      PLOT.height,
    );
    const points = inlineData([
      { name: "x", values: found.map((f) => f.muStar.value) },
      { name: "y", values: found.map((f) => f.sigma.value) },
      { name: "low", values: found.map((f) => f.muStar.low) },
      { name: "high", values: found.map((f) => f.muStar.high) },
      { name: "path", values: found.map((f) => f.parameter.path) },
      { name: "mu", values: found.map((f) => metricText(key, f.mu.value)) },
      { name: "muStar", values: found.map((f) => metricText(key, f.muStar.value)) },
      { name: "sigma", values: found.map((f) => metricText(key, f.sigma.value)) },
      { name: "way", values: found.map((f) => way(f.mu.value, f.muStar.value)) },
    ]);
    const x = (field: string) => ({
      field,
      type: "quantitative",
      scale: { domain: [0, right], nice: false },
      axis: {
        title: `\u03bc*: mean size of its effect on ${metricTitle(key)}, over its whole range`,
        tickCount: 7,
        ...metricAxis(key),
      },
    });
    const y = (field: string) => ({
      field,
      type: "quantitative",
      scale: { domain: [0, top], nice: false },
      axis: { title: "\u03c3: how much the effect differs from place to place", tickCount: 6, ...metricAxis(key) },
    });
    const ways = new Set(found.map((f) => way(f.mu.value, f.muStar.value)));
    const shown = WAYS.filter(({ name }) => ways.has(name));
    const diagonal = Math.min(right, top);
    const intervals = found.some(({ muStar }) => hasInterval(muStar));
    return sweepChart(
      headline(key, named[0], found),
      [
        "Above the dashed line (\u03c3 > \u03bc*) a parameter's effect turns with its own value or with others'; near the bottom it acts straight.",
        `${effectsWords(found.map((f) => f.used))}${intervals ? `; lines: ${intervalWords(analysis)} of \u03bc*` : ""}.`,
      ],
      analysis,
      {
        ...PLOT,
        layer: [
          {
            data: inlineData([
              { name: "x", values: [0, diagonal] },
              { name: "y", values: [0, diagonal] },
            ]),
            mark: { type: "line", strokeDash: [4, 3], strokeWidth: 1, color: INK.faint },
            encoding: { x: x("x"), y: y("y") },
          },
          ...(intervals
            ? [
                {
                  data: points,
                  mark: { type: "rule", color: INK.plain },
                  encoding: { x: x("low"), x2: { field: "high" }, y: y("y") },
                },
              ]
            : []),
          {
            data: points,
            mark: { type: "point", filled: true, size: 80, opacity: 1 },
            encoding: {
              x: x("x"),
              y: y("y"),
              color: {
                field: "way",
                type: "nominal",
                scale: { domain: shown.map((w) => w.name), range: shown.map((w) => w.colour) },
                legend: { title: null, orient: "top", direction: "horizontal", symbolType: "circle", labelLimit: 300 },
              },
              tooltip: [
                { field: "path", title: "parameter" },
                { field: "muStar", title: "\u03bc*" },
                { field: "mu", title: "\u03bc" },
                { field: "sigma", title: "\u03c3" },
                { field: "way", title: "way" },
              ],
            },
          },
          ...places.flatMap((place, i) => [
            ...(place.led
              ? [
                  {
                    data: { values: [{}] },
                    mark: { type: "rule", color: "#c6ccd2", strokeWidth: 0.8 },
                    encoding: {
                      x: { value: pixel.x(named[i].muStar.value) },
                      y: { value: pixel.y(named[i].sigma.value) },
                      x2: { value: place.x - 1 },
                      y2: { value: place.y },
                    },
                  },
                ]
              : []),
            {
              data: { values: [{}] },
              mark: { type: "text", align: "left", baseline: "middle", fontSize: 11, color: INK.text, text: labels[i] },
              encoding: { x: { value: place.x }, y: { value: place.y } },
            },
          ]),
        ],
      },
    );
  },
};

/** "20 effects of each parameter" */
function effectsWords(used: readonly number[]): string {
  const [least, most] = [Math.min(...used), Math.max(...used)];
  return `${least === most ? least : `${least} to ${most}`} effects of each parameter, one a trajectory`;
}

const RAISES = "raises it";
const LOWERS = "lowers it";
const BOTH = "now raises, now lowers it";
const NOTHING = "does nothing";

const WAYS = [
  { name: RAISES, colour: INK.settlement },
  { name: LOWERS, colour: INK.twin },
  { name: BOTH, colour: INK.plain },
  { name: NOTHING, colour: "#d0d7de" },
];

/** Which way a parameter acts: clear when nearly all effects have one sign. */
const way = (mu: number, muStar: number): string =>
  muStar === 0 ? NOTHING : Math.abs(mu) < 0.8 * muStar ? BOTH : mu > 0 ? RAISES : LOWERS;

/** The spread of effects, without what only rounding made of one that is none. */
function clean({ sigma, muStar }: MorrisMeasure): MorrisMeasure["sigma"] {
  return sigma.value < 1e-9 * muStar.value ? { ...sigma, value: 0 } : sigma;
}

interface Found {
  readonly muStar: { readonly value: number };
  readonly sigma: { readonly value: number };
  readonly parameter: { readonly label: string };
}

function headline(key: string, top: Found, all: readonly Found[]): string {
  if (!(top.muStar.value > 0)) return `No parameter moves ${key} at all`;
  const idle = all.filter((f) => f.muStar.value < top.muStar.value / 10).length;
  const bent = top.sigma.value > top.muStar.value ? ", but not everywhere the same way" : "";
  const rest = idle > 0 ? `; ${idle} of ${all.length} parameters do less than a tenth of that` : "";
  return `${top.parameter.label} moves ${key} most, by ${changeText(key, top.muStar.value).slice(1)}${bent}${rest}`;
}
