/**
 * The LOF's manager, and the holders whose shares are in the fund's registry and not on the exchange. The manager has no
 * opinion: the contract says that the money is in silver futures, so net subscriptions are invested and net redemptions
 * sold, within the position limit of the exchange; at a price limit its sales queue like everybody's. Members: the first
 * is the fund itself, the others are registry holders, who redeem at a low rate in quiet times and in numbers when they
 * are afraid or stop trusting the value that is published (the wave of complaints and redemptions after 2 February 2026),
 * or when a price limit holds the value above what the shares are worth, so that whoever leaves first is paid by those who
 * stay (`stale`). That open-ended funds pass their investors' runs on to thin markets is Chen, Goldstein, Jiang (2010).
 */
import { z } from "zod";
import type { LofFund } from "../assets/lof-fund.ts";
import { Cause, tagOf } from "../core/cause.ts";
import { type Distribution, distribution, sampleMany } from "../core/distribution.ts";
import { fraction, nonNegative, positive } from "../core/quantity.ts";
import { Side, TimeInForce } from "../orderbook/index.ts";
import type { Desk } from "./desk.ts";
import {
  type CommonConfig,
  definePopulation,
  type Population,
  type PopulationContext,
  type View,
} from "./population.ts";
import { buyLimit, isTrading, lotCents, sellLimit } from "./quotes.ts";

const config = z.strictObject({
  shares: positive().describe(
    "shares that the fund has issued when the run starts, on the exchange and in its registry",
  ),
  exposure: fraction(0, 1).default(0.98).describe("part of the assets that the futures are to make up"),
  band: fraction().default(0.005).describe("part of the position by which it may be off before the manager trades"),
  buffer: fraction(0, 1).default(0.12).describe("collateral kept beyond the margin, as a part of the position's value"),
  participation: fraction()
    .default(0.1)
    .describe("largest part of the futures venue's recent volume that the manager takes"),
  slip: fraction().default(0.002).describe("how far from the mid the manager goes to trade at once"),
  holdings: distribution
    .prefault({ pareto: [1, 1.6] })
    .describe("relative sizes of the registry holders: they share what nobody else was allotted"),
  redemption: z
    .strictObject({
      base: nonNegative().default(0.002).describe("chance a day that a holder redeems, in quiet times"),
      fear: nonNegative().default(0.02).describe("added chance a day at full fear"),
      distrust: nonNegative()
        .default(0.08)
        .describe("added chance a day when nothing of the published value is trusted"),
      stale: nonNegative()
        .default(0)
        .describe(
          "added chance a day for a unit (log) by which what a redemption would be paid stands above what the shares are worth: a price limit makes leaving first pay, at the cost of those who stay",
        ),
    })
    .prefault({})
    .describe("when registry holders hand in their shares"),
});

type Config = z.output<typeof config> & CommonConfig;

export class LofManager implements Population {
  readonly fast = false;
  private readonly config: Config;
  private readonly context: PopulationContext;
  private readonly fund: LofFund;
  private readonly futures: number;
  private readonly manager: number;
  private readonly buyTag: number;
  private readonly sellTag: number;
  private readonly weights: Float64Array;
  private readonly totalLots: number;
  /** The order that rests in the futures book; 0 none. */
  private resting = 0;
  private started = false;

  constructor(config: Config, context: PopulationContext) {
    const { assets, first, count, rng, venues, name } = context;
    if (!assets.fund.exists) throw new Error(`${name}: the scenario has no fund (assets.fund) to manage`);
    if (count < 2)
      throw new Error(`${name}: expected 2 members or more, the fund and its registry holders, got ${count}`);
    this.config = config;
    this.context = context;
    this.fund = assets.fund;
    this.futures = this.fund.futuresIndex;
    this.manager = first;
    this.buyTag = tagOf(context.index, Cause.Subscription);
    this.sellTag = tagOf(context.index, Cause.Redemption);
    this.weights = sampleMany(config.holdings as Distribution, count - 1, rng, 0, 1e9);
    this.totalLots = Math.round(config.shares / venues[this.fund.venueIndex].multiplier);
    this.fund.manage(first, first + 1, this.totalLots);
  }

  endow(): void {
    const { clearing, venues, shortPool } = this.context;
    const venue = venues[this.futures];
    const assets = Math.round(this.totalLots * this.fund.lotCents(this.fund.publishedNav));
    const lots = Math.floor((this.config.exposure * assets) / lotCents(venue, venue.openingTicks));
    clearing.ledger.endow(this.manager, venue.currency, assets);
    shortPool.take(this.futures, this.manager, lots, venue.openingTicks);
    const margin = clearing.marginUsed(this.futures, this.manager);
    const cushion = this.config.buffer * lots * lotCents(venue, venue.openingTicks);
    clearing.ledger.deposit(this.manager, this.futures, Math.min(assets, Math.ceil(margin + cushion)));
  }

  act(view: View, desk: Desk): void {
    if (!this.started) this.spread();
    if (this.fund.takesOrders) this.redemptions(view);
    const venue = view.venues[this.futures];
    if (!isTrading(venue)) return;
    if (this.resting > 0 && venue.lock === 0) {
      desk.cancel(this.manager, this.futures, this.resting);
      this.resting = 0;
      return;
    }
    const gap = this.gap(view);
    const held = view.clearing.position(this.futures, this.manager);
    if (Math.abs(gap) < Math.max(1, this.config.band * Math.abs(held))) return;
    this.trade(gap, view, desk);
  }

  filled(_venue: number, _member: number, _lots: number, _ticks: number, order: number): void {
    if (order === this.resting && this.context.venues[this.futures].book.openQty(order) === 0) this.resting = 0;
  }

  /** Keeps collateral at margin and buffer; the rest of the money is the fund's to pay redemptions with. */
  settled(venueIndex: number, view: View): void {
    if (venueIndex !== this.futures) return;
    const venue = view.venues[this.futures];
    const { clearing } = view;
    const value = Math.abs(clearing.position(this.futures, this.manager)) * lotCents(venue, venue.settlementTicks);
    const surplus = Math.floor(clearing.free(this.futures, this.manager) - this.config.buffer * value);
    if (surplus > 0) clearing.withdraw(this.futures, this.manager, surplus);
    else {
      const cents = Math.min(-surplus, clearing.wallet(this.manager, venue.currency));
      if (cents > 0) clearing.ledger.deposit(this.manager, this.futures, cents);
    }
  }

  /** Lots of futures that the fund lacks (below 0: has too many), today's orders included; within the position limit. */
  gap(view: View): number {
    const venue = view.venues[this.futures];
    const ticks = venue.midTicks();
    const assets = this.fund.assetsAt(ticks) + this.fund.flowAt(ticks);
    const wanted = Math.max(0, Math.floor((this.config.exposure * assets) / lotCents(venue, ticks)));
    const limit = view.clearing.positionLimit(this.futures, this.manager);
    return Math.min(wanted, limit) - view.clearing.position(this.futures, this.manager);
  }

  private trade(gap: number, view: View, desk: Desk): void {
    const venue = view.venues[this.futures];
    const { slip, participation } = this.config;
    const mid = venue.midTicks();
    const side = gap > 0 ? Side.Buy : Side.Sell;
    const tag = gap > 0 ? this.buyTag : this.sellTag;
    const locked = gap > 0 ? venue.lock > 0 : venue.lock < 0;
    if (locked) {
      const limit = gap > 0 ? venue.limitHighTicks : venue.limitLowTicks;
      if (this.resting === 0)
        this.resting = desk.limit(this.manager, this.futures, side, limit, Math.abs(gap), TimeInForce.Gtc, tag);
      return;
    }
    const pace = this.context.rng.round(participation * venue.minuteVolume * view.minutes);
    const lots = Math.min(Math.abs(gap), pace);
    const price = gap > 0 ? buyLimit(venue, mid, slip) : sellLimit(venue, mid, slip);
    if (lots > 0) desk.limit(this.manager, this.futures, side, price, lots, TimeInForce.Ioc, tag);
  }

  /** Shares that nobody else was allotted go to the registry holders, by their relative sizes. */
  private spread(): void {
    this.started = true;
    const { clearing, count } = this.context;
    const shares = this.fund.venueIndex;
    const registry = this.manager + 1;
    const lots = clearing.position(shares, registry);
    let sum = 0;
    for (const weight of this.weights) sum += weight;
    for (let i = 1; i < count - 1; i++) {
      const part = Math.floor((lots * this.weights[i]) / sum);
      if (part > 0) clearing.ledger.moveShares(shares, registry, registry + i, part);
    }
  }

  private redemptions(view: View): void {
    const { base, fear, distrust, stale } = this.config.redemption;
    const { rng, count, clearing } = this.context;
    const advantage = stale > 0 ? Math.max(0, Math.log(this.fund.indicative / this.fund.worth)) : 0;
    const chance =
      base + fear * Math.max(0, -view.assets.mood) + distrust * (1 - this.fund.confidence) + stale * advantage;
    const venue = view.venues[this.fund.venueIndex];
    const due = ((count - 1) * chance * view.minutes) / Math.max(1, venue.minutesPerDay);
    for (let n = rng.poisson(due); n > 0; n--) {
      const member = this.manager + 1 + rng.int(count - 1);
      this.fund.redeem(member, clearing.position(this.fund.venueIndex, member), view.time);
    }
  }
}

/** The fund's manager, who invests what comes in and sells what goes out, and the holders off the exchange. */
export const lofManager = definePopulation({
  kind: "lof-manager",
  about:
    "the LOF itself (the first member), which invests subscriptions in futures and sells for redemptions, and its holders off the exchange",
  config,
  create: (settings, context) => new LofManager(settings, context),
});
