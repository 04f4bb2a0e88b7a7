import { type AuctionPrice, auctionPrice, uncross } from "./auction.ts";
import { BookState } from "./book-state.ts";
import { EventKind, NO_PRICE, NOBODY, Phase, Refusal, SelfTrade, Side, TimeInForce } from "./codes.ts";
import type { EventLog } from "./event-log.ts";
import { canFill, match } from "./matching.ts";
import { Layout, Role } from "./order-pool.ts";

const { NUMS, ID, SHOWN, HIDDEN, STAMP, INTS, NEXT, LEVEL, CELL, OWNER, TAG, SIDE, ROLE } = Layout;
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
}

/**
 * A limit order book: price-time priority on integer ticks and integer lots (`docs/order-book.md`). Every command
 * returns why it was refused, or `Refusal.Accepted`, and appends what happened to `log`.
 *
 * Ids are positive safe integers; commands throw `RangeError` on any other, and never otherwise. An id is used up once
 * accepted. `owner` and `tag` are opaque 32-bit integers that travel with the order into the log.
 */
export class OrderBook {
  /** What happened since the consumer last cleared it. */
  readonly log: EventLog;
  private readonly state: BookState;
  private currentPhase: Phase = CONTINUOUS;
  private bandLow = -Infinity;
  private bandHigh = Infinity;

  constructor(options: OrderBookOptions = {}) {
    const { capacity = 1024, selfTrade = SelfTrade.None } = options;
    if (!(Number.isInteger(capacity) && capacity > 0)) throw new RangeError(`expected a capacity > 0, got ${capacity}`);
    this.state = new BookState(capacity, selfTrade);
    this.log = this.state.log;
  }

  /** The trading phase. */
  get phase(): Phase {
    return this.currentPhase;
  }

  /** Price of the last trade in ticks, `NO_PRICE` before the first. */
  get lastPrice(): number {
    return this.state.lastPrice;
  }

  /** Limit orders that rest. */
  get restingCount(): number {
    return this.state.bids.orders + this.state.asks.orders;
  }

  /** Stops that wait for their trigger. */
  get stopCount(): number {
    return this.state.stops.count;
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
    else if (price < this.bandLow || price > this.bandHigh) why = Refusal.OutsideBand;
    else if (this.currentPhase !== CONTINUOUS) why = this.refusesLimit(tif);
    if (why !== ACCEPTED) return this.refuse(why, id, side, price, qty, owner, tag);

    const rank = side === BUY ? price : -price;
    let rest = qty;
    if (this.currentPhase === CONTINUOUS) {
      const against = side === BUY ? state.asks : state.bids;
      if (against.bestRank >= -rank) {
        if (tif === POST) return this.refuse(Refusal.WouldCross, id, side, price, qty, owner, tag);
        if (tif === FOK && !canFill(state, against, -rank, qty, owner)) {
          return this.refuse(Refusal.Fok, id, side, price, qty, owner, tag);
        }
        rest = match(state, against, -rank, qty, id, owner, tag, side);
      } else if (tif === FOK) {
        return this.refuse(Refusal.Fok, id, side, price, qty, owner, tag);
      }
      if (rest > 0 && tif === IOC) {
        this.log.note(CANCELLED, id, price, rest, owner, tag, side);
        rest = 0;
      }
    }
    if (rest > 0) {
      // `record` and `rest`, said once more: most accepted orders come this way.
      const { pool } = state;
      const slot = pool.take();
      const { num, int } = pool;
      const n = slot << NUMS;
      const at = slot << INTS;
      const slice = display > 0 && display < rest ? display : rest;
      num[n + ID] = id;
      num[n + SHOWN] = slice;
      num[n + HIDDEN] = rest - slice;
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
    if (rest < qty && state.stops.count > 0) this.runStops();
    return ACCEPTED;
  }

  /** Enters a market order of `qty` lots. What the book cannot fill is cancelled, in an auction when it ends. */
  market(id: number, side: Side, qty: number, owner: number = NOBODY, tag = 0): Refusal {
    const state = this.state;
    const cell = state.ids.claim(id);
    let why: Refusal = ACCEPTED;
    if (cell < 0) why = Refusal.DuplicateId;
    else if (!isLots(qty)) why = Refusal.BadQuantity;
    else if (this.currentPhase === HALTED) why = Refusal.Halted;
    if (why !== ACCEPTED) return this.refuse(why, id, side, NO_PRICE, qty, owner, tag);

    if (this.currentPhase === AUCTION) {
      const slot = this.record(id, cell, side, AUCTION_MARKET, owner, tag);
      this.setLots(slot, qty, 0);
      state.marketQueue(side).append(slot);
      return ACCEPTED;
    }
    const against = side === BUY ? state.asks : state.bids;
    const rest = match(state, against, -Infinity, qty, id, owner, tag, side);
    state.ids.spend(cell);
    if (rest > 0) this.log.note(CANCELLED, id, NO_PRICE, rest, owner, tag, side);
    if (rest < qty && state.stops.count > 0) this.runStops();
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
    else if (priced && (price < this.bandLow || price > this.bandHigh)) why = Refusal.OutsideBand;
    else if (this.currentPhase === HALTED) why = Refusal.Halted;
    else if (this.currentPhase === AUCTION) why = Refusal.NotInAuction;
    if (why !== ACCEPTED) return this.refuse(why, id, side, price, qty, owner, tag);

    const slot = this.record(id, cell, side, STOP, owner, tag);
    this.setLots(slot, qty, 0);
    state.pool.trigger[slot] = trigger;
    state.pool.stopPrice[slot] = price;
    state.stops.add(slot);
    this.runStops();
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
      this.takeOff(slot, qty);
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
    else if (price < this.bandLow || price > this.bandHigh) why = Refusal.OutsideBand;
    else if (this.currentPhase === HALTED) why = Refusal.Halted;
    if (why !== ACCEPTED) return this.refuseChange(why, id, slot, price, qty);

    const open = state.openLots(slot);
    if (qty <= open && price === state.priceOf(slot)) {
      if (qty < open) this.takeOff(slot, open - qty);
      return ACCEPTED;
    }
    state.detach(slot);
    const left = this.arrive(slot, price, qty);
    if (left > 0) this.rest(slot, left, state.sideOf(slot) === BUY ? price : -price);
    else state.retire(slot);
    if (left < qty && state.stops.count > 0) this.runStops();
    return ACCEPTED;
  }

  /** Changes the phase. Leaving an auction trades it at one price; entering continuous trading looks at the stops. */
  setPhase(phase: Phase): void {
    const was = this.currentPhase;
    if (phase === was) return;
    this.currentPhase = phase;
    if (was === AUCTION) uncross(this.state);
    if (phase === CONTINUOUS) this.runStops();
  }

  /**
   * Refuses priced orders below `low` or above `high` ticks from now on (infinite: open on that side). What rests
   * stays. Throws `RangeError` unless `low <= high`.
   */
  setBand(low: number, high: number): void {
    if (!(low <= high)) throw new RangeError(`expected a band with low <= high, got ${low} and ${high}`);
    this.bandLow = low;
    this.bandHigh = high;
  }

  /** Lifts the band. */
  clearBand(): void {
    this.setBand(-Infinity, Infinity);
  }

  /** Highest bid in ticks, `NO_PRICE` if there is none. */
  bestBid(): number {
    const { bids } = this.state;
    return bids.best >= 0 ? bids.priceOf(bids.best) : NO_PRICE;
  }

  /** Lowest offer in ticks, `NO_PRICE` if there is none. */
  bestAsk(): number {
    const { asks } = this.state;
    return asks.best >= 0 ? asks.priceOf(asks.best) : NO_PRICE;
  }

  /** Shown lots at the highest bid. */
  bestBidQty(): number {
    const { bids } = this.state;
    return bids.best >= 0 ? bids.shown[bids.best]! : 0;
  }

  /** Shown lots at the lowest offer. */
  bestAskQty(): number {
    const { asks } = this.state;
    return asks.best >= 0 ? asks.shown[asks.best]! : 0;
  }

  /** Shown lots of a side at its best price and up to `fromBestTicks` ticks behind it. */
  depth(side: Side, fromBestTicks: number): number {
    const ladder = this.state.ladder(side);
    return ladder.shownDownTo(ladder.bestRank - fromBestTicks);
  }

  /** Shown lots of a side at `price` ticks or better. */
  depthTo(side: Side, price: number): number {
    return this.state.ladder(side).shownDownTo(side === BUY ? price : -price);
  }

  /** Open lots of an order or stop, hidden ones included; 0 when it is not live. */
  openQty(id: number): number {
    const slot = this.slotOf(id);
    return slot < 0 ? 0 : this.state.openLots(slot);
  }

  /** Limit price of a live order or stop in ticks; `NO_PRICE` when it has none or is not live. */
  priceOf(id: number): number {
    const slot = this.slotOf(id);
    return slot < 0 ? NO_PRICE : this.state.priceOf(slot);
  }

  /** Owner of a live order or stop; -1 when it has none or is not live. */
  ownerOf(id: number): number {
    const slot = this.slotOf(id);
    return slot < 0 ? NOBODY : this.state.pool.int[(slot << INTS) + OWNER]!;
  }

  /** Calls back for each resting order of a side, best price first, in priority order. `qty`: open lots. */
  forEachResting(
    side: Side,
    callback: (id: number, price: number, qty: number, owner: number, tag: number) => void,
  ): void {
    const { num, int } = this.state.pool;
    const ladder = this.state.ladder(side);
    for (let level = ladder.best; level >= 0; level = ladder.worse(level)) {
      const price = ladder.priceOf(level);
      for (let slot = ladder.head[level]!; slot >= 0; slot = int[(slot << INTS) + NEXT]!) {
        const at = slot << INTS;
        callback(num[(slot << NUMS) + ID]!, price, this.state.openLots(slot), int[at + OWNER]!, int[at + TAG]!);
      }
    }
  }

  /** The price and volume at which a running auction would end now. */
  indicative(): AuctionPrice {
    return auctionPrice(this.state);
  }

  private slotOf(id: number): number {
    const slot = this.state.ids.find(id);
    return slot >= 0 && this.state.pool.num[(slot << NUMS) + ID] === id ? slot : -1;
  }

  private refusesLimit(tif: TimeInForce): Refusal {
    if (this.currentPhase === HALTED) return Refusal.Halted;
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

  /** A record for a newly accepted order. */
  private record(id: number, cell: number, side: Side, role: Role, owner: number, tag: number): number {
    const { pool, ids } = this.state;
    const slot = pool.take();
    const at = slot << INTS;
    pool.num[(slot << NUMS) + ID] = id;
    pool.num[(slot << NUMS) + STAMP] = ++this.state.clock;
    pool.int[at + CELL] = cell;
    pool.int[at + OWNER] = owner;
    pool.int[at + TAG] = tag;
    pool.int[at + SIDE] = side;
    pool.int[at + ROLE] = role;
    ids.settle(cell, slot);
    return slot;
  }

  private setLots(slot: number, shown: number, hidden: number): void {
    this.state.pool.num[(slot << NUMS) + SHOWN] = shown;
    this.state.pool.num[(slot << NUMS) + HIDDEN] = hidden;
  }

  /** Puts a recorded order of `lots` at the back of its level. */
  private rest(slot: number, lots: number, rank: number): void {
    const { pool, bids, asks } = this.state;
    const at = slot << INTS;
    const slice = pool.int[at + ROLE] === ICEBERG ? Math.min(pool.display[slot]!, lots) : lots;
    pool.num[(slot << NUMS) + SHOWN] = slice;
    pool.num[(slot << NUMS) + HIDDEN] = lots - slice;
    const ladder = pool.int[at + SIDE] === BUY ? bids : asks;
    ladder.append(pool.int, slot, rank, slice);
  }

  /** Lets a recorded, detached order take from the other side as if new. Returns the lots left. */
  private arrive(slot: number, price: number, qty: number): number {
    const state = this.state;
    const { num, int } = state.pool;
    num[(slot << NUMS) + STAMP] = ++state.clock;
    if (this.currentPhase !== CONTINUOUS) return qty;
    const side = state.sideOf(slot);
    const floor = price === NO_PRICE ? -Infinity : side === BUY ? -price : price;
    const against = side === BUY ? state.asks : state.bids;
    const at = slot << INTS;
    return match(state, against, floor, qty, num[(slot << NUMS) + ID]!, int[at + OWNER]!, int[at + TAG]!, side);
  }

  /** Takes lots off an order that keeps some, hidden ones first. */
  private takeOff(slot: number, lots: number): void {
    const { num, int } = this.state.pool;
    const at = slot << NUMS;
    const fromHidden = Math.min(lots, num[at + HIDDEN]!);
    const fromShown = lots - fromHidden;
    num[at + HIDDEN] = num[at + HIDDEN]! - fromHidden;
    num[at + SHOWN] = num[at + SHOWN]! - fromShown;
    const role = int[(slot << INTS) + ROLE]!;
    const side = this.state.sideOf(slot);
    if (role <= ICEBERG) this.state.ladder(side).reduceShown(int[(slot << INTS) + LEVEL]!, fromShown);
    else if (role === AUCTION_MARKET) this.state.marketQueue(side).lots -= fromShown;
  }

  /** Cancels a live order. */
  private end(slot: number): void {
    const state = this.state;
    state.note(CANCELLED, slot, state.priceOf(slot), state.openLots(slot));
    state.detach(slot);
    state.retire(slot);
  }

  /** Sends due stops to the book, one at a time, until none is due. */
  private runStops(): void {
    if (this.currentPhase !== CONTINUOUS) return;
    const { stops } = this.state;
    for (;;) {
      const slot = stops.next(this.state.lastPrice);
      if (slot < 0) return;
      this.trigger(slot);
    }
  }

  private trigger(slot: number): void {
    const state = this.state;
    const { pool } = state;
    const price = pool.stopPrice[slot]!;
    const qty = state.openLots(slot);
    state.note(EventKind.Triggered, slot, price, qty);
    let rest = qty;
    if (price === NO_PRICE || (price >= this.bandLow && price <= this.bandHigh)) {
      rest = this.arrive(slot, price, qty);
      if (rest > 0 && price !== NO_PRICE) {
        pool.int[(slot << INTS) + ROLE] = RESTING;
        this.rest(slot, rest, state.sideOf(slot) === BUY ? price : -price);
        return;
      }
    }
    if (rest > 0) state.note(CANCELLED, slot, price, rest);
    state.retire(slot);
  }
}

function isLots(qty: number): boolean {
  return Number.isSafeInteger(qty) && qty > 0;
}
