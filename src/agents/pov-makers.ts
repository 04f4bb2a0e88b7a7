/**
 * Makers by participation: each takes its quotes out at random moments and lays a new ladder on both sides of the mid,
 * every level a share of the volume that has lately traded, as wide apart as the spread that it has seen, and shifted
 * towards the side that takes. This is `AdaptiveMarketMakerAgent` of ABIDES (github.com/jpmorganchase/abides-jpmc-public),
 * after Chakraborty & Kearns 2011, "Market making and mean reversion". It quotes in the step after the one in which it
 * took its quotes out (the delay of ABIDES), so that it does not see its own.
 */
import { z } from "zod";
import { DueQueue } from "../clearing/due-queue.ts";
import { Cause, tagOf } from "../core/cause.ts";
import { count, duration, fraction, nonNegative, positive, venueName } from "../core/quantity.ts";
import type { Venue } from "../market/venue.ts";
import { NO_PRICE, Side, TimeInForce } from "../orderbook/index.ts";
import type { Desk } from "./desk.ts";
import { capitalKey, giveMoney } from "./endowment.ts";
import {
  type CommonConfig,
  definePopulation,
  type Population,
  type PopulationContext,
  type View,
} from "./population.ts";
import { isAllowed, isTrading } from "./quotes.ts";

const config = z.strictObject({
  venue: venueName(),
  participation: fraction()
    .prefault("2.5%")
    .meta({ description: "lots at each level, as a share of the volume of `lookback`" }),
  smallest: count().min(1).default(1).meta({ description: "fewest lots at a level" }),
  levels: count().min(1).max(1000).default(10).meta({ description: "levels on each side" }),
  interval: duration()
    .prefault("60s")
    .meta({ description: "mean time between a member's ladders (a Poisson process)" }),
  lookback: duration()
    .prefault("60s")
    .meta({ description: "the volume is that of about so long: a mean that forgets at this rate" }),
  spacing: positive().default(5).meta({ description: "distance of levels, in spreads" }),
  spread: positive().default(50).meta({ description: "spread that they start from, ticks" }),
  follows: fraction().default(0.75).meta({ description: "weight of the newest spread in the mean that they keep" }),
  skew: nonNegative()
    .default(4)
    .meta({ description: "ticks by which the ladder is shifted when all volume was taken on one side" }),
  capital: capitalKey(1e7),
});

type Config = z.output<typeof config> & CommonConfig;

class PovMakers implements Population {
  readonly fast = false;
  private readonly config: Config;
  private readonly context: PopulationContext;
  private readonly venue: number;
  private readonly tag: number;
  /** Who takes its quotes out when. */
  private readonly wakes = new DueQueue();
  /** Who has, and quotes now; how many of them there are. */
  private readonly quoting: Int32Array;
  private toQuote = 0;
  /** Each member's orders (0: none), the mean of spreads and the last mid that it has seen (NaN before the first). */
  private readonly orders: Float64Array;
  private readonly spread: Float64Array;
  private readonly mid: Float64Array;
  /** Volume that takers bought and sold, forgetting; the venue's volume of the day, mid and moment when last looked at. */
  private bought = 0;
  private sold = 0;
  private volume = 0;
  private lastMid = Number.NaN;
  private last = Number.NaN;

  constructor(config: Config, context: PopulationContext) {
    this.config = config;
    this.context = context;
    this.venue = context.venue(config.venue);
    this.tag = tagOf(context.index, Cause.MarketMaking);
    this.quoting = new Int32Array(context.count);
    this.orders = new Float64Array(context.count * config.levels * 2);
    this.spread = new Float64Array(context.count).fill(config.spread);
    this.mid = new Float64Array(context.count).fill(Number.NaN);
  }

  endow(): void {
    giveMoney(this.context, this.venue, this.config.capital);
  }

  act(view: View, desk: Desk): void {
    const venue = view.venues[this.venue];
    const { rng, count } = this.context;
    const { wakes, quoting } = this;
    if (Number.isNaN(this.last))
      for (let i = 0; i < count; i++) wakes.push(view.time + rng.exponential(this.config.interval), i, 0);
    this.observe(venue, view.time);
    if (!isTrading(venue)) return;
    // Those who took their quotes out in an earlier step quote now; who does so now quotes in the next.
    const ready = this.toQuote;
    while (wakes.next <= view.time) {
      const { member } = wakes;
      wakes.pop();
      wakes.push(view.time + rng.exponential(this.config.interval), member, 0);
      if (this.withdraw(member, venue, desk)) quoting[this.toQuote++] = member;
    }
    for (let k = 0; k < ready; k++) this.quote(quoting[k], venue, desk);
    quoting.copyWithin(0, ready, this.toQuote);
    this.toQuote -= ready;
  }

  /** Adds the volume since the last look to the side that took it: above the mid before it takers bought (Lee & Ready 1991). */
  private observe(venue: Venue, time: number): void {
    const kept = Number.isNaN(this.last) ? 1 : Math.exp((this.last - time) / this.config.lookback);
    this.bought *= kept;
    this.sold *= kept;
    const { volume, lastTicks } = venue;
    const traded = volume >= this.volume ? volume - this.volume : volume;
    if (lastTicks > this.lastMid) this.bought += traded;
    else if (lastTicks < this.lastMid) this.sold += traded;
    else {
      this.bought += traded / 2;
      this.sold += traded / 2;
    }
    this.volume = volume;
    this.lastMid = venue.midTicks();
    this.last = time;
  }

  /** Takes a member's quotes out. False when it is about to quote already. */
  private withdraw(i: number, venue: Venue, desk: Desk): boolean {
    for (let k = 0; k < this.toQuote; k++) if (this.quoting[k] === i) return false;
    const { levels } = this.config;
    const { orders } = this;
    for (let k = 2 * levels * i; k < 2 * levels * (i + 1); k++) {
      if (orders[k] !== 0 && venue.book.openQty(orders[k]) > 0)
        desk.cancel(this.context.first + i, this.venue, orders[k]);
      orders[k] = 0;
    }
    return true;
  }

  private quote(i: number, venue: Venue, desk: Desk): void {
    const { participation, smallest, levels, spacing, follows, skew } = this.config;
    const bid = venue.bidTicks();
    const ask = venue.askTicks();
    if (bid !== NO_PRICE && ask !== NO_PRICE) {
      this.mid[i] = Math.floor((bid + ask) / 2);
      this.spread[i] = follows * (ask - bid) + (1 - follows) * this.spread[i];
    }
    if (Number.isNaN(this.mid[i])) return;
    const total = this.bought + this.sold;
    const lots = Math.max(smallest, Math.round(participation * total));
    const shift = total > 0 ? Math.trunc((skew * (this.bought - this.sold)) / total) : 0;
    const step = Math.max(1, Math.round(spacing * this.spread[i]));
    const low = this.mid[i] + shift - Math.floor(this.spread[i] / 2);
    const high = this.mid[i] + shift + Math.ceil(this.spread[i] / 2);
    let k = 2 * levels * i;
    for (let level = 0; level < levels; level++) {
      this.orders[k++] = this.put(i, Side.Buy, low - level * step, lots, venue, desk);
      this.orders[k++] = this.put(i, Side.Sell, high + level * step, lots, venue, desk);
    }
  }

  private put(i: number, side: Side, ticks: number, lots: number, venue: Venue, desk: Desk): number {
    if (!isAllowed(venue, ticks)) return 0;
    return desk.limit(this.context.first + i, this.venue, side, ticks, lots, TimeInForce.Gtc, this.tag);
  }
}

/** Makers by participation: ladders whose size follows the volume and whose width follows the spread. */
export const povMakers = definePopulation({
  kind: "pov-makers",
  about: "makers whose ladder follows what has lately traded: a share of the volume, as wide as the spread",
  config,
  create: (settings, context) => new PovMakers(settings, context),
});
