/** kill-matrix.parquet: losses of liquidated accounts by who made them; a row for each pair with a loss. */
import type { RunResult } from "../../engine/result.ts";
import { makeTable, number, type Table, text } from "./table.ts";

export function killMatrixTable({ killMatrix }: RunResult): Table {
  const { victims, killers, loss } = killMatrix;
  const cells = Array.from(loss.keys()).filter((cell) => loss[cell] !== 0);
  const killer = (cell: number) => killers[cell % killers.length];
  return makeTable("kill-matrix", [
    text(
      "victim",
      cells.map((cell) => victims[Math.floor(cell / killers.length)]),
    ),
    text(
      "killer",
      cells.map((cell) => killer(cell).population),
    ),
    text(
      "cause",
      cells.map((cell) => killer(cell).cause),
    ),
    number(
      "loss_usd",
      cells.map((cell) => loss[cell]),
    ),
  ]);
}
