/**
 * Industrial users: makers of solar cells, electronics and chemicals who use metal up. They believe in keeping enough of
 * it for some days of production and in not overpaying: a firm buys when its stock falls below one level, up to a
 * higher one; buys ahead when the price dips; uses less while the price stays above what its product can bear, and
 * learns to do with less for good. Part of the need of the coming weeks is hedged with futures.
 *
 * The (s, S) policy is Scarf, "The optimality of (S, s) policies in the dynamic inventory problem" (1960). Reported:
 * industry is over half of demand (680.5 million oz in 2024, about 58 t a day); solar firms cannot buy in bulk at these
 * prices, the high price destroys demand, and copper replaces silver.
 */
import { z } from "zod";
import { Account } from "../assets/metal.ts";
import { Cause, tagOf } from "../core/cause.ts";
import { distribution, sampleMany } from "../core/distribution.ts";
import { duration, fraction, nonNegative, positive, venueName } from "../core/quantity.ts";
import { DAY, MINUTE } from "../core/time.ts";
import { Side, TimeInForce } from "../orderbook/index.ts";
import type { Desk } from "./desk.ts";
import { MetalDelivery } from "./metal-delivery.ts";
import {
  type CommonConfig,
  definePopulation,
  type Population,
  type PopulationContext,
  type View,
} from "./population.ts";
import { buyLimit, isTrading, lotCents, seenTicks, sellLimit } from "./quotes.ts";

const config = z.strictObject({
  venue: venueName().describe("where they buy and hedge; it prices metal"),
  consumption: positive().default(17).describe("metal that all of them use per day at prices they can bear, in tonnes"),
  size: distribution.prefault({ pareto: [1, 1.4] }).describe("relative size of a firm: its share of the consumption"),
  stock: distribution
    .prefault({ uniform: [15, 45] })
    .describe("days of its consumption that a firm has in stock when the run begins"),
  reorder: distribution.prefault({ uniform: [10, 25] }).describe("days in stock below which it orders (s)"),
  orderUpTo: distribution
    .prefault({ uniform: [30, 50] })
    .describe("days in stock that it orders up to (S); at least s"),
  money: distribution
    .prefault({ uniform: [90, 240] })
    .describe("money of a firm, in days of its consumption at the opening price"),
  hedged: distribution
    .prefault({ uniform: [0, 0.5] })
    .describe("part of the need of the coming `horizon` that is held as futures"),
  horizon: duration().prefault("60d").describe("how far ahead they hedge"),
  threshold: distribution
    .prefault({ uniform: [1, 1.6] })
    .describe("price above which a firm's demand is destroyed, as a multiple of the opening price"),
  elasticity: nonNegative()
    .default(0.5)
    .describe("fall of the log of demand for a unit of log price above the threshold"),
  substitution: duration()
    .prefault("180d")
    .describe("time in which a firm learns to do without, for a unit of log price above the threshold"),
  replaceable: distribution.prefault({ uniform: [0.1, 0.6] }).describe("part of its need that can ever be replaced"),
  memory: duration().prefault("10d").describe("average price that demand and dips are measured by"),
  dip: distribution
    .prefault({ uniform: [0.04, 0.2] })
    .describe("fall below that average at which a firm buys ahead, as a fraction"),
  interval: duration().prefault("6h").describe("mean time between a firm's looks"),
  patience: fraction().default(0.002).describe("how far below the price seen an order rests that is not urgent"),
  slip: fraction().default(0.004).describe("most that an urgent order gives away (stock below half of s)"),
});

type Config = z.output<typeof config> & CommonConfig;

export class IndustrialUsers implements Population {
  readonly fast = false;
  private readonly config: Config;
  private readonly context: PopulationContext;
  private readonly venue: number;
  private readonly consumptionTag: number;
  private readonly hedgeTag: number;
  private readonly delivery: MetalDelivery;
  /** Per firm: grams a day it needs at bearable prices, stock in whole grams, log threshold in ticks, part replaced so far, last look (ms), order in the book (0: none). */
  private readonly rate: Float64Array;
  private readonly stock: Float64Array;
  private readonly threshold: Float64Array;
  private readonly replaced: Float64Array;
  private readonly looked: Float64Array;
  private readonly order: Float64Array;
  private readonly reorder: Float64Array;
  private readonly upTo: Float64Array;
  private readonly hedged: Float64Array;
  private readonly replaceable: Float64Array;
  private readonly dip: Float64Array;
  /** Log of the average price in ticks. */
  private average: number;
  private started = false;

  constructor(config: Config, context: PopulationContext) {
    this.config = config;
    this.context = context;
    this.venue = context.venue(config.venue);
    this.consumptionTag = tagOf(context.index, Cause.Consumption);
    this.hedgeTag = tagOf(context.index, Cause.Hedge);
    this.delivery = new MetalDelivery(context, this.venue);
    const { count, rng, venues } = context;
    const size = sampleMany(config.size, count, rng, 1e-6, 1e9);
    const all = size.reduce((sum, x) => sum + x, 0);
    this.rate = size.map((x) => (config.consumption * 1e6 * x) / all);
    this.reorder = sampleMany(config.reorder, count, rng, 0, 1e4);
    this.upTo = sampleMany(config.orderUpTo, count, rng, 0, 1e4).map((days, i) => Math.max(days, this.reorder[i]));
    this.stock = sampleMany(config.stock, count, rng, 0, 1e4).map((days, i) => Math.floor(days * this.rate[i]));
    this.hedged = sampleMany(config.hedged, count, rng, 0, 1);
    this.average = Math.log(venues[this.venue].openingTicks);
    this.threshold = sampleMany(config.threshold, count, rng, 0.01, 1e3).map((x) => this.average + Math.log(x));
    this.replaceable = sampleMany(config.replaceable, count, rng, 0, 1);
    this.dip = sampleMany(config.dip, count, rng, 0, 0.99).map((x) => -Math.log(1 - x));
    this.replaced = new Float64Array(count);
    this.looked = new Float64Array(count);
    this.order = new Float64Array(count);
  }

  endow(): void {
    const { first, count, clearing, venues, rng, shortPool, assets } = this.context;
    const venue = venues[this.venue];
    const lot = lotCents(venue, venue.openingTicks);
    const money = sampleMany(this.config.money, count, rng, 0, 1e5);
    this.shareStocks(assets.metal.held(Account.Industry));
    for (let i = 0; i < count; i++) {
      const cents = Math.round((money[i] * this.rate[i] * lot) / this.delivery.gramsPerLot);
      clearing.ledger.endow(first + i, venue.currency, cents);
      const lots = Math.min(Math.floor(this.hedge(i)), Math.floor(cents / lot));
      if (lots < 1) continue;
      clearing.ledger.deposit(first + i, this.venue, Math.floor(Math.min(cents, lots * lot * 0.3)));
      shortPool.take(this.venue, first + i, lots, venue.openingTicks);
    }
  }

  act(view: View, desk: Desk): void {
    if (!this.started) {
      this.looked.fill(view.time);
      this.started = true;
    }
    const { rng, count } = this.context;
    const { interval, memory, latency } = this.config;
    const venue = view.venues[this.venue];
    const seen = seenTicks(venue, view.time, latency);
    const open = isTrading(venue);
    if (open) this.average += (1 - Math.exp((-view.minutes * MINUTE) / memory)) * (Math.log(seen) - this.average);
    const looks = rng.poisson((count * view.minutes * MINUTE) / interval);
    for (let k = 0; k < looks; k++) {
      const i = rng.int(count);
      if (this.looked[i] === view.time) continue;
      this.consume(i, view);
      if (open) this.trade(i, seen, view, desk);
    }
  }

  /** Takes delivery of what was bought beyond the hedge. */
  settled(venue: number, view: View): void {
    if (venue !== this.venue) return;
    const { clearing, first, count } = this.context;
    const { gramsPerLot } = this.delivery;
    const { metal } = view.assets;
    for (let i = 0; i < count; i++) {
      const beyond = clearing.position(this.venue, first + i) - Math.ceil(this.hedge(i));
      const need = Math.ceil((this.upTo[i] * this.use(i) - this.stock[i]) / gramsPerLot);
      const lots = Math.min(beyond, need);
      if (lots < 1) continue;
      const grams = this.delivery.take(first + i, lots, metal.held(Account.Float)) * gramsPerLot;
      metal.move(Account.Float, Account.Industry, grams);
      this.stock[i] += grams;
    }
  }

  /** Grams a day that firm i uses at the average price: destroyed above its threshold, less what it replaced. */
  use(i: number): number {
    const above = Math.max(0, this.average - this.threshold[i]);
    return this.rate[i] * (1 - this.replaced[i]) * Math.exp(-this.config.elasticity * above);
  }

  /** Grams that firm i has in stock. */
  stockOf(i: number): number {
    return this.stock[i];
  }

  /** Lots of futures that firm i holds against the need of the coming weeks. */
  private hedge(i: number): number {
    return (this.hedged[i] * this.use(i) * this.config.horizon) / DAY / this.delivery.gramsPerLot;
  }

  /** Firms together have at most what the world's account of industrial stocks holds. */
  private shareStocks(available: number): void {
    const wished = this.stock.reduce((sum, grams) => sum + grams, 0);
    if (wished <= available) return;
    for (let i = 0; i < this.stock.length; i++) this.stock[i] = Math.floor((this.stock[i] * available) / wished);
  }

  /** Uses up what production took since the last look, and learns to do with less while the price is too high. */
  private consume(i: number, view: View): void {
    const days = (view.time - this.looked[i]) / DAY;
    this.looked[i] = view.time;
    const grams = Math.min(this.stock[i], this.context.rng.round(this.use(i) * days));
    this.stock[i] -= view.assets.metal.consume(grams);
    const above = Math.max(0, this.average - this.threshold[i]);
    const learnt = 1 - Math.exp((-above * days * DAY) / this.config.substitution);
    this.replaced[i] += (this.replaceable[i] - this.replaced[i]) * learnt;
  }

  private trade(i: number, seen: number, view: View, desk: Desk): void {
    const { clearing, first, rng } = this.context;
    const { gramsPerLot } = this.delivery;
    const { patience, slip } = this.config;
    const venue = view.venues[this.venue];
    const member = first + i;
    if (this.order[i] > 0) desk.cancel(member, this.venue, this.order[i]);
    this.order[i] = 0;
    const use = this.use(i);
    const days = use > 0 ? this.stock[i] / use : Number.POSITIVE_INFINITY;
    const cheap = Math.log(seen) < this.average - this.dip[i];
    const orders = days < this.reorder[i] || (cheap && days < this.upTo[i]);
    const hedge = this.hedge(i);
    const need = orders ? (this.upTo[i] * use - this.stock[i]) / gramsPerLot : 0;
    const gap = hedge + need - clearing.position(this.venue, member);
    const lots = Math.min(rng.round(Math.abs(gap)), this.affordable(gap, member, seen));
    if (lots < 1) return;
    const tag = need > 0 ? this.consumptionTag : this.hedgeTag;
    const urgent = orders && days < this.reorder[i] / 2;
    if (gap > 0 && urgent)
      desk.limit(member, this.venue, Side.Buy, buyLimit(venue, seen, slip), lots, TimeInForce.Ioc, tag);
    else if (gap > 0)
      this.order[i] = desk.limit(
        member,
        this.venue,
        Side.Buy,
        Math.max(1, Math.floor(seen * (1 - patience))),
        lots,
        TimeInForce.Gtc,
        tag,
      );
    else if (gap < -1)
      desk.limit(member, this.venue, Side.Sell, sellLimit(venue, seen, slip), lots, TimeInForce.Ioc, this.hedgeTag);
  }

  /** Lots that the firm could pay in full beyond what it holds; what it sells needs no money. */
  private affordable(gap: number, member: number, seen: number): number {
    if (gap < 0) return Number.POSITIVE_INFINITY;
    const { clearing, venues } = this.context;
    const venue = venues[this.venue];
    const money = clearing.wallet(member, venue.currency) + clearing.equity(this.venue, member);
    const lot = lotCents(venue, seen);
    return Math.max(0, Math.floor(money / lot) - Math.max(0, clearing.position(this.venue, member)));
  }
}

/** Use metal up: (s, S) stocks, buying of dips, demand destruction, substitution and hedging. */
export const industrialUsers = definePopulation({
  kind: "industrial-users",
  about: "use metal up: order when stocks are low, buy ahead on dips, use less when it is too dear, and hedge",
  config,
  create: (settings, context) => new IndustrialUsers(settings, context),
});
