/**
 * LOF arbitrageurs: they believe that price and net asset value must meet. They subscribe when the premium promises more
 * than costs and their own threshold (each member stands for many people, and the cap is per person and day), get the
 * shares two trading days later and sell them on the exchange; at a discount they buy there and redeem. So they bound the
 * premium while subscription is open, at a cap too small they do not, and once it is closed nobody does. Some have
 * turned believers: they hold while the crowd is greedy ("from arbitrage to trapped").
 *
 * The trade, its delay, cap and risk are as reported of fund 161226 (about 300,000 people in December 2025); that
 * arbitrage stops where its capital is bound or barred is Shleifer and Vishny, "The limits of arbitrage" (1997).
 */
import { z } from "zod";
import type { LofFund } from "../assets/lof-fund.ts";
import { Cause, tagOf } from "../core/cause.ts";
import { distribution, sampleMany } from "../core/distribution.ts";
import { fraction, nonNegative } from "../core/quantity.ts";
import { Side, TimeInForce } from "../orderbook/index.ts";
import type { Desk } from "./desk.ts";
import {
  type CommonConfig,
  definePopulation,
  type Population,
  type PopulationContext,
  type View,
} from "./population.ts";
import { buyLimit, isTrading, lotCents, seenTicks, sellLimit } from "./quotes.ts";

const config = z.strictObject({
  money: distribution.prefault({ lognormal: [400_000, 1] }).describe("money of each member, in the fund's currency"),
  people: distribution.prefault(100).describe("people that a member stands for: the subscription cap is theirs"),
  shares: distribution.prefault(0).describe("shares of each member on the exchange when the run starts"),
  threshold: distribution
    .prefault({ lognormal: [0.08, 0.6] })
    .describe("profit, as a fraction, for which a member takes the risk of the two days' delay"),
  costs: fraction().default(0.003).describe("costs of the round trip, fees of the fund apart"),
  looks: nonNegative().default(3).describe("times a trading day that a member looks"),
  part: fraction().default(0.5).describe("part of its money that a member puts in at once where no cap binds"),
  slip: fraction().default(0.01).describe("how far through the market a member goes to sell its shares"),
  greed: fraction().default(0.3).describe("chance to hold on at a look instead of selling, at full greed of the crowd"),
});

type Config = z.output<typeof config> & CommonConfig;

export class LofArbitrage implements Population {
  readonly fast = false;
  private readonly config: Config;
  private readonly context: PopulationContext;
  private readonly fund: LofFund;
  private readonly venue: number;
  private readonly tag: number;
  private readonly people: Float64Array;
  private readonly threshold: Float64Array;
  /** Order of a member that waits at a price limit, and the trading day on which it was sent; 0 none. */
  private readonly order: Float64Array;
  private readonly orderDay: Int32Array;
  /** Step in which a member last looked: it does so once a step at most. */
  private readonly looked: Float64Array;

  constructor(config: Config, context: PopulationContext) {
    const { assets, count, rng, name } = context;
    if (!assets.fund.exists) throw new Error(`${name}: the scenario has no fund (assets.fund) to arbitrage`);
    this.config = config;
    this.context = context;
    this.fund = assets.fund;
    this.venue = this.fund.venueIndex;
    this.tag = tagOf(context.index, Cause.Arbitrage);
    this.people = sampleMany(config.people, count, rng, 1, 1e6);
    this.threshold = sampleMany(config.threshold, count, rng, 0, 10);
    this.order = new Float64Array(count);
    this.orderDay = new Int32Array(count).fill(-1);
    this.looked = new Float64Array(count).fill(-1);
  }

  endow(): void {
    const { clearing, first, count, rng, venues } = this.context;
    const { currency, multiplier } = venues[this.venue];
    const money = sampleMany(this.config.money, count, rng, 0, 1e12);
    const shares = sampleMany(this.config.shares, count, rng, 0, 1e12);
    for (let i = 0; i < count; i++) {
      clearing.ledger.endow(first + i, currency, Math.round(money[i] * 100));
      const lots = Math.floor(shares[i] / multiplier);
      if (lots > 0) this.fund.allot(first + i, lots);
    }
  }

  act(view: View, desk: Desk): void {
    if (!this.fund.takesOrders || view.round > 0) return;
    const venue = view.venues[this.venue];
    const { rng, count } = this.context;
    const rate = (this.config.looks * view.minutes) / Math.max(1, venue.minutesPerDay);
    for (let n = rng.poisson(count * rate); n > 0; n--) this.look(rng.int(count), view, desk);
  }

  /** Profit that the published value moved with the market promises to who subscribes now and sells at `ticks`. */
  edge(ticks: number, venue: { tick: number }): number {
    return (ticks * venue.tick) / this.fund.indicative - 1 - this.config.costs;
  }

  private look(i: number, view: View, desk: Desk): void {
    if (this.looked[i] === view.time) return;
    this.looked[i] = view.time;
    const venue = view.venues[this.venue];
    const member = this.context.first + i;
    const seen = seenTicks(venue, view.time, this.config.latency);
    const edge = this.edge(seen, venue);
    if (this.waits(i, view)) return;
    const lots = view.clearing.sellable(this.venue, member);
    if (lots > 0) this.unload(i, lots, edge, seen, view, desk);
    if (edge > this.threshold[i]) this.subscribe(i, seen, view);
    else if (-edge > this.threshold[i] + 2 * this.config.costs) this.buyCheap(member, seen, view, desk);
  }

  /** Sells on the exchange at a premium, redeems at a discount. */
  private unload(i: number, lots: number, edge: number, seen: number, view: View, desk: Desk): void {
    const venue = view.venues[this.venue];
    const { first, rng } = this.context;
    const { greed, slip, costs } = this.config;
    const member = first + i;
    if (edge < -this.threshold[i] - costs) {
      this.fund.redeem(member, lots, view.time);
      return;
    }
    if (!venue.accepting || rng.chance(greed * Math.max(0, view.assets.mood))) return;
    if (venue.lock < 0) {
      this.order[i] = desk.limit(member, this.venue, Side.Sell, venue.limitLowTicks, lots, TimeInForce.Gtc, this.tag);
      this.orderDay[i] = venue.dayIndex;
    } else if (isTrading(venue))
      desk.limit(member, this.venue, Side.Sell, sellLimit(venue, seen, slip), lots, TimeInForce.Ioc, this.tag);
  }

  private subscribe(i: number, seen: number, view: View): void {
    const member = this.context.first + i;
    view.clearing.withdraw(this.venue, member, view.clearing.free(this.venue, member));
    const wallet = view.clearing.wallet(member, view.venues[this.venue].currency);
    const wish = this.fund.cap === Number.POSITIVE_INFINITY ? wallet * this.config.part : wallet;
    if (wish < lotCents(view.venues[this.venue], seen)) return;
    this.fund.subscribe(member, Math.floor(wish), this.people[i], view.time);
  }

  /** At a discount: buys on the exchange what it will redeem once the shares may be moved. */
  private buyCheap(member: number, seen: number, view: View, desk: Desk): void {
    const venue = view.venues[this.venue];
    if (!isTrading(venue)) return;
    const price = buyLimit(venue, seen, this.config.slip);
    const wallet = view.clearing.wallet(member, venue.currency);
    const lots = Math.floor((wallet * this.config.part) / lotCents(venue, price));
    if (lots > 0) desk.limit(member, this.venue, Side.Buy, price, lots, TimeInForce.Ioc, this.tag);
  }

  /** Whether the member has an order in the queue at the limit; orders end with the trading day. */
  private waits(i: number, view: View): boolean {
    if (this.order[i] === 0) return false;
    const venue = view.venues[this.venue];
    if (this.orderDay[i] === venue.dayIndex && venue.book.openQty(this.order[i]) > 0) return true;
    this.order[i] = 0;
    return false;
  }
}

/** Subscribe at net asset value, sell on the exchange; the other way round at a discount. */
export const lofArbitrage = definePopulation({
  kind: "lof-arbitrage",
  about: "subscribes LOF shares at net asset value and sells them at a premium two days later; redeems at a discount",
  config,
  create: (settings, context) => new LofArbitrage(settings, context),
});
