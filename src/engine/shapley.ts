/**
 * The Shapley rule of attribution. The players of a round are the kinds that took in it; a coalition is worth what its net
 * volume would have moved the mid by when walked through the depth that the book showed as the round began: lots bought
 * less sold use up levels from the best one on, and the mid moves by half of what the best price does. A kind's share is
 * its mean addition to those who came before it, over all orders of arrival (Shapley 1953). The values sum to what the
 * net volume of all would have moved; the rest of the round's move is re-pricing.
 */
import { type OrderBook, Side } from "../orderbook/index.ts";

/** Players of the game: it is worked out over all of their coalitions, so those with the least flow play as one. */
export const PLAYERS = 10;
/** Levels of a side that are looked at: volume beyond the last of them moves the price no farther. */
const LEVELS = 256;

/** One side of the book as a round begins. */
class Opening {
  count = 0;
  readonly price = new Float64Array(LEVELS);
  /** Shown lots up to and with the level. */
  readonly lots = new Float64Array(LEVELS);

  take(book: OrderBook, side: Side): void {
    this.count = book.levels(side, this.price, this.lots);
    for (let i = 1; i < this.count; i++) this.lots[i] += this.lots[i - 1];
  }

  /** Ticks by which the side's best price moves when that many lots are taken; 0 where the side is empty. */
  moved(lots: number): number {
    if (this.count === 0) return 0;
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.lots[middle] > lots) high = middle;
      else low = middle + 1;
    }
    return this.price[low] - this.price[0];
  }
}

export class ShapleyRule {
  private readonly bids = new Opening();
  private readonly asks = new Opening();
  private readonly flows = new Float64Array(PLAYERS);
  private readonly worth = new Float64Array(1 << PLAYERS);
  private readonly sums = new Float64Array(1 << PLAYERS);
  private out = new Float64Array(64);

  /** Looks at the book as a round begins. */
  open(book: OrderBook): void {
    this.bids.take(book, Side.Buy);
    this.asks.take(book, Side.Sell);
  }

  /** What `lots` bought less sold would move the mid by, ticks. */
  impact(lots: number): number {
    if (lots === 0) return 0;
    return (lots > 0 ? this.asks.moved(lots) : this.bids.moved(-lots)) / 2;
  }

  /** Ticks per lot that each of takers[0 … count-1] is given; 0 for one whose purchases and sales are even. */
  rates(flow: Float64Array, takers: Int32Array, count: number): Float64Array {
    if (this.out.length < count) this.out = new Float64Array(2 * count);
    const { out } = this;
    const order = this.order(flow, takers, count);
    const players = Math.min(count, PLAYERS);
    const single = count <= PLAYERS ? players : players - 1;
    const { flows } = this;
    flows.fill(0);
    for (let p = 0; p < single; p++) flows[p] = flow[takers[order[p]]];
    let gross = 0;
    for (let i = single; i < count; i++) {
      flows[single] += flow[takers[order[i]]];
      gross += Math.abs(flow[takers[order[i]]]);
    }
    const values = shapleyValues(flows.subarray(0, players), this.sums, this.worth, (lots) => this.impact(lots));
    for (let p = 0; p < single; p++) out[order[p]] = flows[p] === 0 ? 0 : values[p] / flows[p];
    // Those who play as one share by volume.
    const rest = gross > 0 ? (values[single] * Math.sign(flows[single])) / gross : 0;
    for (let i = single; i < count; i++) out[order[i]] = rest;
    return out;
  }

  /** Places of the takers, the largest flows first; of equal ones the earlier. */
  private order(flow: Float64Array, takers: Int32Array, count: number): number[] {
    const order = Array.from({ length: count }, (_, i) => i);
    if (count > PLAYERS) order.sort((a, b) => Math.abs(flow[takers[b]]) - Math.abs(flow[takers[a]]) || a - b);
    return order;
  }
}

/**
 * Shapley values of the game in which a coalition is worth `worthOf` the sum of its members' flows.
 * @param flows one for each player, at most PLAYERS
 */
export function shapleyValues(
  flows: Float64Array,
  sums: Float64Array,
  worth: Float64Array,
  worthOf: (lots: number) => number,
): Float64Array {
  const n = flows.length;
  const coalitions = 1 << n;
  sums[0] = 0;
  worth[0] = worthOf(0);
  for (let s = 1; s < coalitions; s++) {
    const first = 31 - Math.clz32(s & -s);
    sums[s] = sums[s & (s - 1)] + flows[first];
    worth[s] = worthOf(sums[s]);
  }
  // A coalition of s others has s! (n - s - 1)! of the n! orders: 1 / (n binomial(n - 1, s)).
  const weight = new Float64Array(n);
  let choose = 1;
  for (let s = 0; s < n; s++) {
    weight[s] = 1 / (n * choose);
    choose = (choose * (n - 1 - s)) / (s + 1);
  }
  const values = new Float64Array(n);
  for (let s = 0; s < coalitions; s++) {
    const others = weight[bits(s)];
    for (let p = 0; p < n; p++) if ((s & (1 << p)) === 0) values[p] += others * (worth[s | (1 << p)] - worth[s]);
  }
  return values;
}

function bits(s: number): number {
  let count = 0;
  for (let rest = s; rest !== 0; rest &= rest - 1) count++;
  return count;
}
