/** optimise.parquet: a row for each point tried, with its parameters, what it came to, and whether it is on the front. */
import { isFeasible, type OptimiseReport } from "../../analysis/optimise/index.ts";
import { integer, makeTable, number, type Table } from "../tables/table.ts";

export function optimiseTable({ points, parameters, objectives, constraints, front }: OptimiseReport): Table {
  const column = (of: (point: (typeof points)[number]) => number) => points.map(of);
  const first = new Set(front);
  return makeTable("optimise", [
    integer("evaluation", [...points.keys()]),
    integer(
      "batch",
      column(({ batch }) => batch),
    ),
    integer(
      "feasible",
      column((point) => Number(isFeasible(point))),
    ),
    integer(
      "front",
      points.map((_, p) => Number(first.has(p))),
    ),
    number(
      "cost",
      column(({ cost }) => cost),
    ),
    number(
      "violation",
      column(({ violation }) => violation),
    ),
    integer(
      "failed",
      column(({ failed }) => failed),
    ),
    ...parameters.map(({ path }, i) =>
      number(
        path,
        column(({ values }) => values[i]),
      ),
    ),
    ...objectives.map(({ name }, i) =>
      number(
        `objective.${name}`,
        column((point) => point.objectives[i]),
      ),
    ),
    ...constraints.map(({ name }, i) =>
      number(
        `constraint.${name}`,
        column((point) => point.constraints[i]),
      ),
    ),
  ]);
}
