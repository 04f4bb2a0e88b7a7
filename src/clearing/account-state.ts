/** What an account at a margined venue is going through. */
export const AccountState = {
  Healthy: 0,
  /** In breach: a call or a grace runs. */
  Called: 1,
  /** The desk is closing it. */
  Liquidating: 2,
  /** Closed by force, with money left. It is healthy again once its owner trades. */
  Closed: 3,
  /** Closed by force and owing more than it had. It trades no more. */
  Defaulted: 4,
} as const;
export type AccountState = (typeof AccountState)[keyof typeof AccountState];

/** Why a forced episode began; numbers as in `LIQUIDATION_TRIGGERS` of engine/result.ts. */
export const Trigger = { Price: 0, MarginRaise: 1, CallUnmet: 2, PositionLimit: 3 } as const;
export type Trigger = (typeof Trigger)[keyof typeof Trigger];
