import type { BookState } from "./book-state.ts";
import { NO_PRICE, Phase, Side } from "./codes.ts";
import { match } from "./matching.ts";
import { Layout, Role } from "./order-pool.ts";

const { NUMS, ID, SHOWN, HIDDEN, STAMP, INTS, LEVEL, CELL, OWNER, TAG, SIDE, ROLE } = Layout;
const { Buy: BUY } = Side;

/** A record for a newly accepted order of `lots`, detached as yet. */
export function record(
  state: BookState,
  id: number,
  cell: number,
  side: Side,
  role: Role,
  lots: number,
  owner: number,
  tag: number,
): number {
  const { pool, ids } = state;
  const slot = pool.take();
  const { num, int } = pool;
  const n = slot << NUMS;
  const at = slot << INTS;
  num[n + ID] = id;
  num[n + SHOWN] = lots;
  num[n + HIDDEN] = 0;
  num[n + STAMP] = ++state.clock;
  int[at + CELL] = cell;
  int[at + OWNER] = owner;
  int[at + TAG] = tag;
  int[at + SIDE] = side;
  int[at + ROLE] = role;
  ids.settle(cell, slot);
  return slot;
}

/** Lets a recorded, detached order take from the other side as if new, in continuous trading. Returns the lots left. */
export function arrive(state: BookState, slot: number, price: number, qty: number): number {
  const { num, int } = state.pool;
  num[(slot << NUMS) + STAMP] = ++state.clock;
  if (state.phase !== Phase.Continuous) return qty;
  const side = state.sideOf(slot);
  const floor = price === NO_PRICE ? -Infinity : side === BUY ? -price : price;
  const against = side === BUY ? state.asks : state.bids;
  const at = slot << INTS;
  return match(state, against, floor, qty, num[(slot << NUMS) + ID]!, int[at + OWNER]!, int[at + TAG]!, side);
}

/** Puts a recorded, detached order at the back of the level of its price, with `lots` open. */
export function rest(state: BookState, slot: number, price: number, lots: number): void {
  const { pool } = state;
  const isIceberg = pool.int[(slot << INTS) + ROLE] === Role.Iceberg;
  const slice = isIceberg ? Math.min(pool.display[slot]!, lots) : lots;
  pool.num[(slot << NUMS) + SHOWN] = slice;
  pool.num[(slot << NUMS) + HIDDEN] = lots - slice;
  const ladder = state.ladder(state.sideOf(slot));
  ladder.append(pool.int, slot, ladder.sign * price, slice);
}

/** Takes lots off a live order that keeps some, hidden ones first. It keeps its place. */
export function takeOff(state: BookState, slot: number, lots: number): void {
  const { num, int } = state.pool;
  const n = slot << NUMS;
  const at = slot << INTS;
  const fromHidden = Math.min(lots, num[n + HIDDEN]!);
  const fromShown = lots - fromHidden;
  num[n + HIDDEN] = num[n + HIDDEN]! - fromHidden;
  num[n + SHOWN] = num[n + SHOWN]! - fromShown;
  const role = int[at + ROLE]!;
  const side = state.sideOf(slot);
  if (role <= Role.Iceberg) state.ladder(side).reduceShown(int[at + LEVEL]!, fromShown);
  else if (role === Role.AuctionMarket) state.marketQueue(side).lots -= fromShown;
}
