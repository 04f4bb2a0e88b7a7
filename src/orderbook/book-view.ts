import { type AuctionPrice, auctionPrice } from "./auction.ts";
import { BookState } from "./book-state.ts";
import { NO_PRICE, NOBODY, type Phase, type SelfTrade, Side } from "./codes.ts";
import type { EventLog } from "./event-log.ts";
import { Layout } from "./order-pool.ts";

const { NUMS, ID, INTS, NEXT, OWNER, TAG } = Layout;
const { Buy: BUY } = Side;

/** What a book lets be seen: prices, depth, orders. */
export class BookView {
  /** What happened since the consumer last cleared it. */
  readonly log: EventLog;
  protected readonly state: BookState;

  constructor(capacity: number, selfTrade: SelfTrade, tradesOnly: boolean) {
    this.state = new BookState(capacity, selfTrade, tradesOnly);
    this.log = this.state.log;
  }

  /** The trading phase. */
  get phase(): Phase {
    return this.state.phase;
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

  /** Highest bid in ticks, `NO_PRICE` if there is none. */
  bestBid(): number {
    return this.state.bids.bestPrice();
  }

  /** Lowest offer in ticks, `NO_PRICE` if there is none. */
  bestAsk(): number {
    return this.state.asks.bestPrice();
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

  /** Writes prices and shown lots of a side's levels, best first, up to the arrays' length; returns how many. */
  levels(side: Side, prices: Float64Array, lots: Float64Array): number {
    const ladder = this.state.ladder(side);
    let count = 0;
    for (let level = ladder.best; level >= 0 && count < prices.length; level = ladder.worse(level)) {
      prices[count] = ladder.priceOf(level);
      lots[count++] = ladder.shown[level]!;
    }
    return count;
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

  /** The slot of a live order or stop, or -1. */
  protected slotOf(id: number): number {
    const slot = this.state.ids.find(id);
    return slot >= 0 && this.state.pool.num[(slot << NUMS) + ID] === id ? slot : -1;
  }
}
