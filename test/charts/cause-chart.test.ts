/** What a study of causes says where its whole may be nothing. */
import { expect, it } from "vitest";
import { causeReport, ordersOf } from "../../src/analysis/cause/index.ts";
import { causeChart } from "../../src/charts/forensics/cause-chart.ts";
import { causeLines } from "../../src/cli/cause-table.ts";

const study = (effects: readonly number[]) =>
  causeReport(
    {
      ...{ name: "x", hash: "h", version: "1", base: "b", without: [], figure: "fall", fraction: true },
      ...{ from: 0, until: 1, combinations: 4, failed: 0, failures: [], seeds: effects.map((_, s) => s) },
    },
    ["calls", "stops"].map((name) => ({ name, title: name, about: "" })),
    effects.map((effect, s) => ({
      game: new Map([0, 1, 2, 3].map((on) => [on, on === 3 ? effect : 0])),
      orders: ordersOf(2, 2, "h", s),
    })),
  );

it("tells no share of what may be nothing, in the chart or in the table", () => {
  const report = study([-0.1, 0.2, -0.15, 0.1, -0.05, 0.02]);
  const drawn = JSON.stringify(causeChart(report));
  expect(drawn).not.toContain("NaN%");
  expect(drawn).toContain("cannot be told");
  expect(causeLines(report).join("\n")).not.toContain("100.0%");
  const clear = study([-0.1, -0.2, -0.15, -0.1, -0.05, -0.02]);
  expect(JSON.stringify(causeChart(clear))).toContain("What made the crash: calls (50% of it), then stops (50%)");
  expect(causeLines(clear).join("\n")).toContain("100.0%");
});
