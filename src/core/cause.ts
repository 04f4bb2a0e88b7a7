/** Why an order was sent. Every order carries one, with its population: the tag that the forensics live on. */
export const CAUSES = [
  "voluntary",
  "value",
  "momentum",
  "stop",
  "panic",
  "margin-call",
  "position-limit",
  "redemption",
  "subscription",
  "arbitrage",
  "hedge",
  "auto-invest",
  "herding",
  "profit-taking",
  "rebalancing",
  "market-making",
  "hoarding",
  "consumption",
  "fat-finger",
  "short-cover",
] as const;

export type CauseName = (typeof CAUSES)[number];

/** Causes by number, as they travel with orders. */
export const Cause = {
  Voluntary: 0,
  Value: 1,
  Momentum: 2,
  Stop: 3,
  Panic: 4,
  MarginCall: 5,
  PositionLimit: 6,
  Redemption: 7,
  Subscription: 8,
  Arbitrage: 9,
  Hedge: 10,
  AutoInvest: 11,
  Herding: 12,
  ProfitTaking: 13,
  Rebalancing: 14,
  MarketMaking: 15,
  Hoarding: 16,
  Consumption: 17,
  FatFinger: 18,
  ShortCover: 19,
} as const;
export type Cause = (typeof Cause)[keyof typeof Cause];

/** Causes whose orders the clearing house sends, not the owner. */
export const isForced = (cause: number): boolean => cause === Cause.MarginCall || cause === Cause.PositionLimit;

/** Packs population (0 … 65535) and cause into the tag that travels with an order. */
export const tagOf = (population: number, cause: number): number => (population << 8) | cause;
export const populationOfTag = (tag: number): number => tag >> 8;
export const causeOfTag = (tag: number): number => tag & 255;
