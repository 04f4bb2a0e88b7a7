/** Side of an order. */
export const Side = { Buy: 0, Sell: 1 } as const;
export type Side = (typeof Side)[keyof typeof Side];

/**
 * How long a limit order lives: `Gtc` rests until filled or cancelled, `Ioc` trades what it can at once and drops the
 * rest, `Fok` trades whole at once or is refused, `Post` rests or is refused but never takes.
 */
export const TimeInForce = { Gtc: 0, Ioc: 1, Fok: 2, Post: 3 } as const;
export type TimeInForce = (typeof TimeInForce)[keyof typeof TimeInForce];

/** Trading phase of a book: matching at once, collecting for one price, or taking nothing but cancel and reduce. */
export const Phase = { Continuous: 0, Auction: 1, Halted: 2 } as const;
export type Phase = (typeof Phase)[keyof typeof Phase];

/** What happens when an order would trade with a resting order of the same owner. */
export const SelfTrade = { None: 0, CancelResting: 1, CancelIncoming: 2 } as const;
export type SelfTrade = (typeof SelfTrade)[keyof typeof SelfTrade];

/** Why a command was refused. Where several reasons hold, the one listed first is given. */
export const Refusal = {
  Accepted: 0,
  DuplicateId: 1,
  BadQuantity: 2,
  BadPrice: 3,
  UnknownId: 4,
  OutsideBand: 5,
  Halted: 6,
  NotInAuction: 7,
  WouldCross: 8,
  Fok: 9,
} as const;
export type Refusal = (typeof Refusal)[keyof typeof Refusal];

const REFUSAL_NAMES: readonly string[] = Object.freeze([
  "accepted",
  "duplicate-id",
  "bad-quantity",
  "bad-price",
  "unknown-id",
  "outside-band",
  "halted",
  "not-in-auction",
  "would-cross",
  "fok",
]);

/** The hyphenated name of a refusal code, as written by `stampede book`. Throws `RangeError` on an unknown code. */
export function refusalName(code: Refusal): string {
  const name = REFUSAL_NAMES[code];
  if (name === undefined) throw new RangeError(`expected a refusal code 0..9, got ${code}`);
  return name;
}

/** What an entry of the event log says. */
export const EventKind = { Trade: 0, Cancelled: 1, Rejected: 2, Triggered: 3 } as const;
export type EventKind = (typeof EventKind)[keyof typeof EventKind];

/** "No price": the one value for it everywhere. Not a safe integer (-(2^53)), so no order can ever carry it. */
export const NO_PRICE = -9007199254740992;

/** The owner of orders that belong to nobody: self-trade prevention does not look at them. */
export const NOBODY = -1;
