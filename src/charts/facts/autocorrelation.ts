import { INK } from "../palette.ts";
import { WIDTH } from "../theme.ts";
import {
  axis,
  banded,
  bandedLine,
  type FactsChart,
  factPanel,
  factsChart,
  lawLine,
  level,
  logAxis,
} from "./facts-chart.ts";

/** Autocorrelation of returns, and of their sizes, with bands. */
export const autocorrelationChart: FactsChart = {
  name: "autocorrelation",
  title: "Autocorrelation of returns and of their sizes",
  spec(report, subject) {
    const curves = report.returnCurves;
    if (!curves) return null;
    const { returns, sizes, decay } = curves;
    const positive = [...sizes.values, ...sizes.bands.map((band) => band?.high ?? 0)];
    const x = axis("x", "lag, minutes");
    const y = axis("v", "autocorrelation of r", { zero: true });
    const logX = logAxis("x", "lag, minutes", sizes.lags);
    const logY = logAxis("v", "autocorrelation of |r|", positive);
    const half = Math.floor(WIDTH / 2) - 60;
    const linear = Math.max(...returns.values.slice(19).map(Math.abs));
    return factsChart(
      `Returns: autocorrelation ${linear.toFixed(3)} at most beyond 20 minutes; their sizes: ${sizes.values[0].toFixed(2)} after a minute, decaying with exponent ${(-decay.exponent).toFixed(2)}`,
      [
        "Shaded: 95% bands of the block bootstrap. |r| without the time of day. Dashed: power law to 500 minutes.",
        "Real markets: r hardly correlated beyond 20 minutes; |r| positive for days, exponent 0.2 to 0.4.",
      ],
      report,
      subject,
      {
        hconcat: [
          {
            data: banded(returns.lags, returns.values, returns.bands, false),
            ...factPanel("Returns", half, 250, [level(0, y), ...bandedLine(x, y)]),
          },
          {
            data: banded(sizes.lags, sizes.values, sizes.bands, true),
            ...factPanel("Sizes of returns", half, 250, [
              ...bandedLine(logX, logY, INK.nav),
              ...lawLine(decay, 1, 500, logX, logY),
            ]),
          },
        ],
      },
    );
  },
};
