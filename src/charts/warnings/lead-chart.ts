import type { TopLevelSpec } from "vega-lite";
import type { WarningReport } from "../../analysis/warnings/index.ts";
import { HOUR } from "../../core/time.ts";
import type { Piece } from "../chart.ts";
import { inlineData } from "../inline-data.ts";
import { INK } from "../palette.ts";
import { framed } from "../theme.ts";
import { amount, percent } from "../wording.ts";
import { type WarningSubject, warningLines } from "./warning-words.ts";

/** How long before the end of the fall each indicator alarmed, in the runs of which it warned; null when none ever did. */
export function leadChart(report: WarningReport, subject: WarningSubject): TopLevelSpec | null {
  const { terms, test } = report;
  const results = [report.combined, ...report.indicators].filter((result) => result.leads.length > 0);
  if (results.length === 0) return null;
  // The combined score is first; the indicators follow, the best on the test before the others.
  const best = results.reduce((a, b) => (b.area.value > a.area.value ? b : a));
  const order = results.map((result) => result.indicator.title);
  const most = terms.within / HOUR;
  const rows = results.flatMap((result) =>
    [...result.leads].map((lead) => ({ name: result.indicator.title, lead: lead / HOUR })),
  );
  const y = {
    field: "name",
    type: "nominal",
    sort: order,
    axis: { title: null, labelLimit: 330, ticks: false, domain: false, grid: false },
  };
  const x = (field: string): Piece => ({
    field,
    type: "quantitative",
    scale: { domain: [0, most], nice: false },
    axis: { title: "hours from the first alarm to the end of the fall", grid: true },
  });
  const warned = (result: (typeof results)[number]): string =>
    `${percent(result.warned)} of crashes, ${percent(result.falseAlarms)} false alarms`;
  return framed(
    `${best.indicator.title} warned of ${percent(best.warned)} of the crashes, ${hours(best.lead.value)} ahead at the median`,
    [
      `Dots: runs of the test that crashed and were warned of; bar: median and its 95% interval. At most ${amount(most)} hours, as earlier alarms count as false.`,
      `${test.crashed} of ${test.runs} runs of the test crashed.`,
      ...warningLines(report, subject),
    ],
    {
      width: 420,
      height: { step: 26 },
      layer: [
        {
          data: inlineData([
            { name: "name", values: rows.map((row) => row.name) },
            { name: "lead", values: rows.map((row) => row.lead) },
          ]),
          mark: { type: "point", filled: true, size: 26, color: INK.up, opacity: 0.28 },
          encoding: { x: x("lead"), y },
        },
        {
          data: inlineData([
            { name: "name", values: order },
            { name: "low", values: results.map((r) => r.lead.low / HOUR) },
            { name: "high", values: results.map((r) => r.lead.high / HOUR) },
          ]),
          mark: { type: "rule", color: INK.forced, strokeWidth: 2.5 },
          encoding: { x: x("low"), x2: { field: "high" }, y },
        },
        {
          data: inlineData([
            { name: "name", values: order },
            { name: "lead", values: results.map((r) => r.lead.value / HOUR) },
            { name: "share", values: results.map(warned) },
          ]),
          mark: { type: "tick", color: INK.forced, thickness: 3, size: 16 },
          encoding: {
            x: x("lead"),
            y,
            tooltip: [
              { field: "name", title: "indicator" },
              { field: "lead", title: "median lead, hours", format: ".1f" },
              { field: "share", title: "warned of" },
            ],
          },
        },
        {
          data: inlineData([
            { name: "name", values: order },
            { name: "share", values: results.map(warned) },
          ]),
          mark: { type: "text", align: "left", dx: 8, fontSize: 10, color: INK.faint },
          encoding: { x: { value: 420 }, y, text: { field: "share", type: "nominal" } },
        },
      ],
    },
  );
}

const hours = (ms: number): string => `${(ms / HOUR).toFixed(1)} hours`;
