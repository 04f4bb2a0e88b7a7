/** A study of causes as JSON has it: what is not there is null. */
import type { CauseReport } from "../../analysis/cause/index.ts";
import type { Estimate } from "../../analysis/sensitivity/index.ts";

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
const estimate = ({ value, low, high }: Estimate) => ({ value: finite(value), low: finite(low), high: finite(high) });

export function causeJson(report: CauseReport): Record<string, unknown> {
  const { name, hash, version, base, without, figure, from, until, orders, exact, combinations } = report;
  return {
    ...{ name, hash, version, base, without, figure },
    from: new Date(from).toISOString(),
    until: new Date(until).toISOString(),
    ...{ orders, exact, combinations, seeds: report.seeds },
    runs: { failed: report.failed, reasons: report.failures },
    all: estimate(report.all),
    none: estimate(report.none),
    whole: estimate(report.whole),
    mechanisms: report.rows.map((row) => ({
      name: row.name,
      title: row.title,
      value: estimate(row.value),
      share: estimate(row.share),
      last: estimate(row.last),
    })),
    // Whole numbers, billionths of the figure times the orders: each row of values sums to its whole exactly.
    counted: report.counted.map(({ values, whole }, s) => ({ seed: report.seeds[s], values, whole })),
  };
}
