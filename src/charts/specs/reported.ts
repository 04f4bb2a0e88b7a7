import { type ReportedRow, reportedTable } from "../../analysis/reported-table.ts";
import type { Chart } from "../chart.ts";
import { inlineData } from "../inline-data.ts";
import { INK } from "../palette.ts";
import { chart, WIDTH } from "../theme.ts";
import { uniqueLabels } from "../unique-labels.ts";
import { figure } from "../wording.ts";

/** Simulated figures against the published ones, each on the scale of its own published value. */
export const reportedChart: Chart = {
  name: "reported",
  title: "Reported and simulated",
  section: "Reported and simulated",
  spec(result, context) {
    const all = reportedTable(context.scenario.reported ?? [], result.summary);
    const rows = all.filter((row) => !Number.isNaN(row.simulated) && row.value !== 0);
    if (rows.length === 0) return null;
    const labels = uniqueLabels(rows.map((r) => r.label));
    const ratio = (row: ReportedRow, value: number) => clamp(value / row.value);
    const ends = rows.map((r) => range(r).map((end) => ratio(r, end)));
    const data = inlineData([
      { name: "label", values: labels },
      { name: "simulated", values: rows.map((r) => ratio(r, r.simulated)) },
      { name: "one", values: rows.map(() => 1) },
      { name: "low", values: ends.map((e) => Math.min(...e)) },
      { name: "high", values: ends.map((e) => Math.max(...e)) },
      {
        name: "state",
        values: rows.map((r) => (r.within === null ? "not counted" : r.within ? "in range" : "out of range")),
      },
      {
        name: "text",
        values: rows.map((r) => `${figure(r.simulated, r.unit)}  (reported ${figure(r.value, r.unit)})`),
      },
      { name: "edge", values: rows.map(() => WIDTH - 440) },
    ]);
    const y = {
      field: "label",
      type: "nominal",
      sort: labels,
      axis: { title: null, labelLimit: 300, grid: true, ticks: false, domain: false, labelPadding: 8 },
    };
    const x = (field: string) => ({
      field,
      type: "quantitative",
      scale: { domain: [LEAST, MOST], nice: false },
      axis: { title: "simulated over reported (1 = as reported)", format: "~g", tickCount: 6 },
    });
    const tooltip = [
      { field: "label", title: "figure" },
      { field: "text", title: "simulated" },
      { field: "state", title: "range" },
    ];
    const within = all.filter((r) => r.within === true).length;
    const ranged = all.filter((r) => r.within !== null).length;
    return chart(
      `${within} of ${ranged} simulated figures lie in the range set for them beforehand`,
      ["Grey bars: the range that counts as agreement. The line at 1: the figure as reported."],
      result,
      context,
      {
        data,
        width: WIDTH - 440,
        height: { step: rows.length > MANY ? 17 : 26 },
        encoding: { y },
        layer: [
          { mark: { type: "bar", height: 12, color: "#dfe4ea" }, encoding: { x: x("low"), x2: { field: "high" } } },
          { mark: { type: "tick", color: INK.faint, thickness: 2, height: 18 }, encoding: { x: x("one") } },
          {
            mark: { type: "point", filled: true, size: 95, opacity: 1 },
            encoding: {
              x: x("simulated"),
              color: {
                field: "state",
                type: "nominal",
                scale: {
                  domain: ["in range", "out of range", "not counted"],
                  range: [INK.up, INK.down, INK.plain],
                },
                legend: { title: null, orient: "top", direction: "horizontal" },
              },
              tooltip,
            },
          },
          {
            mark: { type: "text", align: "left", dx: 14, fontSize: 11, color: INK.text },
            encoding: { x: { value: WIDTH - 440 }, text: { field: "text", type: "nominal" }, tooltip },
          },
        ],
      },
    );
  },
};

/** Ends of the range that counts as agreement; an open end is infinite, no range is NaN. */
function range({ low, high }: ReportedRow): [number, number] {
  if (low === null && high === null) return [Number.NaN, Number.NaN];
  return [low ?? Number.NEGATIVE_INFINITY, high ?? Number.POSITIVE_INFINITY];
}

/** More rows than these stand closer together. */
const MANY = 30;

/** Ends of the axis; what lies beyond is drawn at the end, and its text tells. */
const LEAST = 0;
const MOST = 2;
const clamp = (x: number): number => Math.min(MOST, Math.max(LEAST, x));
