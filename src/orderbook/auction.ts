import type { BookState } from "./book-state.ts";
import { EventKind, NO_PRICE, Side } from "./codes.ts";
import type { Ladder } from "./ladder.ts";
import { refresh } from "./matching.ts";
import { Layout, Role } from "./order-pool.ts";

const { NUMS, ID, SHOWN, HIDDEN, STAMP, INTS, NEXT, LEVEL, OWNER, TAG, ROLE } = Layout;

/** The one price of an auction and the lots that trade at it; `NO_PRICE` and 0 when nothing can trade. */
export interface AuctionPrice {
  /** Ticks. */
  price: number;
  /** Lots. */
  volume: number;
}

/**
 * The price at which the collected orders would trade now. Candidates are the prices of the limit orders; among them
 * the most volume decides, then the least imbalance, then the nearest to the last trade price, then the lower price.
 * Market orders alone trade at the last price, or not at all when there is none.
 */
export function auctionPrice(state: BookState): AuctionPrice {
  const { bids, asks, lastPrice } = state;
  const marketBuys = state.marketBuys.lots;
  const marketSells = state.marketSells.lots;
  // Above every buyer or below every seller nothing trades: only prices between count.
  const lowest = marketSells > 0 ? -Infinity : asks.best >= 0 ? asks.priceOf(asks.best) : Infinity;
  const highest = marketBuys > 0 ? Infinity : bids.best >= 0 ? bids.priceOf(bids.best) : -Infinity;
  const sells = curve(state, asks, -highest);
  const buys = curve(state, bids, lowest);
  const found: AuctionPrice = { price: NO_PRICE, volume: 0 };
  if (sells.prices.length === 0 && buys.prices.length === 0) {
    found.volume = lastPrice === NO_PRICE ? 0 : Math.min(marketBuys, marketSells);
    if (found.volume > 0) found.price = lastPrice;
    return found;
  }
  let demand = marketBuys;
  for (const lots of buys.lots) demand += lots;
  let supply = marketSells;
  let imbalance = Infinity;
  let distance = Infinity;
  let s = 0;
  let b = buys.prices.length - 1; // buys stand best first: the lowest is last
  while (s < sells.prices.length || b >= 0) {
    const price = Math.min(sells.prices[s] ?? Infinity, b >= 0 ? buys.prices[b]! : Infinity);
    if (sells.prices[s] === price) supply += sells.lots[s++]!;
    const volume = Math.min(demand, supply);
    const gap = Math.abs(demand - supply);
    const away = lastPrice === NO_PRICE ? 0 : Math.abs(price - lastPrice);
    const better =
      volume > found.volume ||
      (volume === found.volume && volume > 0 && (gap < imbalance || (gap === imbalance && away < distance)));
    if (better) {
      found.price = price;
      found.volume = volume;
      imbalance = gap;
      distance = away;
    }
    if (b >= 0 && buys.prices[b] === price) demand -= buys.lots[b--]!;
  }
  return found;
}

/** Ends an auction: trades at its price, cancels the market orders left over, sets the last price. */
export function uncross(state: BookState): void {
  const { price, volume } = auctionPrice(state);
  let left = volume;
  while (left > 0) left -= pair(state, price, left);
  refreshFirst(state, Side.Buy);
  refreshFirst(state, Side.Sell);
  cancelMarketOrders(state);
}

interface Curve {
  /** Best first. */
  prices: number[];
  /** Whole lots at each price. */
  lots: number[];
}

function curve(state: BookState, ladder: Ladder, floor: number): Curve {
  const { num, int } = state.pool;
  const prices: number[] = [];
  const lots: number[] = [];
  for (let level = ladder.best; level >= 0 && ladder.rankOf(level) >= floor; level = ladder.worse(level)) {
    let sum = 0;
    for (let slot = ladder.head[level]!; slot >= 0; slot = int[(slot << INTS) + NEXT]!) {
      sum += num[(slot << NUMS) + SHOWN]! + num[(slot << NUMS) + HIDDEN]!;
    }
    prices.push(ladder.priceOf(level));
    lots.push(sum);
  }
  return { prices, lots };
}

/** Trades the two orders that are first in line. Returns the lots. */
function pair(state: BookState, price: number, most: number): number {
  const { num, int } = state.pool;
  const buy = firstInLine(state, Side.Buy);
  const sell = firstInLine(state, Side.Sell);
  const lots = Math.min(most, state.openLots(buy), state.openLots(sell));
  const buyFirst = num[(buy << NUMS) + STAMP]! < num[(sell << NUMS) + STAMP]!;
  const maker = buyFirst ? buy : sell;
  const taker = buyFirst ? sell : buy;
  state.log.trade(
    num[(maker << NUMS) + ID]!,
    num[(taker << NUMS) + ID]!,
    price,
    lots,
    int[(maker << INTS) + OWNER]!,
    int[(taker << INTS) + OWNER]!,
    int[(maker << INTS) + TAG]!,
    int[(taker << INTS) + TAG]!,
    buyFirst ? Side.Sell : Side.Buy,
  );
  state.lastPrice = price;
  fill(state, buy, lots);
  fill(state, sell, lots);
  return lots;
}

function firstInLine(state: BookState, side: Side): number {
  const market = state.marketQueue(side).head;
  if (market >= 0) return market;
  const ladder = state.ladder(side);
  return ladder.head[ladder.best]!;
}

/** Takes traded lots off an order, the shown ones first. It keeps its place: an iceberg takes part whole. */
function fill(state: BookState, slot: number, lots: number): void {
  if (lots === state.openLots(slot)) {
    state.detach(slot);
    state.retire(slot);
    return;
  }
  const { num, int } = state.pool;
  const at = slot << NUMS;
  const fromShown = Math.min(lots, num[at + SHOWN]!);
  num[at + SHOWN] = num[at + SHOWN]! - fromShown;
  num[at + HIDDEN] = num[at + HIDDEN]! - (lots - fromShown);
  const side = state.sideOf(slot);
  if (int[(slot << INTS) + ROLE] === Role.AuctionMarket) state.marketQueue(side).lots -= fromShown;
  else state.ladder(side).reduceShown(int[(slot << INTS) + LEVEL]!, fromShown);
}

/** Lets an iceberg whose shown lots all traded in the auction show its next slice, at the back of its level. */
function refreshFirst(state: BookState, side: Side): void {
  const ladder = state.ladder(side);
  if (ladder.best < 0) return;
  const slot = ladder.head[ladder.best]!;
  if (state.pool.num[(slot << NUMS) + SHOWN] !== 0) return;
  const rank = ladder.bestRank;
  ladder.remove(state.pool.int, slot, 0);
  const slice = refresh(state.pool, slot);
  ladder.append(state.pool.int, slot, rank, slice);
}

/** Cancels all market orders, the earliest first. */
function cancelMarketOrders(state: BookState): void {
  const { num } = state.pool;
  for (;;) {
    const buy = state.marketBuys.head;
    const sell = state.marketSells.head;
    if (buy < 0 && sell < 0) return;
    const buyFirst = sell < 0 || (buy >= 0 && num[(buy << NUMS) + STAMP]! < num[(sell << NUMS) + STAMP]!);
    const slot = buyFirst ? buy : sell;
    state.note(EventKind.Cancelled, slot, NO_PRICE, state.openLots(slot));
    state.detach(slot);
    state.retire(slot);
  }
}
