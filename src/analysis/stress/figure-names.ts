/** Names of the figures that a run of a study of margin has, known before anything runs: to find a misspelt one. */
import { WATERFALL_LAYERS } from "../../core/waterfall-layer.ts";
import { CALL_HORIZONS } from "./margin-figures.ts";

const NAMES = [
  ...["price.peak", "price.start", "price.trough", "price.end", "fall", "fallFromPeak", "hoursToTrough"],
  ...["margin.peakToTrough", "margin.peakToTroughOrdered", "margin.peakToTroughMoney"],
  ...["margin.mean", "margin.meanMoney", "margin.highest"],
  ...["increase", "call", "callMoney", "responsiveness"].flatMap((name) =>
    CALL_HORIZONS.map((n) => `margin.${name}${n}d`),
  ),
  ...["coverage.days", "coverage.breaches", "coverage.breachesShort"],
  ...["maxShortfall", "maxLossToMargin", "accounts", "accountExceptions", "accountRate"].map(
    (name) => `coverage.${name}`,
  ),
  ...["coverage.meanException", "coverage.maxException"],
  ...["initialPeak", "variationPeak", "peakHour", "peak1d", "peak5d", "peak30d", "wealthShare"].map(
    (name) => `liquidity.${name}`,
  ),
  ...[
    "made",
    "paid",
    "recovered",
    "late",
    "unmet",
    "askedMoney",
    "paidMoney",
    "minutesToPay",
    "topFive",
    "standing",
    "standingMoney",
  ].map((name) => `calls.${name}`),
  ...["volume", "volumeAfterShock", "share", "waves", "busiestHour", "fallShare"].map((name) => `forced.${name}`),
  ...[
    "liquidated",
    "defaults",
    "loss",
    "lossByForced",
    "slippage",
    "auctionLots",
    "deleveragedLots",
    "deleveragedOvershoot",
    "largestLoss",
    "twoLargestLoss",
    "prefunded",
    "coverOne",
    "coverTwo",
  ].map((name) => `credit.${name}`),
  ...["number", "minutes", "lockedMinutes", "waitingLots", "gap", "unfilledLots"].map((name) => `halts.${name}`),
  "gains",
];

/** What they depend on: names of the populations. */
export const figureNames = (populations: readonly string[]): string[] => [
  ...NAMES,
  ...populations.flatMap((name) => [`credit.defaults.${name}`, `gains.${name}`]),
  ...WATERFALL_LAYERS.flatMap((layer) => [`waterfall.${layer}`, `exhausted.${layer}`]),
];
