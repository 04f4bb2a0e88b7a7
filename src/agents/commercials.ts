/**
 * Commercial and bank shorts: producers who sell metal that they are going to have, and bullion banks who are short
 * against metal that they hold. They believe in their cost of production and in the price they are used to: the higher
 * the price above it the more they sell forward, the lower the more of it they buy back. They hardly ever take a
 * price: their curve rests in the book as limit orders, so they are also the far depth of the market. When the run
 * begins they are the other side of the positions that others start with.
 *
 * The curve base x (1 + beta ln(P / P0)) is hedging pressure as in Keynes and Hicks, in the linear form of
 * Acharya, Lochstoer, Ramadorai, "Limits to arbitrage and hedging" (2013). That commercials cover into falls is the
 * usual reading of the weekly positioning reports.
 */
import { z } from "zod";
import { Cause, tagOf } from "../core/cause.ts";
import { distribution, sampleMany } from "../core/distribution.ts";
import { duration, fraction, nonNegative, venueName } from "../core/quantity.ts";
import { MINUTE } from "../core/time.ts";
import { NO_PRICE, Side, TimeInForce } from "../orderbook/index.ts";
import type { Desk } from "./desk.ts";
import {
  type CommonConfig,
  definePopulation,
  type Population,
  type PopulationContext,
  type View,
} from "./population.ts";
import { isAllowed, isTrading, seenTicks } from "./quotes.ts";

const config = z.strictObject({
  venue: venueName().describe("where they hedge"),
  money: distribution
    .prefault({ lognormal: [1.2e9, 0.7] })
    .describe(
      "money of each in the venue's currency; it must last through a rally, because their metal does not pay margin",
    ),
  cushion: fraction(0, 1)
    .default(0.25)
    .describe("collateral that comes with each lot of the first short position, as a part of its value"),
  beta: nonNegative()
    .default(0.3)
    .describe("rise of the short position, as a part of its base, for a unit of log price"),
  memory: duration().prefault("60d").describe("how long the price they are used to takes to follow the market"),
  levels: z
    .array(fraction(0, 0.9))
    .min(1)
    .max(16)
    .default([0.003, 0.01, 0.02, 0.035, 0.06, 0.1])
    .describe("distances from the market, rising, at which the curve rests in the book"),
  pace: fraction()
    .default(0.2)
    .describe("part of the gap between curve and position that is offered at the best quote per visit"),
  interval: duration().prefault("90m").describe("mean time between a member's visits"),
  refresh: fraction()
    .default(0.01)
    .describe(
      "move of the price since a member last placed its curve, at which a visit takes the orders back and places them anew",
    ),
});

type Config = z.output<typeof config> & CommonConfig;

export class Commercials implements Population {
  readonly fast = false;
  readonly offersShorts = true;
  private readonly config: Config;
  private readonly context: PopulationContext;
  private readonly venue: number;
  private readonly hedgeTag: number;
  private readonly coverTag: number;
  private readonly levels: Float64Array;
  /** Per member: lots short that the curve gives at the price it is used to (taken from its first position), and that log price. */
  private readonly base: Float64Array;
  private readonly usual: Float64Array;
  /** Per member: when `usual` was last moved, ms. */
  private readonly visited: Float64Array;
  /** Per member: ids of the orders it may have in the book, `slots` each; 0 none. */
  private readonly orders: Float64Array;
  private readonly slots: number;
  /** Per member: log price and trading day at which its orders were placed (NaN and -1: never). */
  private readonly placedAt: Float64Array;
  private readonly placedOn: Int32Array;
  private started = false;

  constructor(config: Config, context: PopulationContext) {
    this.config = config;
    this.context = context;
    this.venue = context.venue(config.venue);
    this.hedgeTag = tagOf(context.index, Cause.Hedge);
    this.coverTag = tagOf(context.index, Cause.ShortCover);
    this.levels = Float64Array.from(config.levels);
    this.slots = 2 * config.levels.length + 1;
    this.base = new Float64Array(context.count);
    this.usual = new Float64Array(context.count);
    this.visited = new Float64Array(context.count);
    this.orders = new Float64Array(context.count * this.slots);
    this.placedAt = new Float64Array(context.count).fill(Number.NaN);
    this.placedOn = new Int32Array(context.count).fill(-1);
  }

  endow(): void {
    const { first, count, clearing, venues, shortPool, rng } = this.context;
    const { currency, openingTicks } = venues[this.venue];
    const money = sampleMany(this.config.money, count, rng, 0, 1e13);
    for (let i = 0; i < count; i++) clearing.ledger.endow(first + i, currency, Math.round(money[i] * 100));
    shortPool.offer(this.venue, first, count, this.config.cushion);
    this.usual.fill(Math.log(openingTicks));
  }

  act(view: View, desk: Desk): void {
    const venue = view.venues[this.venue];
    if (!this.started) this.start(view.time);
    if (!isTrading(venue)) return;
    const { rng, count } = this.context;
    const seen = seenTicks(venue, view.time, this.config.latency);
    const visits = rng.poisson((count * view.minutes * MINUTE) / this.config.interval);
    for (let k = 0; k < visits; k++) this.visit(rng.int(count), seen, view, desk);
  }

  /** Lots that member i is short at a log price in ticks, by its curve. Never below 0. */
  curve(i: number, log: number): number {
    return Math.max(0, this.base[i] * (1 + this.config.beta * (log - this.usual[i])));
  }

  /** The first position is the curve's base: what the longs took when they were endowed. */
  private start(time: number): void {
    const { clearing, first, count } = this.context;
    for (let i = 0; i < count; i++) this.base[i] = Math.max(0, -clearing.position(this.venue, first + i));
    this.visited.fill(time);
    this.started = true;
  }

  /** Offers part of the gap to its curve at the best quote, and moves the curve's orders when the market has moved on. */
  private visit(i: number, seen: number, view: View, desk: Desk): void {
    const { clearing, first, rng } = this.context;
    const { pace, memory, refresh } = this.config;
    const member = first + i;
    const log = Math.log(seen);
    this.usual[i] += (1 - Math.exp(-(view.time - this.visited[i]) / memory)) * (log - this.usual[i]);
    this.visited[i] = view.time;
    const short = Math.max(0, -clearing.position(this.venue, member));
    const gap = this.curve(i, log) - short;
    const size = rng.round(Math.abs(gap) * pace);
    const lots = gap < 0 ? Math.min(short, size) : size;
    this.takeBack(i * this.slots, i * this.slots + 1, member, desk);
    if (lots > 0) this.orders[i * this.slots] = this.atQuote(member, gap > 0, lots, seen, view, desk);
    const { dayIndex } = view.venues[this.venue];
    if (this.placedOn[i] === dayIndex && Math.abs(log - this.placedAt[i]) < refresh) return;
    this.placedOn[i] = dayIndex;
    this.placedAt[i] = log;
    this.takeBack(i * this.slots + 1, (i + 1) * this.slots, member, desk);
    this.placeCurve(i, log, gap < 0 ? short - lots : short, view, desk);
  }

  /** Rests the curve's steps around the market: more short above, at most `coverable` lots bought back below. */
  private placeCurve(i: number, log: number, coverable: number, view: View, desk: Desk): void {
    const { first, rng } = this.context;
    const seen = Math.exp(log);
    let slot = i * this.slots + 1;
    let left = coverable;
    let above = log;
    let below = log;
    for (const level of this.levels) {
      const up = log + Math.log(1 + level);
      const more = rng.round(this.curve(i, up) - this.curve(i, above));
      if (more > 0) this.orders[slot] = this.rest(first + i, Side.Sell, seen * (1 + level), more, view, desk);
      above = up;
      slot++;
      const down = log + Math.log(1 - level);
      const less = Math.min(left, rng.round(this.curve(i, below) - this.curve(i, down)));
      if (less > 0) this.orders[slot] = this.rest(first + i, Side.Buy, seen * (1 - level), less, view, desk);
      left -= Math.max(0, less);
      below = down;
      slot++;
    }
  }

  /** Joins the best quote on its own side: it waits to be met. */
  private atQuote(member: number, sells: boolean, lots: number, seen: number, view: View, desk: Desk): number {
    const venue = view.venues[this.venue];
    const best = sells ? venue.askTicks() : venue.bidTicks();
    return this.rest(member, sells ? Side.Sell : Side.Buy, best === NO_PRICE ? seen : best, lots, view, desk);
  }

  /** A resting order that never takes (post only); 0 when the price lies beyond the daily limit. */
  private rest(member: number, side: Side, ticks: number, lots: number, view: View, desk: Desk): number {
    const buys = side === Side.Buy;
    const price = buys ? Math.floor(ticks) : Math.ceil(ticks);
    if (!isAllowed(view.venues[this.venue], price)) return 0;
    return desk.limit(member, this.venue, side, price, lots, TimeInForce.Post, buys ? this.coverTag : this.hedgeTag);
  }

  /** Cancels what may rest in slots from … to-1. */
  private takeBack(from: number, to: number, member: number, desk: Desk): void {
    for (let slot = from; slot < to; slot++) {
      if (this.orders[slot] > 0) desk.cancel(member, this.venue, this.orders[slot]);
      this.orders[slot] = 0;
    }
  }
}

/** Producers and bullion banks, short: sell more as the price rises, cover as it falls, with resting orders. */
export const commercials = definePopulation({
  kind: "commercials",
  about: "producers and bullion banks, short: sell more as the price rises and cover as it falls, with resting orders",
  config,
  create: (settings, context) => new Commercials(settings, context),
});
