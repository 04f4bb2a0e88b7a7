import type { Chart } from "../chart.ts";
import { branchingChart } from "../forensics/branching-chart.ts";
import { cascadeTreeChart } from "../forensics/cascade-tree-chart.ts";
import { crashHourChart } from "../forensics/crash-hour-chart.ts";
import { ladderChart } from "../forensics/ladder-chart.ts";
import { accountsChart } from "./accounts.ts";
import { attributionChart } from "./attribution.ts";
import { crashDayChart } from "./crash-day.ts";
import { depthChart } from "./depth.ts";
import { fundChart } from "./fund.ts";
import { indicatorsChart } from "./indicators.ts";
import { killMatrixChart } from "./kill-matrix.ts";
import { marginChart } from "./margin.ts";
import { metalChart } from "./metal.ts";
import { priceChart } from "./price.ts";
import { reportedChart } from "./reported.ts";
import { twinChart } from "./twin.ts";
import { volumeChart } from "./volume.ts";

/** Every chart, in the order of the report. A new chart is one file here and one line in this list. */
export const CHARTS: readonly Chart[] = [
  priceChart,
  crashDayChart,
  crashHourChart,
  ladderChart,
  twinChart,
  attributionChart,
  killMatrixChart,
  cascadeTreeChart,
  branchingChart,
  volumeChart,
  depthChart,
  accountsChart,
  marginChart,
  fundChart,
  metalChart,
  indicatorsChart,
  reportedChart,
];
