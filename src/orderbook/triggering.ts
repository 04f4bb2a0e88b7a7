import { arrive, rest } from "./arrival.ts";
import type { BookState } from "./book-state.ts";
import { EventKind, NO_PRICE, Phase } from "./codes.ts";
import { Layout, Role } from "./order-pool.ts";

const { INTS, ROLE } = Layout;

/** Sends due stops to the book, one at a time, until none is due. In continuous trading only. */
export function runStops(state: BookState): void {
  if (state.phase !== Phase.Continuous) return;
  for (;;) {
    const slot = state.stops.next(state.lastPrice);
    if (slot < 0) return;
    trigger(state, slot);
  }
}

function trigger(state: BookState, slot: number): void {
  const { pool } = state;
  const price = pool.stopPrice[slot]!;
  const qty = state.openLots(slot);
  state.note(EventKind.Triggered, slot, price, qty);
  let left = qty;
  if (price === NO_PRICE || !state.isOutsideBand(price)) {
    left = arrive(state, slot, price, qty);
    if (left > 0 && price !== NO_PRICE) {
      pool.int[(slot << INTS) + ROLE] = Role.Resting;
      rest(state, slot, price, left);
      return;
    }
  }
  if (left > 0) state.note(EventKind.Cancelled, slot, price, left);
  state.retire(slot);
}
