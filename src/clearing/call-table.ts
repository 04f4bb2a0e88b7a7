/** The calls of all venues as the results have them. */
import type { House } from "./house.ts";

/** As in engine/result.ts. */
export interface CallTable {
  readonly member: Float64Array;
  readonly venue: Uint8Array;
  readonly population: Uint16Array;
  readonly made: Float64Array;
  readonly ended: Float64Array;
  readonly outcome: Uint8Array;
  readonly asked: Float64Array;
  readonly paid: Float64Array;
}

/** @param houses by venue, null where shares are fully paid */
export function callTable(houses: readonly (House | null)[], populationOf: Uint16Array): CallTable {
  const rows = houses.flatMap((house, venue) =>
    house === null ? [] : Array.from({ length: house.callBook.count }, (_, i) => ({ venue, ...house.callBook.at(i) })),
  );
  return {
    member: Float64Array.from(rows, (row) => row.member),
    venue: Uint8Array.from(rows, (row) => row.venue),
    population: Uint16Array.from(rows, (row) => populationOf[row.member]),
    made: Float64Array.from(rows, (row) => row.made),
    ended: Float64Array.from(rows, (row) => row.ended),
    outcome: Uint8Array.from(rows, (row) => row.outcome),
    asked: Float64Array.from(rows, (row) => row.asked / 100),
    paid: Float64Array.from(rows, (row) => row.paid / 100),
  };
}
