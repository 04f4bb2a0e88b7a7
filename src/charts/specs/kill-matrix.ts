import { type FoldedMatrix, foldKillMatrix } from "../../analysis/kill-matrix.ts";
import type { Chart } from "../chart.ts";
import { inlineData } from "../inline-data.ts";
import { INK } from "../palette.ts";
import { chart, WIDTH } from "../theme.ts";
import { amount, percent, sentence } from "../wording.ts";

/** Who pushed whom: the losses that led accounts into liquidation, by the population that bore them and the flow that made them. */
export const killMatrixChart: Chart = {
  name: "kill-matrix",
  title: "Kill matrix: who pushed whom",
  section: "Forensics",
  spec(result, context) {
    const folded = withoutBlanks(foldKillMatrix(result.killMatrix));
    if (folded.victims.length === 0 || folded.killers.length === 0) return null;
    const { victims, killers, loss, total } = folded;
    const millions = loss.map((x) => x / 1e6);
    const most = millions.reduce((a, x) => Math.max(a, Math.abs(x)), 0);
    const anyNegative = millions.some((x) => x < -0.005 * most);
    const data = inlineData([
      { name: "victim", values: victims.flatMap((v) => killers.map(() => v)) },
      { name: "killer", values: victims.flatMap(() => [...killers]) },
      { name: "loss", values: millions },
      { name: "text", values: [...millions].map((x) => (Math.abs(x) < most * VISIBLE ? " " : label(x))) },
      { name: "share", values: [...loss].map((x) => percent(x / total, 1)) },
    ]);
    const x = {
      field: "killer",
      type: "nominal",
      sort: killers,
      axis: {
        orient: "top",
        labelAngle: -35,
        title: "losses made by (population: cause)",
        titlePadding: 10,
        labelLimit: 220,
        grid: false,
        domain: false,
        ticks: false,
      },
    };
    const y = {
      field: "victim",
      type: "nominal",
      sort: victims,
      axis: { title: "accounts liquidated", labelLimit: 180, grid: false, domain: false, ticks: false },
    };
    return chart(
      headline(folded),
      ["USD millions that accounts lost, from when each was last safe until its liquidation began."],
      result,
      context,
      {
        data,
        width: WIDTH - 60,
        height: Math.max(120, victims.length * 44),
        encoding: { x, y },
        layer: [
          {
            mark: { type: "rect", stroke: "#ffffff", strokeWidth: 2 },
            encoding: {
              color: {
                field: "loss",
                type: "quantitative",
                scale: anyNegative
                  ? { domain: [-most, 0, most], range: [INK.up, "#f6f8fa", INK.down], interpolate: "rgb" }
                  : { domain: [0, most], range: ["#fbf7f4", INK.down], interpolate: "rgb" },
                legend: {
                  title: "USD millions",
                  orient: "bottom",
                  direction: "horizontal",
                  gradientLength: 260,
                  gradientThickness: 10,
                },
              },
              tooltip: [
                { field: "victim", title: "liquidated" },
                { field: "killer", title: "losses made by" },
                { field: "loss", title: "USD millions", format: ",.1f" },
                { field: "share", title: "of all losses" },
              ],
            },
          },
          {
            mark: { type: "text", fontSize: 11 },
            encoding: {
              text: { field: "text", type: "nominal" },
              color: { condition: { test: `abs(datum.loss) > ${0.55 * most}`, value: "#ffffff" }, value: INK.text },
            },
          },
        ],
      },
    );
  },
};

/** Part of the largest cell below which a cell stays blank. */
const VISIBLE = 1e-3;

/** The matrix without rows and columns in which no cell can be seen. */
function withoutBlanks(folded: FoldedMatrix): FoldedMatrix {
  const { victims, killers, loss } = folded;
  const most = loss.reduce((a, x) => Math.max(a, Math.abs(x)), 0);
  const seen = (r: number, c: number) => Math.abs(loss[r * killers.length + c]) >= VISIBLE * most;
  const columns = [...killers.keys()].filter((c) => victims.some((_, r) => seen(r, c)));
  const rows = [...victims.keys()].filter((r) => killers.some((_, c) => seen(r, c)));
  return {
    victims: rows.map((r) => victims[r]),
    killers: columns.map((c) => killers[c]),
    loss: Float64Array.from(rows.flatMap((r) => columns.map((c) => loss[r * killers.length + c]))),
    total: folded.total,
  };
}

const label = (millions: number): string => amount(Number(millions.toFixed(Math.abs(millions) >= 9.95 ? 0 : 1)));

function headline({ loss, total, killers, victims }: FoldedMatrix): string {
  const width = killers.length;
  const byKiller = killers.map((_, c) => victims.reduce((sum, _v, r) => sum + loss[r * width + c], 0));
  const top = byKiller.indexOf(Math.max(...byKiller));
  const [population, cause] = killers[top].split(": ");
  const who = cause === undefined ? killers[top] : `${cause} orders of ${population}`;
  const part = byKiller[top] / total;
  const all = `USD\u00a0${amount(total)}`;
  // Above 1 when other flows gave some of it back: then a part of the whole would mislead.
  return part <= 1
    ? `${sentence(who)} made ${percent(part)} of the ${all} of losses that set liquidations off`
    : `${sentence(who)} made USD\u00a0${amount(byKiller[top])} of losses that set liquidations off; ${all} remained after all other flows`;
}
