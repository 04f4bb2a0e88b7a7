/** calls.parquet: a row for each margin call. */
import { CALL_OUTCOMES, type RunResult } from "../../engine/result.ts";
import { category, integer, makeTable, number, type Table, time } from "./table.ts";

export function callsTable({ calls, venues, populations }: RunResult): Table {
  return makeTable("calls", [
    integer("member", calls.member),
    category(
      "venue",
      calls.venue,
      venues.map((venue) => venue.name),
    ),
    category(
      "population",
      calls.population,
      populations.map((population) => population.name),
    ),
    time("made", calls.made),
    time("ended", calls.ended),
    category("outcome", calls.outcome, CALL_OUTCOMES),
    number("asked", calls.asked),
    number("paid", calls.paid),
  ]);
}
