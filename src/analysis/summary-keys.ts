/** The keys that a summary may have, so that one can be named before there is a run. */

import { WATERFALL_LAYERS } from "../core/waterfall-layer.ts";

/** What the keys depend on. */
export interface SummaryNames {
  readonly main: string;
  readonly fund: string | undefined;
  readonly venues: readonly string[];
}

/** Of each venue. */
const VENUE = [
  "start",
  "end",
  "peak",
  "peakTime",
  "runUp",
  "lowAfterPeak",
  "peakToLow",
  "fall",
  "fallToLow",
  "fallInThreeHours",
  "bounce",
  "volumeRatio",
  "crashVolume",
  "depthCollapse",
  "depthCollapseAtWorst",
  "forcedVolume",
  "forcedShare",
  "halts",
  "haltedMinutes",
  "lockedMinutes",
  "worstDay",
  "worstDayChange",
  "change.<day>",
  "limit.<day>",
  "lockedMinutes.<day>",
  "limitQueue.<day>",
  "limitFilled.<day>",
  "overWorld.<day>",
];

const FUND = [
  "limitUps",
  "limitUpsBefore",
  "limitDowns",
  "premiumPeak",
  "premiumEnd",
  "worstRevaluation",
  "worstRevaluationTime",
  "premium.<day>",
];

const WORLD = [
  "fairValueStart",
  "fairValuePeak",
  "fairValueEnd",
  "goldSilverLow",
  "oiOverStockPeak",
  "attentionPeak",
  "rsiPeak",
  "floatLow",
  "etfChange",
];

const CASCADE = ["forcedShareOfFall", "branchingRatioPeak", "meanGeneration"];
const LIQUIDATIONS = ["episodes", "accounts", "generations", "mainLots"];
/** Of each margined venue. */
const COSTS = [
  "episodes",
  "lots",
  "auctionLots",
  "deleveragedLots",
  "slippage",
  "fees",
  "auctionConcession",
  "deleveragedTaken",
  "deleveragedOvershoot",
  "unfilledAtLimit",
  "shortfall",
];

/** Every key that a run may have; `<day>` stands for a day such as 2026-01-30. */
export function summaryKeys({ main, fund, venues }: SummaryNames): string[] {
  const of = (prefix: string, names: readonly string[]): string[] => names.map((name) => `${prefix}.${name}`);
  return [
    "forcedShare",
    ...venues.flatMap((venue) => of(venue, VENUE)),
    `${main}.leakMove`,
    ...(fund === undefined ? [] : of("fund", FUND)),
    ...of("liquidations", LIQUIDATIONS),
    ...venues.flatMap((venue) => of(`liquidations.${venue}`, COSTS)),
    ...of("cascade", CASCADE),
    ...of("killMatrix", ["loss", "forcedShare"]),
    ...venues.flatMap((venue) => of(`waterfall.${venue}`, WATERFALL_LAYERS)),
    ...of("world", WORLD),
  ];
}
