import type { BinnedLaw } from "../../analysis/stylised-facts/binned-power-law.ts";
import type { Piece } from "../chart.ts";
import { INK } from "../palette.ts";
import { WIDTH } from "../theme.ts";
import { amount } from "../wording.ts";
import { banded, bandedLine, type FactsChart, factPanel, factsChart, lawLine, logAxis } from "./facts-chart.ts";

/** Impact of single orders and of meta-orders by size. */
export const impactChart: FactsChart = {
  name: "impact",
  title: "Impact by size",
  spec(report, subject) {
    const curves = report.orderCurves;
    if (!curves) return null;
    const { single, meta, metaOrders } = curves;
    const width = meta ? Math.floor(WIDTH / 2) - 60 : WIDTH - 60;
    const panels = [
      impactPanel(
        single,
        "Single orders",
        "size over the mean size",
        "change of log mid to the next order",
        width,
        INK.up,
      ),
    ];
    if (meta)
      panels.push(
        impactPanel(
          meta,
          `Meta-orders (${amount(metaOrders)} of five orders or more)`,
          "lots over lots of a day",
          "impact over volatility of a day",
          width,
          INK.nav,
        ),
      );
    const law = (l: BinnedLaw) => l.law.exponent.toFixed(2);
    return factsChart(
      `Impact grows with size to the power ${law(single)} for single orders${meta ? `, ${law(meta)} for meta-orders` : ""}`,
      [
        "Means in bins of size; shaded: 95% bands, days drawn again. Dashed: the power law through the means.",
        "Real markets: 0.2 to 0.5 for single orders, about a half for meta-orders.",
      ],
      report,
      subject,
      { hconcat: panels },
    );
  },
};

function impactPanel(
  { x: sizes, y: means, bands, law }: BinnedLaw,
  heading: string,
  xTitle: string,
  yTitle: string,
  width: number,
  colour: string,
): Piece {
  const x = logAxis("x", xTitle, sizes);
  const y = logAxis("v", yTitle, [...means, ...bands.map((band) => band?.high ?? 0)]);
  return {
    data: banded(sizes, means, bands, true),
    ...factPanel(heading, width, 250, [
      ...bandedLine(x, y, colour),
      ...lawLine(law, sizes[0], sizes[sizes.length - 1], x, y),
    ]),
  };
}
