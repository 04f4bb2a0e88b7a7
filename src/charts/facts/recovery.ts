import { INK } from "../palette.ts";
import { WIDTH } from "../theme.ts";
import { amount, percent } from "../wording.ts";
import { axis, banded, bandedLine, type FactsChart, factPanel, factsChart, level } from "./facts-chart.ts";

/** The spread after a large order. */
export const recoveryChart: FactsChart = {
  name: "spread-recovery",
  title: "The spread after a large order",
  spec(report, subject) {
    const recovery = report.orderCurves?.recovery;
    if (!recovery) return null;
    const { minutes, excess, bands, events } = recovery;
    const x = axis("x", "steps after the step of the order");
    const y = axis("v", "spread over its usual size, less 1", { zero: true }, { format: ".0%" });
    return factsChart(
      `The spread is ${percent(excess[0])} wider at the end of a large order's step, ${percent(excess[5])} five steps later`,
      [
        `${amount(events)} orders, the largest in a thousand and ten steps apart. Usual: 30 to 6 steps before. Shaded: 95% bands, days drawn again.`,
      ],
      report,
      subject,
      {
        data: banded(minutes, excess, bands, false),
        ...factPanel("", WIDTH - 60, 260, [level(0, y), ...bandedLine(x, y, INK.forced)]),
      },
    );
  },
};
