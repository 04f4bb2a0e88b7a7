/** What `stampede optimise` prints of a search. */
import { isFeasible, type OptimiseReport } from "../analysis/optimise/index.ts";
import { frontHeadings, frontRows, goalRows } from "../charts/optimise/index.ts";
import { align } from "./figures.ts";

/** Points of the front that are printed. */
const MOST = 12;

const SIDES = ["left", "left", "right", "right"] as const;

/** Parameters and goals at the start and at the best point, the front, and the best point's values by path. */
export function optimiseLines(report: OptimiseReport): string[] {
  const { parameters, best } = report;
  const rows = parameters.map(({ path, written: w }) => [path, w.start, w.best, `${w.low} to ${w.high}`]);
  return [
    ...align([["parameter", "start", "best", "bounds"], ...rows], ["left", "right", "right", "left"]),
    "",
    ...goalLines(report),
    "",
    ...frontLines(report),
    `best (point ${best}), as the set of its policy takes it:`,
    ...parameters.map(({ path, written }) => `  ${path}: ${written.best}`),
    "",
  ];
}

function goalLines(report: OptimiseReport): string[] {
  const { points, best, constraints, confirmed, confirmSeeds } = report;
  const other =
    confirmed === null ? [] : [`best on ${confirmSeeds.length} other ${confirmSeeds.length === 1 ? "seed" : "seeds"}`];
  const rows = goalRows(report).map((row) => {
    const shown = [row.label, row.wanted, row.start, row.best];
    return confirmed === null ? shown : [...shown, row.confirmed];
  });
  const feasible = points.filter(isFeasible).length;
  return [
    ...align([["", "wanted", "start", "best", ...other], ...rows], [...SIDES, ...other.map(() => "left" as const)]),
    ...(constraints.length === 0
      ? []
      : [
          `${feasible} of ${points.length} points keep every constraint${isFeasible(points[best]) ? "" : "; the best is the one that misses them least"}; ! misses it`,
        ]),
  ];
}

function frontLines(report: OptimiseReport): string[] {
  const { front, objectives } = report;
  if (front.length === 0 || objectives.length < 2) return [];
  const headings = frontHeadings(report);
  const more = front.length > MOST ? `, ${MOST} of them` : "";
  return [
    `Pareto front, ${front.length} points${more} (* the best):`,
    ...align(
      [headings, ...frontRows(report, MOST)],
      headings.map(() => "right" as const),
    ),
    "",
  ];
}
