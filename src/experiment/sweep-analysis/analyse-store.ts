/** From a store's directory to its analysis. */
import { analyseSweep, type SweepAnalysis } from "../../analysis/sweep/index.ts";
import { readSweepStore, type StoredSweep } from "../sweep/read-sweep-store.ts";
import { readSweepTable } from "./read-table.ts";

export interface StoreAnalysis {
  readonly store: StoredSweep;
  readonly analysis: SweepAnalysis;
}

/** Opens a store and analyses the given figures, or a choice of them (null). Throws as `readSweepStore` and `readSweepTable` do. */
export async function analyseStore(directory: string, metrics: readonly string[] | null): Promise<StoreAnalysis> {
  const store = await readSweepStore(directory);
  return { store, analysis: analyseSweep(await readSweepTable(store, metrics)) };
}
