/** All tables of a run, in the order in which they are written. */
import { cascadeTree } from "../../analysis/cascade/index.ts";
import type { RunResult } from "../../engine/result.ts";
import { callsTable } from "./calls.ts";
import { cascadeTables } from "./cascade.ts";
import { eventsTable } from "./events.ts";
import { fallsTable, flowsTable } from "./flows.ts";
import { killMatrixTable } from "./kill-matrix.ts";
import { killsTable } from "./kills.ts";
import { liquidationsTable } from "./liquidations.ts";
import { positionsTable } from "./positions.ts";
import type { Table } from "./table.ts";
import { tradesTable } from "./trades.ts";
import { venuesTable } from "./venues.ts";
import { ladderTable, warningsTable } from "./warnings.ts";
import { waterfallPaymentsTable } from "./waterfall-payments.ts";
import { waterfallsTable } from "./waterfalls.ts";
import { worldTable } from "./world.ts";

export function runTables(result: RunResult): Table[] {
  const tree = cascadeTree(result);
  const tables = [
    venuesTable(result),
    worldTable(result),
    flowsTable(result),
    liquidationsTable(result, tree),
    killMatrixTable(result),
    eventsTable(result),
    waterfallsTable(result),
    waterfallPaymentsTable(result),
    callsTable(result),
    positionsTable(result),
    warningsTable(result),
    ladderTable(result),
    fallsTable(result),
  ];
  const kills = killsTable(result);
  if (kills) tables.push(kills, ...cascadeTables(result, tree));
  if (result.trades) tables.push(tradesTable(result, result.trades));
  return tables;
}

/** The tables of a twin: the series that are compared with the run's own, not its forensics. */
export const twinTables = (result: RunResult): Table[] => [venuesTable(result), worldTable(result)];
