/** A search as a table: a row for each point tried, with its parameters and what it came to. */
import { type Column, integer, makeTable, number, type Table } from "../tables/table.ts";

/** What every search knows of a point. */
interface Tried {
  readonly batch: number;
  /** Runs that failed. */
  readonly failed: number;
  /** Values of the parameters, in their order. */
  readonly values: ArrayLike<number>;
}

/** What one search has and another has not. */
export interface OwnColumns<P> {
  /** Before the parameters: what the point is worth. 1 and 0 for yes and no. */
  readonly worth: readonly {
    readonly name: string;
    readonly whole?: true;
    readonly of: (point: P, p: number) => number;
  }[];
  /** After them: what it came to. */
  readonly outcome: readonly { readonly name: string; readonly of: (point: P) => number }[];
}

/** @param name of the table  @param parameters by path, in the order of the points' values */
export function searchTable<P extends Tried>(
  name: string,
  points: readonly P[],
  parameters: readonly { readonly path: string }[],
  { worth, outcome }: OwnColumns<P>,
): Table {
  const numbers = (column: string, of: (point: P) => number): Column => number(column, points.map(of));
  return makeTable(name, [
    integer("evaluation", [...points.keys()]),
    integer(
      "batch",
      points.map(({ batch }) => batch),
    ),
    ...worth.map(({ name: column, whole, of }) => (whole ? integer : number)(column, points.map(of))),
    integer(
      "failed",
      points.map(({ failed }) => failed),
    ),
    ...parameters.map(({ path }, i) => numbers(path, ({ values }) => values[i])),
    ...outcome.map(({ name: column, of }) => numbers(column, of)),
  ]);
}
