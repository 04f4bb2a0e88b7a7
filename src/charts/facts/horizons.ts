import { WIDTH } from "../theme.ts";
import { axis, banded, bandedLine, type FactsChart, factPanel, factsChart, level, logAxis } from "./facts-chart.ts";

/** Excess kurtosis against the horizon of returns. */
export const horizonsChart: FactsChart = {
  name: "kurtosis-by-horizon",
  title: "Kurtosis by horizon",
  spec(report, subject) {
    const horizons = report.returnCurves?.horizons ?? [];
    if (horizons.length < 3) return null;
    const first = horizons[0];
    const last = horizons[horizons.length - 1];
    const x = logAxis(
      "x",
      "horizon of returns, minutes",
      horizons.map((h) => h.horizon),
    );
    const y = axis("v", "excess kurtosis", { zero: true });
    return factsChart(
      `Excess kurtosis ${first.excessKurtosis.toFixed(1)} over a minute, ${last.excessKurtosis.toFixed(1)} over ${last.horizon} minutes`,
      ["Returns without the time of day. Shaded: 95% bands of the block bootstrap. A normal law has 0."],
      report,
      subject,
      {
        data: banded(
          horizons.map((h) => h.horizon),
          horizons.map((h) => h.excessKurtosis),
          horizons.map((h) => h.interval),
          false,
        ),
        ...factPanel("", WIDTH - 60, 260, [level(0, y), ...bandedLine(x, y)]),
      },
    );
  },
};
