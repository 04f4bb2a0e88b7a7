import { normalCdf } from "../../core/normal.ts";
import { inlineData } from "../inline-data.ts";
import { INK } from "../palette.ts";
import { WIDTH } from "../theme.ts";
import { type FactsChart, factPanel, factsChart, lawLine, logAxis } from "./facts-chart.ts";

/** Points of a curve, and the smallest size that is drawn, in deviations. */
const POINTS = 160;
const LEAST = 0.3;

/** How often returns exceed a size: gains, losses, the normal law, and Hill's line. */
export const tailChart: FactsChart = {
  name: "tail",
  title: "Tails of returns",
  spec(report, subject) {
    const curves = report.returnCurves;
    if (!curves) return null;
    const { standardised, tail } = curves;
    const n = standardised.length;
    const gains = exceedances(standardised, n);
    const losses = exceedances(
      standardised.map((r) => -r),
      n,
    );
    const normal = Array.from({ length: 60 }, (_, i) => LEAST + (i * (4 - LEAST)) / 59);
    const series = [
      { name: "gains", colour: INK.up, ...gains },
      { name: "losses", colour: INK.down, ...losses },
      { name: "a normal law", colour: INK.plain, x: normal, p: normal.map((z) => 1 - normalCdf(z)) },
    ];
    const x = logAxis("x", "size of a one-minute return, in standard deviations, without the time of day", [
      ...gains.x,
      ...losses.x,
    ]);
    const y = logAxis("v", "share of minutes beyond it", [1 / n, ...gains.p, ...losses.p]);
    const sizes = standardised.map(Math.abs).sort();
    const threshold = sizes[n - 1 - tail.k];
    // A line of the estimated slope, for one side of two, through the threshold.
    const scale = (tail.k / n / 2) * Math.exp(tail.alpha * Math.log(threshold));
    return factsChart(
      `The tail of one-minute returns falls with exponent ${tail.alpha.toFixed(1)} (Hill, k = ${tail.k})`,
      [
        `Dashed: Hill's estimate from the largest 1% of sizes, from its threshold on. Real markets: above 2 and below 5.`,
      ],
      report,
      subject,
      factPanel("", WIDTH - 60, 320, [
        {
          data: inlineData([
            { name: "x", values: series.flatMap((s) => s.x) },
            { name: "v", values: series.flatMap((s) => s.p) },
            { name: "s", values: series.flatMap((s) => s.x.map(() => s.name)) },
          ]),
          mark: { type: "line", clip: true },
          encoding: {
            x,
            y,
            color: {
              field: "s",
              type: "nominal",
              scale: { domain: series.map((s) => s.name), range: series.map((s) => s.colour) },
              legend: { title: null, orient: "top", direction: "horizontal" },
            },
          },
        },
        ...lawLine({ exponent: -tail.alpha, scale }, threshold, sizes[n - 1], x, y, INK.text),
      ]),
    );
  },
};

/** Share of all values beyond each of about 160 sizes, spread evenly over log ranks. */
function exceedances(values: Float64Array, n: number): { x: number[]; p: number[] } {
  const sorted = values.filter((v) => v > LEAST).sort();
  const x: number[] = [];
  const p: number[] = [];
  let last = -1;
  for (let i = 0; i <= POINTS; i++) {
    const rank = Math.round(Math.exp((1 - i / POINTS) * Math.log(sorted.length)));
    if (rank === last || rank < 1) continue;
    last = rank;
    x.push(sorted[sorted.length - rank]);
    p.push(rank / n);
  }
  return { x, p };
}
