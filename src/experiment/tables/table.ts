/** A table as it goes to disk: named columns of equal length. What the columns mean is in docs/runs.md. */

/** Where a column's values come from; NaN is written as an empty cell (null) in every numeric kind. */
export type Column =
  /** A double. */
  | { readonly kind: "number"; readonly name: string; readonly values: ArrayLike<number> }
  /** A whole number that fits 32 bits. */
  | { readonly kind: "integer"; readonly name: string; readonly values: ArrayLike<number> }
  /** A moment: ms since 1970 UTC here, a timestamp without zone, in UTC, on disk. */
  | { readonly kind: "time"; readonly name: string; readonly values: ArrayLike<number> }
  /** One of a few names, given by index; an index outside `names` is written as null. */
  | {
      readonly kind: "category";
      readonly name: string;
      readonly values: ArrayLike<number>;
      readonly names: readonly string[];
    }
  /** Free text. */
  | { readonly kind: "text"; readonly name: string; readonly values: readonly (string | null)[] };

export interface Table {
  /** The file's name without its ending. */
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly Column[];
}

export const number = (name: string, values: ArrayLike<number>): Column => ({ kind: "number", name, values });
export const integer = (name: string, values: ArrayLike<number>): Column => ({ kind: "integer", name, values });
export const time = (name: string, values: ArrayLike<number>): Column => ({ kind: "time", name, values });
export const text = (name: string, values: readonly (string | null)[]): Column => ({ kind: "text", name, values });
export const category = (name: string, values: ArrayLike<number>, names: readonly string[]): Column => ({
  kind: "category",
  name,
  values,
  names,
});

/** A table of these columns. Throws when their lengths differ. */
export function makeTable(name: string, columns: readonly Column[]): Table {
  const rows = columns[0]?.values.length ?? 0;
  for (const column of columns) {
    if (column.values.length !== rows)
      throw new Error(`table ${name}: column ${column.name} has ${column.values.length} values, expected ${rows}`);
  }
  return { name, rows, columns };
}
