import type { TopLevelSpec } from "vega-lite";
import type { RescueKind, RescueReport } from "../../analysis/cause/index.ts";
import type { Piece } from "../chart.ts";
import { inlineData } from "../inline-data.ts";
import { LocalTime, momentWords } from "../local-time.ts";
import { INK } from "../palette.ts";
import { evenlyFramed } from "../theme.ts";
import { percent, venueLabel } from "../wording.ts";
import { bestWords, sizeWords } from "./rescue-words.ts";

/** What every action that was tried came to: its size against the fall under it, a panel for each kind. */
export function rescueChart(report: RescueReport): TopLevelSpec {
  const clock = new LocalTime(new Float64Array(), report.zone);
  const when = (at: number): string => momentWords(clock.at(at));
  const kinds = report.kinds.filter(({ moments }) => moments.length > 0);
  const moments = [...new Set(kinds.flatMap((kind) => kind.moments.map(({ at }) => at)))].sort((a, b) => a - b);
  const panels = kinds.map((kind) => panelOf(kind, report, moments.map(when), when));
  const reached = report.kinds.flatMap((kind) => (kind.best === null ? [] : [bestWords(kind, when)]));
  const title =
    reached.length === 0
      ? `Nothing that was tried keeps the fall under ${percent(-report.limit)}`
      : `What would have kept the fall under ${percent(-report.limit)}: ${reached.join("; ")}`;
  return evenlyFramed(
    title,
    [
      `Each dot is a replay with an action of that size; below the line the fall is still too large. As it was: ${percent(-report.fall, 1)}.`,
      `${venueLabel(report.venue)}, ${report.scenario}, seed ${report.seed}. Simulated. Times are ${clock.name}.`,
    ],
    { concat: panels, columns: 2, spacing: 24, resolve: { scale: { x: "independent", y: "shared", color: "shared" } } },
  );
}

const SHADES = [INK.up, INK.down, "#117733", "#882255", "#E69F00", "#332288"];

function panelOf(
  kind: RescueKind,
  { limit }: RescueReport,
  moments: readonly string[],
  when: (at: number) => string,
): Piece {
  const rows = kind.moments.flatMap(({ at, tried }) => tried.map((one) => ({ ...one, at: when(at) })));
  const percents = kind.kind === "margin" || kind.kind === "slow";
  const data = inlineData([
    { name: "size", values: rows.map(({ size }) => size) },
    { name: "fall", values: rows.map(({ fall }) => fall) },
    { name: "moment", values: rows.map(({ at }) => at) },
    { name: "text", values: rows.map(({ size, fall }) => `${sizeWords(kind.kind, size)}: ${percent(fall, 1)}`) },
  ]);
  const color = {
    field: "moment",
    type: "nominal",
    scale: { domain: moments, range: SHADES.slice(0, moments.length) },
    legend: { title: "taken at", orient: "top", direction: "horizontal" },
  };
  const x = {
    field: "size",
    type: "quantitative",
    axis: { title: kind.unit, tickCount: 5, ...(percents ? { format: ".0~%" } : {}) },
  };
  const y = {
    field: "fall",
    type: "quantitative",
    axis: { title: "fall", format: ".0~%", tickCount: 5 },
  };
  return {
    title: { text: kind.title, fontSize: 12, anchor: "start", frame: "group", offset: 6 },
    width: 370,
    height: 170,
    layer: [
      {
        data: inlineData([{ name: "limit", values: [limit] }]),
        mark: { type: "rule", color: INK.faint, strokeDash: [4, 3] },
        encoding: { y: { field: "limit", type: "quantitative" } },
      },
      { data, mark: { type: "line", strokeWidth: 1, opacity: 0.5 }, encoding: { x, y, color } },
      {
        data,
        mark: { type: "point", filled: true, size: 40, opacity: 0.9 },
        encoding: {
          x,
          y,
          color,
          tooltip: [
            { field: "text", title: kind.title },
            { field: "moment", title: "taken at" },
          ],
        },
      },
    ],
  };
}
