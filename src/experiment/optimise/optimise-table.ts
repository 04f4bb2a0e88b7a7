/** optimise.parquet: a row for each point tried, with its parameters, what it came to, and whether it is on the front. */
import { isFeasible, type OptimiseReport } from "../../analysis/optimise/index.ts";
import { searchTable } from "../search/search-table.ts";
import type { Table } from "../tables/table.ts";

export function optimiseTable({ points, parameters, objectives, constraints, front }: OptimiseReport): Table {
  const first = new Set(front);
  return searchTable("optimise", points, parameters, {
    worth: [
      { name: "feasible", whole: true, of: (point) => Number(isFeasible(point)) },
      { name: "front", whole: true, of: (_, p) => Number(first.has(p)) },
      { name: "cost", of: ({ cost }) => cost },
      { name: "violation", of: ({ violation }) => violation },
    ],
    outcome: [
      ...objectives.map(({ name }, i) => ({
        name: `objective.${name}`,
        of: (point: (typeof points)[number]) => point.objectives[i],
      })),
      ...constraints.map(({ name }, i) => ({
        name: `constraint.${name}`,
        of: (point: (typeof points)[number]) => point.constraints[i],
      })),
    ],
  });
}
