import { arrive, record, rest, takeOff } from "./arrival.ts";
import { uncross } from "./auction.ts";
import { BookView } from "./book-view.ts";
import { EventKind, NO_PRICE, NOBODY, Phase, Refusal, SelfTrade, Side, TimeInForce } from "./codes.ts";
import { canFill, match } from "./matching.ts";
import { Layout, Role } from "./order-pool.ts";
import { runStops } from "./triggering.ts";

const { NUMS, ID, SHOWN, HIDDEN, STAMP, INTS, LEVEL, CELL, OWNER, TAG, SIDE, ROLE } = Layout;
const { Buy: BUY } = Side;
const { Gtc: GTC, Ioc: IOC, Fok: FOK, Post: POST } = TimeInForce;
const { Continuous: CONTINUOUS, Auction: AUCTION, Halted: HALTED } = Phase;
const { Cancelled: CANCELLED } = EventKind;
const { Accepted: ACCEPTED } = Refusal;
const { Resting: RESTING, Iceberg: ICEBERG, Stop: STOP, AuctionMarket: AUCTION_MARKET } = Role;

/** Settings of a book. */
export interface OrderBookOptions {
  /** Orders to make room for at once; the book grows beyond by doubling. Default 1024. */
  capacity?: number;
  /** What happens when an owner would trade with itself in continuous trading. Default `SelfTrade.None`. */
  selfTrade?: SelfTrade;
  /** The log takes trades alone: no cancels, refusals and triggers. Default false. */
  tradesOnly?: boolean;
}

/**
 * A limit order book: price-time priority on integer ticks and integer lots (`docs/order-book.md`). Every command
 * returns why it was refused, or `Refusal.Accepted`, and appends what happened to `log`.
 *
 * Ids are positive safe integers; commands throw `RangeError` on any other, and never otherwise. An id is used up once
 * accepted. `owner` and `tag` are opaque 32-bit integers that travel with the order into the log.
 */
export class OrderBook extends BookView {
  constructor(options: OrderBookOptions = {}) {
    const { capacity = 1024, selfTrade = SelfTrade.None, tradesOnly = false } = options;
    if (!(Number.isInteger(capacity) && capacity > 0)) throw new RangeError(`expected a capacity > 0, got ${capacity}`);
    super(capacity, selfTrade, tradesOnly);
  }

  /**
   * Enters a limit order of `qty` lots at `price` ticks. `display` lots of it are shown at a time (0: all).
   */
  limit(
    id: number,
    side: Side,
    price: number,
    qty: number,
    tif: TimeInForce = GTC,
    display = 0,
    owner: number = NOBODY,
    tag = 0,
  ): Refusal {
    const state = this.state;
    const cell = state.ids.claim(id);
    let why: Refusal = ACCEPTED;
    if (cell < 0) why = Refusal.DuplicateId;
    else if (!isLots(qty) || !(display === 0 || isLots(display))) why = Refusal.BadQuantity;
    else if (!Number.isSafeInteger(price)) why = Refusal.BadPrice;
    else if (state.isOutsideBand(price)) why = Refusal.OutsideBand;
    else if (state.phase !== CONTINUOUS) why = this.refusesLimit(tif);
    if (why !== ACCEPTED) return this.refuse(why, id, side, price, qty, owner, tag);

    const rank = side === BUY ? price : -price;
    let left = qty;
    if (state.phase === CONTINUOUS) {
      const against = side === BUY ? state.asks : state.bids;
      if (against.bestRank >= -rank) {
        if (tif === POST) return this.refuse(Refusal.WouldCross, id, side, price, qty, owner, tag);
        if (tif === FOK && !canFill(state, against, -rank, qty, owner)) {
          return this.refuse(Refusal.Fok, id, side, price, qty, owner, tag);
        }
        left = match(state, against, -rank, qty, id, owner, tag, side);
      } else if (tif === FOK) {
        return this.refuse(Refusal.Fok, id, side, price, qty, owner, tag);
      }
      if (left > 0 && tif === IOC) {
        this.log.note(CANCELLED, id, price, left, owner, tag, side);
        left = 0;
      }
    }
    if (left > 0) {
      // `record` and `rest`, said once more: most accepted orders come this way.
      const { pool } = state;
      const slot = pool.take();
      const { num, int } = pool;
      const n = slot << NUMS;
      const at = slot << INTS;
      const slice = display > 0 && display < left ? display : left;
      num[n + ID] = id;
      num[n + SHOWN] = slice;
      num[n + HIDDEN] = left - slice;
      num[n + STAMP] = ++state.clock;
      int[at + CELL] = cell;
      int[at + OWNER] = owner | 0;
      int[at + TAG] = tag | 0;
      int[at + SIDE] = side | 0;
      int[at + ROLE] = display > 0 ? ICEBERG : RESTING;
      if (display > 0) pool.display[slot] = display;
      state.ids.settle(cell, slot);
      const ladder = side === BUY ? state.bids : state.asks;
      ladder.append(int, slot, rank, slice);
    } else {
      state.ids.spend(cell);
    }
    if (left < qty && state.stops.count > 0) runStops(state);
    return ACCEPTED;
  }

  /** Enters a market order of `qty` lots. What the book cannot fill is cancelled, in an auction when it ends. */
  market(id: number, side: Side, qty: number, owner: number = NOBODY, tag = 0): Refusal {
    const state = this.state;
    const cell = state.ids.claim(id);
    let why: Refusal = ACCEPTED;
    if (cell < 0) why = Refusal.DuplicateId;
    else if (!isLots(qty)) why = Refusal.BadQuantity;
    else if (state.phase === HALTED) why = Refusal.Halted;
    if (why !== ACCEPTED) return this.refuse(why, id, side, NO_PRICE, qty, owner, tag);

    if (state.phase === AUCTION) {
      const slot = record(state, id, cell, side, AUCTION_MARKET, qty, owner, tag);
      state.marketQueue(side).append(slot);
      return ACCEPTED;
    }
    const against = side === BUY ? state.asks : state.bids;
    const left = match(state, against, -Infinity, qty, id, owner, tag, side);
    state.ids.spend(cell);
    if (left > 0) this.log.note(CANCELLED, id, NO_PRICE, left, owner, tag, side);
    if (left < qty && state.stops.count > 0) runStops(state);
    return ACCEPTED;
  }

  /**
   * Enters a stop of `qty` lots: due when the last trade price is at or below `trigger` (a sell) or at or above it (a
   * buy). It then becomes a market order, or a limit order when `price` is one.
   */
  stop(
    id: number,
    side: Side,
    trigger: number,
    qty: number,
    price: number = NO_PRICE,
    owner: number = NOBODY,
    tag = 0,
  ): Refusal {
    const state = this.state;
    const cell = state.ids.claim(id);
    const priced = price !== NO_PRICE;
    let why: Refusal = ACCEPTED;
    if (cell < 0) why = Refusal.DuplicateId;
    else if (!isLots(qty)) why = Refusal.BadQuantity;
    else if (!Number.isSafeInteger(trigger) || (priced && !Number.isSafeInteger(price))) why = Refusal.BadPrice;
    else if (priced && state.isOutsideBand(price)) why = Refusal.OutsideBand;
    else if (state.phase === HALTED) why = Refusal.Halted;
    else if (state.phase === AUCTION) why = Refusal.NotInAuction;
    if (why !== ACCEPTED) return this.refuse(why, id, side, price, qty, owner, tag);

    const slot = record(state, id, cell, side, STOP, qty, owner, tag);
    state.pool.trigger[slot] = trigger;
    state.pool.stopPrice[slot] = price;
    state.stops.add(slot);
    runStops(state);
    return ACCEPTED;
  }

  /** Cancels a live order or stop. */
  cancel(id: number): Refusal {
    const state = this.state;
    const slot = this.slotOf(id);
    if (slot < 0) return this.refuse(Refusal.UnknownId, id, 0, NO_PRICE, 0, NOBODY, 0);
    const { num, int } = state.pool;
    const at = slot << INTS;
    if (int[at + ROLE]! > ICEBERG) {
      this.end(slot);
      return ACCEPTED;
    }
    // `end`, said once more for resting orders: most of all commands come this way.
    const side = int[at + SIDE] as Side;
    const ladder = side === BUY ? state.bids : state.asks;
    const open = num[(slot << NUMS) + SHOWN]! + num[(slot << NUMS) + HIDDEN]!;
    if (!this.log.tradesOnly)
      this.log.note(CANCELLED, id, ladder.priceOf(int[at + LEVEL]!), open, int[at + OWNER]!, int[at + TAG]!, side);
    ladder.remove(int, slot, num[(slot << NUMS) + SHOWN]!);
    state.ids.spend(int[at + CELL]!);
    state.pool.drop(slot);
    return ACCEPTED;
  }

  /** Takes `qty` lots off a live order or stop, hidden ones first. It keeps its place. All it has: a cancel. */
  reduce(id: number, qty: number): Refusal {
    const slot = this.slotOf(id);
    if (!isLots(qty)) return this.refuseChange(Refusal.BadQuantity, id, slot, NO_PRICE, qty);
    if (slot < 0) return this.refuseChange(Refusal.UnknownId, id, slot, NO_PRICE, qty);
    const state = this.state;
    if (qty >= state.openLots(slot)) {
      this.end(slot);
    } else {
      takeOff(state, slot, qty);
      state.note(CANCELLED, slot, state.priceOf(slot), qty);
    }
    return ACCEPTED;
  }

  /**
   * Gives a resting limit order a new price and a new open quantity. At the same price and no larger it keeps its place;
   * else it re-enters as a new arrival and may trade.
   */
  replace(id: number, price: number, qty: number): Refusal {
    const state = this.state;
    const slot = this.slotOf(id);
    const { int } = state.pool;
    let why: Refusal = ACCEPTED;
    if (!isLots(qty)) why = Refusal.BadQuantity;
    else if (!Number.isSafeInteger(price)) why = Refusal.BadPrice;
    else if (slot < 0 || int[(slot << INTS) + ROLE]! > ICEBERG) why = Refusal.UnknownId;
    else if (state.isOutsideBand(price)) why = Refusal.OutsideBand;
    else if (state.phase === HALTED) why = Refusal.Halted;
    if (why !== ACCEPTED) return this.refuseChange(why, id, slot, price, qty);

    const open = state.openLots(slot);
    if (qty <= open && price === state.priceOf(slot)) {
      if (qty < open) takeOff(state, slot, open - qty);
      return ACCEPTED;
    }
    state.detach(slot);
    const left = arrive(state, slot, price, qty);
    if (left > 0) rest(state, slot, price, left);
    else state.retire(slot);
    if (left < qty && state.stops.count > 0) runStops(state);
    return ACCEPTED;
  }

  /** Changes the phase. Leaving an auction trades it at one price; entering continuous trading looks at the stops. */
  setPhase(phase: Phase): void {
    const { state } = this;
    const was = state.phase;
    if (phase === was) return;
    state.phase = phase;
    if (was === AUCTION) uncross(state);
    if (phase === CONTINUOUS) runStops(state);
  }

  /**
   * Refuses priced orders below `low` or above `high` ticks from now on (infinite: open on that side). What rests
   * stays. Throws `RangeError` unless `low <= high`.
   */
  setBand(low: number, high: number): void {
    if (!(low <= high)) throw new RangeError(`expected a band with low <= high, got ${low} and ${high}`);
    this.state.bandLow = low;
    this.state.bandHigh = high;
  }

  /** Lifts the band. */
  clearBand(): void {
    this.setBand(-Infinity, Infinity);
  }

  private refusesLimit(tif: TimeInForce): Refusal {
    if (this.state.phase === HALTED) return Refusal.Halted;
    return tif === GTC ? ACCEPTED : Refusal.NotInAuction;
  }

  private refuse(
    why: Refusal,
    id: number,
    side: Side,
    price: number,
    qty: number,
    owner: number,
    tag: number,
  ): Refusal {
    this.log.reject(why, id, price, qty, owner, tag, side);
    return why;
  }

  private refuseChange(why: Refusal, id: number, slot: number, price: number, qty: number): Refusal {
    if (slot < 0) return this.refuse(why, id, 0, price, qty, NOBODY, 0);
    const { int } = this.state.pool;
    return this.refuse(
      why,
      id,
      this.state.sideOf(slot),
      price,
      qty,
      int[(slot << INTS) + OWNER]!,
      int[(slot << INTS) + TAG]!,
    );
  }

  /** Cancels a live order. */
  private end(slot: number): void {
    const state = this.state;
    state.note(CANCELLED, slot, state.priceOf(slot), state.openLots(slot));
    state.detach(slot);
    state.retire(slot);
  }
}

function isLots(qty: number): boolean {
  return Number.isSafeInteger(qty) && qty > 0;
}
