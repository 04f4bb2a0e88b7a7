/** events.parquet: what happened and when: shocks, margin changes, halts, limit locks, re-valuations. */
import type { RunResult } from "../../engine/result.ts";
import { makeTable, type Table, text, time } from "./table.ts";

export function eventsTable({ events }: RunResult): Table {
  return makeTable("events", [
    time(
      "time",
      events.map((event) => event.time),
    ),
    text(
      "kind",
      events.map((event) => event.kind),
    ),
    text(
      "subject",
      events.map((event) => event.subject),
    ),
    text(
      "text",
      events.map((event) => event.text),
    ),
  ]);
}
