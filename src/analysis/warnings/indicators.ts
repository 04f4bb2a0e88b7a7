/** What can be watched before a crash: the indicators, by their columns of the table `warnings`. */

/** One indicator. */
export interface Indicator {
  /** Its column of the table. */
  readonly key: string;
  /** As a chart calls it. */
  readonly title: string;
  /** "%" for a fraction. */
  readonly unit: string;
}

/** Every indicator, in the order of tables and charts. Whether a high or a low value warns is left to the data. */
export const INDICATORS: readonly Indicator[] = [
  { key: "crowding", title: "Crowding: open interest over usual volume", unit: "hours" },
  { key: "long_share", title: "Accounts that are long", unit: "%" },
  { key: "leverage", title: "Leverage of the longs", unit: "" },
  { key: "leverage_concentration", title: "Lots on less than twice their margin", unit: "%" },
  { key: "breached_2", title: "Ladder: in breach at \u22122%, of open interest", unit: "%" },
  { key: "breached_5", title: "Ladder: in breach at \u22125%, of open interest", unit: "%" },
  { key: "breached_10", title: "Ladder: in breach at \u221210%, of open interest", unit: "%" },
  { key: "forced_2", title: "Forced at \u22122%, of open interest", unit: "%" },
  { key: "forced_5", title: "Forced at \u22125%, of open interest", unit: "%" },
  { key: "forced_10", title: "Forced at \u221210%, of open interest", unit: "%" },
  { key: "forced_5_over_depth", title: "Forced at \u22125%, times the bids", unit: "" },
  { key: "bid_depth", title: "Bids near the best price", unit: "lots" },
  { key: "premium", title: "Premium of the listed fund", unit: "%" },
  { key: "oi_over_stock", title: "Open interest over deliverable stock", unit: "" },
  { key: "gold_silver", title: "Gold price over silver price", unit: "" },
  { key: "deviation", title: "Price over its 200-day mean", unit: "%" },
  { key: "volatility", title: "Volatility a day", unit: "%" },
];
