/** How an account is closed by force, in the order of the styles' numbers in the table of liquidations. */
export const LIQUIDATION_STYLES = ["at-once", "sliced", "floor", "auction", "deleverage"] as const;
