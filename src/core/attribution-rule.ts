/** How a round's price change is shared among those who traded: see docs/forensics.md. */
export const ATTRIBUTION_RULES = ["volume", "shapley", "off"] as const;
export type AttributionRule = (typeof ATTRIBUTION_RULES)[number];
