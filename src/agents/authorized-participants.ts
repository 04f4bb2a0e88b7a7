/**
 * Authorised participants of the ETF: they believe that a share is its ounces. When shares are cheaper than metal futures
 * by more than their costs they buy shares and sell futures, when dearer the other way round, and they keep the two sides
 * equal in ounces. After the close whole baskets settle the difference: shares too many are handed in for metal, which
 * goes to a dealer against the short futures; shares too few are created from metal that the long futures brought. So the
 * flows of the ETF's holders reach the futures at once and the float of metal with a delay. Members: the first is the
 * trust itself, which issues and never trades.
 *
 * The mechanism is as in the trusts' prospectuses; Petajisto, "Inefficiencies in the pricing of exchange-traded funds"
 * (2017), for what bounds it.
 */
import { z } from "zod";
import type { EtfTrust } from "../assets/etf-trust.ts";
import { Account } from "../assets/metal.ts";
import { Cause, tagOf } from "../core/cause.ts";
import { distribution, sampleMany } from "../core/distribution.ts";
import { fraction, positive, venueName, count as whole } from "../core/quantity.ts";
import { NO_PRICE, Side, TimeInForce } from "../orderbook/index.ts";
import type { Desk } from "./desk.ts";
import { MetalDelivery } from "./metal-delivery.ts";
import { lotGrams } from "./metal-units.ts";
import {
  type CommonConfig,
  definePopulation,
  type Population,
  type PopulationContext,
  type View,
} from "./population.ts";
import { buyLimit, isTrading, sellLimit } from "./quotes.ts";

const config = z.strictObject({
  futures: venueName().describe("where they hedge: a venue for the metal in the ETF's currency"),
  money: distribution.prefault({ lognormal: [6e9, 0.4] }).describe("money of each"),
  inventory: distribution
    .prefault({ lognormal: [40_000, 0.4] })
    .describe("lots of shares that each keeps to make deliveries from; beyond them it is hedged"),
  cost: distribution
    .prefault({ uniform: [0.001, 0.003] })
    .describe("gap between shares and metal, as a fraction, beyond which each acts"),
  size: whole().min(1).default(40).describe("futures lots' worth of shares that one takes at a time, per minute"),
  most: positive().default(0.8).describe("largest hedge, as a multiple of money in notional"),
  slip: fraction().default(0.004).describe("how far through the market they go to hedge"),
});

type Config = z.output<typeof config> & CommonConfig;

export class AuthorizedParticipants implements Population {
  readonly fast = true;
  private readonly config: Config;
  private readonly context: PopulationContext;
  private readonly trust: EtfTrust;
  private readonly etf: number;
  private readonly futures: number;
  private readonly delivery: MetalDelivery;
  private readonly arbitrageTag: number;
  private readonly hedgeTag: number;
  /** ETF lots that weigh as much as one futures lot. */
  private readonly perLot: number;
  private readonly gramsPerLot: number;
  private readonly base: Float64Array;
  private readonly cost: Float64Array;
  /** Whole grams of metal in the float that each owns, bought and not yet delivered (below 0: sold and not yet received). */
  private readonly metal: Float64Array;
  /** Trading day on which baskets were last ordered. */
  private basketDay = -1;

  constructor(config: Config, context: PopulationContext) {
    const { assets, count, rng, name, venues, index, first } = context;
    if (!assets.trust.exists) throw new Error(`${name}: the scenario has no trust (assets.trust) to serve`);
    if (count < 2)
      throw new Error(`${name}: expected 2 members or more, the trust and those who serve it, got ${count}`);
    this.config = config;
    this.context = context;
    this.trust = assets.trust;
    this.etf = this.trust.venueIndex;
    this.futures = context.venue(config.futures);
    this.delivery = new MetalDelivery(context, this.futures);
    this.arbitrageTag = tagOf(index, Cause.Arbitrage);
    this.hedgeTag = tagOf(index, Cause.Hedge);
    this.gramsPerLot = Math.round(lotGrams(venues[this.futures]));
    this.perLot = (this.gramsPerLot * this.trust.basketLots) / this.trust.gramsPerBasket;
    this.base = sampleMany(config.inventory, count, rng, 0, 1e8).map(Math.floor);
    this.cost = sampleMany(config.cost, count, rng, 0, 1);
    this.metal = new Float64Array(count);
    this.trust.issue(first);
  }

  endow(): void {
    const { clearing, first, count, rng, venues } = this.context;
    const money = sampleMany(this.config.money, count, rng, 0, 1e13);
    for (let i = 1; i < count; i++) {
      clearing.ledger.endow(first + i, venues[this.etf].currency, Math.round(money[i] * 100));
      if (this.base[i] > 0) this.trust.allot(first + i, this.base[i]);
    }
  }

  act(view: View, desk: Desk): void {
    const futures = view.venues[this.futures];
    const etf = view.venues[this.etf];
    if (etf.justSettled && view.round === 0 && this.basketDay !== etf.dayIndex) this.baskets(view);
    if (!isTrading(futures)) return;
    for (let i = 1; i < this.context.count; i++) {
      const gap = this.hedgeGap(i, view);
      if (gap !== 0) this.hedge(i, gap, view, desk);
      else if (isTrading(etf)) this.arbitrage(i, view, desk);
    }
  }

  /** Futures lots that member i lacks (below 0: has too many) to be even in ounces. */
  hedgeGap(i: number, view: View): number {
    const member = this.context.first + i;
    const { clearing } = view;
    const shares = clearing.position(this.etf, member) + this.trust.pendingLots(member) - this.base[i];
    const exposure = shares / this.perLot + this.metal[i] / this.gramsPerLot;
    return Math.round(-exposure) - clearing.position(this.futures, member);
  }

  private hedge(i: number, gap: number, view: View, desk: Desk): void {
    const venue = view.venues[this.futures];
    const member = this.context.first + i;
    const mid = venue.midTicks();
    const buys = gap > 0;
    const price = buys ? buyLimit(venue, mid, this.config.slip) : sellLimit(venue, mid, this.config.slip);
    const side = buys ? Side.Buy : Side.Sell;
    desk.limit(member, this.futures, side, price, Math.abs(gap), TimeInForce.Ioc, this.hedgeTag);
  }

  /** Takes shares that are cheap against the futures' bid, or gives shares that are dear against their offer. */
  private arbitrage(i: number, view: View, desk: Desk): void {
    const { first, rng } = this.context;
    const etf = view.venues[this.etf];
    const futures = view.venues[this.futures];
    const bid = futures.bidTicks();
    const ask = futures.askTicks();
    if (bid === NO_PRICE || ask === NO_PRICE) return;
    const member = first + i;
    const worth = (futures.tick * this.trust.ouncesPerShare) / etf.tick;
    const low = Math.floor(bid * worth * (1 - this.cost[i]));
    const high = Math.ceil(ask * worth * (1 + this.cost[i]));
    const room = this.room(i, view);
    const size = rng.round(Math.min(room, this.config.size * view.roundMinutes) * this.perLot);
    if (size <= 0) return;
    if (etf.askTicks() !== NO_PRICE && etf.askTicks() <= low) {
      desk.limit(member, this.etf, Side.Buy, low, size, TimeInForce.Ioc, this.arbitrageTag);
    } else if (etf.bidTicks() !== NO_PRICE && etf.bidTicks() >= high) {
      const lots = Math.min(size, view.clearing.sellable(this.etf, member));
      if (lots > 0) desk.limit(member, this.etf, Side.Sell, high, lots, TimeInForce.Ioc, this.arbitrageTag);
    }
  }

  /** Futures lots by which the member's hedge may still grow. */
  private room(i: number, view: View): number {
    const { clearing } = view;
    const member = this.context.first + i;
    const venue = view.venues[this.futures];
    const money = clearing.wallet(member, venue.currency) + Math.max(0, clearing.equity(this.futures, member));
    const most = (this.config.most * money) / (venue.midTicks() * venue.centsPerTick);
    return Math.max(0, most - Math.abs(clearing.position(this.futures, member)));
  }

  /** After the ETF's close: whole baskets for what each has too many or too few of. */
  private baskets(view: View): void {
    this.basketDay = view.venues[this.etf].dayIndex;
    for (let i = 1; i < this.context.count; i++) {
      const member = this.context.first + i;
      view.clearing.withdraw(this.etf, member, view.clearing.free(this.etf, member));
      const held = view.clearing.position(this.etf, member) + this.trust.pendingLots(member);
      const baskets = Math.trunc((held - this.base[i]) / this.trust.basketLots);
      if (baskets > 0) this.handIn(i, member, baskets, view);
      else if (baskets < 0) this.create(i, member, -baskets, view);
    }
  }

  /** Shares for metal, and the metal to dealers against the short futures. */
  private handIn(i: number, member: number, baskets: number, view: View): void {
    const grams = this.trust.gramsPerBasket;
    this.metal[i] += this.trust.redeem(member, baskets, view.time) * grams;
    const short = Math.max(0, -view.clearing.position(this.futures, member));
    const lots = Math.min(short, Math.floor(Math.max(0, this.metal[i]) / this.gramsPerLot));
    if (lots > 0) this.metal[i] -= this.delivery.give(member, lots) * this.gramsPerLot;
  }

  /** Metal from dealers against the long futures, and the metal for shares. */
  private create(i: number, member: number, baskets: number, view: View): void {
    const grams = this.trust.gramsPerBasket;
    const long = Math.max(0, view.clearing.position(this.futures, member));
    const wanted = Math.ceil(Math.max(0, baskets * grams - this.metal[i]) / this.gramsPerLot);
    const available = view.assets.metal.held(Account.Float);
    const lots = this.delivery.take(member, Math.min(wanted, long), available);
    this.metal[i] += lots * this.gramsPerLot;
    const possible = Math.min(baskets, Math.floor(Math.max(0, this.metal[i]) / grams));
    this.metal[i] -= this.trust.create(member, possible, view.time) * grams;
  }
}

/** Keep the ETF at the value of its metal, and create and redeem its shares. */
export const authorizedParticipants = definePopulation({
  kind: "authorized-participants",
  about:
    "the ETF's trust (the first member) and those who arbitrage its shares against futures and create and redeem them",
  config,
  create: (settings, context) => new AuthorizedParticipants(settings, context),
});
