/** design.parquet and units.parquet: the points of a sweep, for people and for whoever analyses it. */
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ParameterValue } from "../design/design.ts";
import { writeParquet } from "../tables/parquet.ts";
import { type Column, integer, makeTable, number, type Table, text } from "../tables/table.ts";
import type { SweepPlan } from "./sweep-plan.ts";
import { flush, writeBeside } from "./write-beside.ts";

/** Writes both; units.parquet only for a design that has uniform coordinates. */
export async function writeDesign(directory: string, plan: SweepPlan, keys: readonly string[]): Promise<void> {
  const units = unitsTable(plan);
  await writeTables(directory, units ? [designTable(plan, keys), units] : [designTable(plan, keys)]);
  if (!units) await rm(join(directory, "units.parquet"), { force: true });
}

/** A value as it stands in a column of text: words as they are, everything else as JSON. */
export const asText = (value: ParameterValue): string => (typeof value === "string" ? value : JSON.stringify(value));

function designTable({ parameters, values }: SweepPlan, keys: readonly string[]): Table {
  const columns = parameters.map(({ path, numeric }, p): Column => {
    const column = values.map((row) => row[p]);
    return numeric ? number(path, column as number[]) : text(path, column.map(asText));
  });
  return makeTable("design", [integer("point", Int32Array.from(keys.keys())), text("key", keys), ...columns]);
}

function unitsTable({ design, parameters }: SweepPlan): Table | null {
  const { units, scheme, points } = design;
  if (units === null) return null;
  const sampled = parameters.filter((parameter) => parameter.sampled);
  const changed = scheme.kind === "morris" ? scheme.changed : new Float64Array(points.length).fill(Number.NaN);
  return makeTable("units", [
    integer("point", Int32Array.from(points.keys())),
    integer("changed", changed),
    ...sampled.map(({ path }, axis) =>
      number(
        path,
        Float64Array.from(points, (_, point) => units[point * sampled.length + axis]),
      ),
    ),
  ]);
}

/** Writes tables into a directory, each whole or not at all. */
async function writeTables(directory: string, tables: readonly Table[]): Promise<void> {
  for (const table of tables) {
    await writeBeside(join(directory, `${table.name}.parquet`), async (beside) => {
      const work = `${beside}-tables`;
      await mkdir(work);
      try {
        await writeParquet(work, [table]);
        await rename(join(work, `${table.name}.parquet`), beside);
      } finally {
        await rm(work, { recursive: true, force: true });
      }
    });
  }
  await flush(directory);
}
