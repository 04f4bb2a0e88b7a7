import type { BookState } from "./book-state.ts";
import { EventKind, NOBODY, SelfTrade, type Side } from "./codes.ts";
import type { Ladder } from "./ladder.ts";
import { Layout, type OrderPool } from "./order-pool.ts";

const { NUMS, ID, SHOWN, HIDDEN, INTS, NEXT, PREV, CELL, OWNER, TAG } = Layout;
const { Cancelled: CANCELLED } = EventKind;
const NO_OWNER = NOBODY;
const { None: NONE, CancelIncoming: CANCEL_INCOMING } = SelfTrade;

/**
 * Lets an incoming order take from the other side, best price first and first come, first served at each, down to the
 * level of rank `floor` (`-Infinity`: any price). Returns the lots that are left. Self-trade prevention
 * `CancelIncoming` cancels the rest of the order itself and returns 0.
 */
export function match(
  state: BookState,
  against: Ladder,
  floor: number,
  qty: number,
  id: number,
  owner: number,
  tag: number,
  side: Side,
): number {
  const { pool, ids, log } = state;
  const { num, int } = pool;
  const mode = owner === NO_OWNER ? NONE : state.selfTrade;
  let rest = qty;
  while (rest > 0 && against.best >= 0 && against.bestRank >= floor) {
    const level = against.best;
    const price = against.sign * against.bestRank + 0;
    let slot = against.head[level]!;
    let gone = 0; // shown lots that left the level
    do {
      const at = slot << INTS;
      const maker = slot << NUMS;
      const shown = num[maker + SHOWN]!;
      const next = int[at + NEXT]!;
      if (mode !== NONE && int[at + OWNER] === owner) {
        if (mode === CANCEL_INCOMING) {
          log.note(CANCELLED, id, price, rest, owner, tag, side);
          rest = 0;
          break;
        }
        state.note(CANCELLED, slot, price, shown + num[maker + HIDDEN]!);
        gone += shown;
        against.orders--;
        state.retire(slot);
        slot = next;
        continue;
      }
      const lots = Math.min(rest, shown);
      log.trade(num[maker + ID]!, id, price, lots, int[at + OWNER]!, owner, int[at + TAG]!, tag, side);
      state.lastPrice = price;
      rest -= lots;
      gone += lots;
      if (lots < shown) {
        num[maker + SHOWN] = shown - lots;
        break;
      }
      if (num[maker + HIDDEN]! > 0) {
        gone -= refresh(pool, slot);
        if (next < 0) continue;
        const last = against.tail[level]!;
        int[(last << INTS) + NEXT] = slot;
        int[at + PREV] = last;
        int[at + NEXT] = -1;
        against.tail[level] = slot;
      } else {
        ids.spend(int[at + CELL]!);
        pool.drop(slot);
        against.orders--;
      }
      slot = next;
    } while (slot >= 0 && rest > 0);
    if (slot < 0) {
      against.clearLevel(level);
    } else {
      against.head[level] = slot;
      int[(slot << INTS) + PREV] = -1;
      against.shown[level] = against.shown[level]! - gone;
    }
  }
  return rest;
}

/** Shows the next slice of an iceberg whose shown lots are used up. Returns the lots of the slice. */
export function refresh(pool: OrderPool, slot: number): number {
  const at = slot << NUMS;
  const hidden = pool.num[at + HIDDEN]!;
  const slice = Math.min(pool.display[slot]!, hidden);
  pool.num[at + SHOWN] = slice;
  pool.num[at + HIDDEN] = hidden - slice;
  return slice;
}

/**
 * Whether `match` with these arguments would leave nothing, self-trade prevention included: own orders do not count, and
 * under `CancelIncoming` nothing behind one does (an iceberg's next slices are behind it).
 */
export function canFill(state: BookState, against: Ladder, floor: number, qty: number, owner: number): boolean {
  const { num, int } = state.pool;
  const mode = owner === NO_OWNER ? NONE : state.selfTrade;
  let need = qty;
  for (let level = against.best; level >= 0 && against.rankOf(level) >= floor; level = against.worse(level)) {
    let shown = 0;
    let hidden = 0;
    for (let slot = against.head[level]!; slot >= 0; slot = int[(slot << INTS) + NEXT]!) {
      if (mode !== NONE && int[(slot << INTS) + OWNER] === owner) {
        if (mode === CANCEL_INCOMING) return shown >= need;
        continue;
      }
      shown += num[(slot << NUMS) + SHOWN]!;
      hidden += num[(slot << NUMS) + HIDDEN]!;
      if (shown >= need) return true;
    }
    if (shown + hidden >= need) return true;
    need -= shown + hidden;
  }
  return false;
}
