/** A run in quarter-hours: the last step of each, at its end. */
import { expect, it } from "vitest";
import { outlineTable } from "../../src/experiment/tables/outline.ts";
import { runOf, venueSeries } from "../analysis/venue-series.ts";

const MINUTE = 60_000;

it("keeps what stood at the last step of each quarter-hour, and none where nothing was open", () => {
  const time = [0, 5, 14.5, 15, 29, 50, 60].map((minute) => minute * MINUTE);
  const venue = venueSeries({ close: [10, 11, 12, Number.NaN, 13, 14, 15] });
  const base = runOf(time, [venue]);
  const nav = Float64Array.of(1, 2, 3, 4, 5, 6, 7);
  const run = { ...base, world: { ...base.world, nav, premium: nav, fairValue: nav, gold: nav } };
  const { rows, columns } = outlineTable(run);
  expect(rows).toBe(4);
  const values = Object.fromEntries(
    columns.map((column) => [column.name, Array.from(column.values as ArrayLike<number>)]),
  );
  expect(values).toEqual({
    time: [15, 30, 60, 75].map((minute) => minute * MINUTE),
    "test.price": [12, 13, 14, 15],
    nav: [3, 5, 6, 7],
    premium: [3, 5, 6, 7],
    fair_value: [3, 5, 6, 7],
    gold: [3, 5, 6, 7],
  });
});
