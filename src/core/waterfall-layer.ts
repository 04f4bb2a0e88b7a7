/** Layers that can bear what a defaulter owes, in the order in which they do unless told otherwise; "uncovered" is the last in any order. */
export const WATERFALL_LAYERS = [
  "account-margin",
  "account-wallet",
  "broker-capital",
  "default-fund-share",
  "house-stake",
  "mutual-fund",
  "assessment",
  "gains-haircut",
  "second-stake",
  "uncovered",
] as const;
export type WaterfallLayer = (typeof WATERFALL_LAYERS)[number];
