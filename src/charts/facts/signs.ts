import { SIGN_LAGS } from "../../analysis/stylised-facts/order-facts.ts";
import { INK } from "../palette.ts";
import { WIDTH } from "../theme.ts";
import { amount } from "../wording.ts";
import { banded, bandedLine, type FactsChart, factPanel, factsChart, lawLine, logAxis } from "./facts-chart.ts";

/** Memory of order signs. */
export const signsChart: FactsChart = {
  name: "order-signs",
  title: "Memory of order signs",
  spec(report, subject) {
    const curves = report.orderCurves;
    if (!curves?.signs.values.some((v) => v > 0)) return null;
    const { signs, signDecay, orders } = curves;
    const positive = [...signs.values, ...signs.bands.map((band) => band?.high ?? 0)];
    const x = logAxis("x", "lag, orders", signs.lags);
    const y = logAxis("v", "autocorrelation of signs", positive);
    return factsChart(
      `The sign of an order (bought or sold) is remembered with exponent ${(-signDecay.exponent).toFixed(2)}`,
      [
        `${amount(orders)} orders that took. Shaded: 95% bands of the block bootstrap. Dashed: power law, lags ${SIGN_LAGS.join(" to ")}.`,
        "Real markets: 0.4 to 0.7.",
      ],
      report,
      subject,
      {
        data: banded(signs.lags, signs.values, signs.bands, true),
        ...factPanel("", WIDTH - 60, 280, [
          ...bandedLine(x, y, INK.event),
          ...lawLine(signDecay, SIGN_LAGS[0], SIGN_LAGS[1], x, y),
        ]),
      },
    );
  },
};
