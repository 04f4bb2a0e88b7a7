/** Margin in the runs of a stress study, and margin along given prices: one and the same implementation. */
import { describe, expect, it } from "vitest";
import type { MarginDays } from "../../src/analysis/stress/index.ts";
import { alongPrices } from "../../src/experiment/stress/fixed-prices.ts";
import { loadStress } from "../../src/experiment/stress/load-stress.ts";
import { executeSweepRun } from "../../src/experiment/sweep/execute-sweep-run.ts";
import { runsOf } from "../../src/experiment/sweep/sweep-runs.ts";
import type { Table } from "../../src/experiment/tables/table.ts";
import { SweepFolder } from "./sweep-file-fixture.ts";

const TINY = new URL("tiny-market.yaml", import.meta.url).pathname;
const HISTORY = Array.from({ length: 40 }, (_, i) => 100 + 3 * Math.sin(i * 1.7) + (i % 5));
const ewma = "kind: ewma, lookback: 20";
/** A policy of each kind: dated steps, models, and each tool. */
const POLICIES: Readonly<Record<string, string>> = {
  "as-it-was": "{}",
  steps: `{ clearing: { margin: { kind: schedule, maintenance: 9%, ratio: 1.2, steps: [{ effective: 2026-01-30T22:00Z, add: 2% }, { effective: 2026-02-02T18:45Z, add: 1% }] } } }`,
  money: "{ clearing: { margin: { kind: per-lot, amount: 9000 } } }",
  ewma: `{ clearing: { margin: { ${ewma} } } }`,
  historical: "{ clearing: { margin: { kind: historical, lookback: 30 } } }",
  filtered: "{ clearing: { margin: { kind: filtered, lookback: 20, warmUp: 10 } } }",
  buffer: `{ clearing: { margin: { ${ewma}, tools: [{ kind: buffer, rate: 9% }] } } }`,
  speed: `{ clearing: { margin: { ${ewma}, tools: [{ kind: speed-limit, limit: 1.1, days: 2 }, { kind: floor, rate: 6% }] } } }`,
  hikes: `{ clearing: { margin: { ${ewma}, tools: [{ kind: step-hikes, notice: 1 }] } } }`,
};

function daysOf(tables: readonly Table[]): MarginDays {
  const { columns } = tables.find((table) => table.name === "days") as Table;
  const column = (name: string) => Float64Array.from(columns.find((one) => one.name === name)?.values as Float64Array);
  return {
    time: column("time"),
    after: column("after"),
    settlement: column("settlement"),
    maintenance: column("maintenance"),
    initial: column("initial"),
    openInterest: column("open_interest"),
  };
}

describe("a policy in a run, from the fork on", () => {
  const folder = new SweepFolder();
  const policies = Object.entries(POLICIES).map(([name, text]) => `  ${name}: ${text}\n`);
  const file = folder.write(`base: ${TINY}
set: { clock.end: 2026-02-04T22:00Z, venues.pit.history: [${HISTORY.join(", ")}] }
fork: 2026-01-29T19:30Z
shock: 2026-01-30T14:00Z
policies:
${policies.join("")}seeds: [5]
`);
  const plan = loadStress({ file, out: "runs" });
  folder.remove();

  it("asks after every settlement what it asks along the same prices without a market, exactly", () => {
    const runs = runsOf(plan.runs);
    plan.policies.forEach(({ name }, p) => {
      const { outcome, tables } = executeSweepRun(plan.runs, runs.at(p + 1));
      expect([name, outcome.error]).toEqual([name, null]);
      const own = daysOf(tables);
      expect(own.time.length).toBeGreaterThanOrEqual(5);
      const along = alongPrices(own, plan.margins[p], plan.scenario, plan.measure);
      expect([name, ...along.maintenance]).toEqual([name, ...own.maintenance]);
      expect([name, ...along.initial]).toEqual([name, ...own.initial]);
    });
  });
});
