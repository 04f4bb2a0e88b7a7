import type { Constraint, Objective, OptimiseReport, Over, TriedPoint } from "../../analysis/optimise/index.ts";
import { figure, percent, rangeWords } from "../wording.ts";

/** An objective or a constraint at the start and at the best point, as people read it. */
export interface GoalRow {
  readonly label: string;
  readonly wanted: string;
  readonly start: string;
  readonly best: string;
  /** On seeds that the search did not see; for an objective with the mean difference from the start. Empty without. */
  readonly confirmed: string;
}

/** Objectives, then constraints. */
export function goalRows(report: OptimiseReport): GoalRow[] {
  const { objectives, constraints, points, best, confirmed } = report;
  const [start, found] = [points[0], points[best]];
  return [
    ...objectives.map((one, i): GoalRow => {
      const { unit } = one;
      const other = confirmed?.best;
      const difference = other?.differences[i];
      const change =
        difference === undefined || report.best === 0
          ? ""
          : ` (${signed(difference.value, unit)} from the start${Number.isNaN(difference.low) ? "" : `; 95%: ${signed(difference.low, unit)} to ${signed(difference.high, unit)}`})`;
      return {
        label: labelOf(one),
        wanted: `${one.goal === "minimise" ? "small" : "large"}, weight ${one.weight}`,
        start: precise(start.objectives[i], unit),
        best: precise(found.objectives[i], unit),
        confirmed: other === undefined ? "" : `${precise(other.objectives[i], unit)}${change}`,
      };
    }),
    ...constraints.map((one, i): GoalRow => {
      const other = confirmed?.best.constraints[i];
      return {
        label: labelOf(one),
        wanted: boundWords(one),
        start: held(start, one, i),
        best: held(found, one, i),
        confirmed: other === undefined ? "" : `${precise(other, one.unit)}${missed(one, other) ? ", missed" : ""}`,
      };
    }),
  ];
}

/** Headings of the front's table: objectives, constraints, parameters. */
export const frontHeadings = ({ objectives, constraints, parameters }: OptimiseReport): string[] => [
  "point",
  ...objectives.map(({ title }) => title),
  ...constraints.map(({ title }) => title),
  ...parameters.map(({ path }) => path.split(".").slice(-2).join(".")),
];

/** The front by its first objective; every so many of them where there are more than `most`, ends included. */
export function frontRows(report: OptimiseReport, most: number): string[][] {
  const { front, points, objectives, constraints, best } = report;
  const step = Math.max(1, (front.length - 1) / (most - 1));
  const shown = front.length <= most ? front : Array.from({ length: most }, (_, k) => front[Math.round(k * step)]);
  return shown.map((p) => {
    const point = points[p];
    return [
      `${p}${p === best ? " *" : ""}`,
      ...objectives.map(({ unit }, i) => precise(point.objectives[i], unit)),
      ...constraints.map(({ unit }, i) => precise(point.constraints[i], unit)),
      ...point.values.map((value) => String(Number(value.toPrecision(4)))),
    ];
  });
}

/** "margin, mean of the seeds" */
const labelOf = ({ title, over }: Objective | Constraint): string => `${title}, ${overWords(over)}`;

const overWords = (over: Over): string => (typeof over === "number" ? `${percent(over)} quantile` : over);

const boundWords = ({ least, most, unit }: Constraint): string => rangeWords({ low: least, high: most, unit });

const missed = ({ least, most }: Constraint, value: number): boolean =>
  Number.isNaN(value) || (least !== null && value < least) || (most !== null && value > most);

const held = (point: TriedPoint, constraint: Constraint, i: number): string =>
  `${precise(point.constraints[i], constraint.unit)}${missed(constraint, point.constraints[i]) ? " !" : ""}`;

/** Finer than `figure`: points of a search lie close together. */
const precise = (value: number, unit: string): string =>
  unit === "%" && Number.isFinite(value) ? percent(value, 2) : figure(value, unit);

/** A difference: of per cents in points. */
const signed = (value: number, unit: string): string => {
  const text = unit === "%" ? `${percent(value, 2).replace("%", "")} points` : precise(value, unit);
  return `${value > 0 ? "+" : ""}${text}`;
};
