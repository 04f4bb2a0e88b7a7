/** What the figures of a summary are measured in: their keys say it. */

/** How a figure is written: a fraction as a percentage, or a number with this unit behind it ("" for none). */
export type MetricUnit = { readonly kind: "fraction" } | { readonly kind: "number"; readonly unit: string };

const FRACTION: MetricUnit = { kind: "fraction" };
const plain = (unit: string): MetricUnit => ({ kind: "number", unit });

/** Last words of keys, dates taken off, and what they are measured in. As `summarise` of src/analysis names them. */
const FRACTIONS = new Set([
  "fall",
  "fallToLow",
  "fallInThreeHours",
  "bounce",
  "runUp",
  "peakToLow",
  "worstDayChange",
  "change",
  "depthCollapse",
  "depthCollapseAtWorst",
  "forcedShare",
  "share",
  "premium",
  "premiumPeak",
  "premiumEnd",
  "worstRevaluation",
  "leakMove",
  "limitFilled",
  "overWorld",
  "etfChange",
]);
const UNITS: Readonly<Record<string, string>> = {
  crashVolume: "lots",
  forcedVolume: "lots",
  limitQueue: "lots",
  mainLots: "lots",
  lockedMinutes: "minutes",
  haltedMinutes: "minutes",
  halts: "halts",
  lots: "lots",
  auctionLots: "lots",
  deleveragedLots: "lots",
  unfilledAtLimit: "lots",
  limitUps: "days",
  limitUpsBefore: "days",
  limitDowns: "days",
  volumeRatio: "times usual",
  amplification: "times",
  accounts: "accounts",
  episodes: "episodes",
  generations: "waves",
  fairValueStart: "USD/oz",
  fairValuePeak: "USD/oz",
  fairValueEnd: "USD/oz",
  floatLow: "t",
};

const DATE = /\.\d{4}-\d{2}-\d{2}$/;

/** Unit of a summary figure by its key. A key that nothing is known of is a plain number. */
export function metricUnit(key: string): MetricUnit {
  const words = key
    .replace(/_reported$/, "")
    .replace(DATE, "")
    .split(".");
  const last = words[words.length - 1];
  if (FRACTIONS.has(last)) return FRACTION;
  if (words[0] === "killMatrix" && last === "loss") return plain("USD");
  return plain(UNITS[last] ?? "");
}
