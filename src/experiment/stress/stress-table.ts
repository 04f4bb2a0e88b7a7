/** stress.parquet: a row for each stress, policy and figure. */
import type { FigureSpread, PolicyReport, StressReport } from "../../analysis/stress/index.ts";
import { integer, makeTable, number, type Table, text } from "../tables/table.ts";

interface Row {
  readonly scenario: string;
  readonly policy: string;
  /** `run` with feedback, `fixed` along the twin's prices. */
  readonly feedback: string;
  readonly figure: string;
  readonly spread: FigureSpread;
  readonly difference: FigureSpread["mean"] | undefined;
}

export function stressTable({ scenarios }: StressReport): Table {
  const rows = scenarios.flatMap(({ name, baseline, policies }) =>
    [baseline, ...policies].flatMap((policy) => rowsOf(name, policy)),
  );
  const of = (name: string, value: (row: Row) => number) => number(name, rows.map(value));
  return makeTable("stress", [
    ...(["scenario", "policy", "feedback", "figure"] as const).map((key) =>
      text(
        key,
        rows.map((row) => row[key]),
      ),
    ),
    integer(
      "runs",
      rows.map((row) => row.spread.runs),
    ),
    of("mean", ({ spread }) => spread.mean.value),
    of("mean_low", ({ spread }) => spread.mean.low),
    of("mean_high", ({ spread }) => spread.mean.high),
    of("median", ({ spread }) => spread.median.value),
    of("median_low", ({ spread }) => spread.median.low),
    of("median_high", ({ spread }) => spread.median.high),
    ...(["p1", "p5", "p95", "p99"] as const).map((key) => of(key, ({ spread }) => spread[key])),
    of("difference", (row) => row.difference?.value ?? Number.NaN),
    of("difference_low", (row) => row.difference?.low ?? Number.NaN),
    of("difference_high", (row) => row.difference?.high ?? Number.NaN),
  ]);
}

function rowsOf(scenario: string, { name: policy, figures, difference, fixed }: PolicyReport): Row[] {
  const along = [...(fixed?.figures ?? [])];
  return [
    ...[...figures].map(([figure, spread]) => ({
      ...{ scenario, policy, feedback: "run", figure, spread },
      difference: difference.get(figure),
    })),
    ...along.map(([figure, spread]) => ({
      ...{ scenario, policy, feedback: "fixed", figure, spread, difference: undefined },
    })),
  ];
}
