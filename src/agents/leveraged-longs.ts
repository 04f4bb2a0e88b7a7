/**
 * Leveraged futures longs: private accounts that bet on a squeeze. They believe that what has risen, and what everyone
 * talks of, goes on rising; they enter by contagion, use as much borrowed money as they dare, and put gains to work as
 * new lots (pyramiding), so that the price at which they go under climbs with the price. That is what makes a crowd
 * fragile: equity e, leverage L, drawn gains. Some give up by themselves when the market falls by more than they can
 * bear (panic); most wait for the margin call. Non-reportable longs carried the market (BIS Quarterly Review, March
 * 2026); selling by leveraged accounts rises as the limit nears (Bian, He, Shue & Zhou 2018, on China 2015).
 * `delivery: true` makes them squeeze bettors, who hold until a position limit or a failed squeeze moves them.
 */
import { z } from "zod";
import { Cause, tagOf } from "../core/cause.ts";
import { distribution, sampleField, sampleMany } from "../core/distribution.ts";
import { duration, fraction, nonNegative, positive, venueName } from "../core/quantity.ts";
import { type Switch, switchAt } from "../core/switch.ts";
import { DAY, MINUTE } from "../core/time.ts";
import { Side, TimeInForce } from "../orderbook/index.ts";
import type { Desk } from "./desk.ts";
import { giveFirstPosition } from "./first-position.ts";
import {
  type CommonConfig,
  definePopulation,
  type Population,
  type PopulationContext,
  type View,
} from "./population.ts";
import { buyLimit, isTrading, lotCents, seenTicks, sellLimit } from "./quotes.ts";

const config = z.strictObject({
  venue: venueName(),
  wealth: distribution.default({ lognormal: [3e5, 1] }).meta({ description: "money of each, in the venue's currency" }),
  commitment: distribution
    .default({ uniform: [0.4, 0.9] })
    .meta({ description: "share of its money that a member puts behind the bet" }),
  leverage: distribution
    .default({ loguniform: [3, 8] })
    .meta({ description: "position over the money behind it that a member aims at" }),
  holders: fraction().prefault("30%").meta({ description: "members that hold a position when the run begins" }),
  entry: nonNegative()
    .default(0.01)
    .meta({ description: "chance a day that a member outside enters in a quiet market" }),
  contagion: nonNegative().default(0.15).meta({ description: "added chance a day per unit of social attention" }),
  chase: nonNegative().default(1.0).meta({ description: "added chance a day per unit of log return over `trend`" }),
  trend: z
    .number()
    .int()
    .min(1)
    .max(60)
    .default(3)
    .meta({ description: "trading days over which the return that draws them in is measured" }),
  looks: positive().default(2).meta({ description: "times a day that a member with a position looks at it" }),
  pyramid: fraction()
    .prefault("60%")
    .meta({ description: "chance that a look at a gain is followed by buying back to the leverage aimed at" }),
  profit: distribution
    .default({ lognormal: [1.5, 0.6] })
    .meta({ description: "gain on the money behind the bet at which a member begins to take it" }),
  takeProfit: fraction().prefault("10%").meta({ description: "chance that a look at such a gain takes it, wholly" }),
  nerve: distribution
    .default({ lognormal: [0.25, 0.6] })
    .meta({ description: "fall from the highest price seen at which a member gives up by itself" }),
  panic: fraction().prefault("30%").meta({ description: "chance that a look at such a fall ends in selling" }),
  slip: fraction().prefault("0.5%").meta({ description: "farthest through the mid that an order goes" }),
  delivery: z
    .boolean()
    .default(false)
    .meta({ description: "squeeze bettors: neither take profit nor panic while the stock is short" }),
  shortage: positive()
    .default(4)
    .meta({ description: "open interest over deliverable stock above which squeeze bettors hold on" }),
  rest: duration().prefault("20d").meta({ description: "how long one who has left stays out" }),
});

type Config = z.output<typeof config> & CommonConfig;

/**
 * A member's fields are a row: members come at random out of many, so each array more would be one more trip to main
 * memory. Field F of member i is at `rows[(i << BITS) + F]`.
 */
const BITS = 3;
/** Price of entry in ticks, 0 outside, and the highest since. */
const ENTERED = 0;
const PEAK = 1;
/** What it was born with: see the configuration. */
const NERVE = 2;
const PROFIT = 3;
const LEVERAGE = 4;
/** Who has left stays outside until then, ms UTC. */
const OUT_UNTIL = 5;
const COMMITMENT = 6;

class LeveragedLongs implements Population {
  readonly fast = false;
  private readonly config: Config;
  private readonly context: PopulationContext;
  private readonly venue: number;
  private readonly tagHerd: number;
  private readonly tagGain: number;
  private readonly tagPanic: number;
  private readonly momentum: Switch;
  private readonly rows: Float64Array;

  constructor(config: Config, context: PopulationContext) {
    const { count, rng } = context;
    this.config = config;
    this.context = context;
    this.venue = context.venue(config.venue);
    this.tagHerd = tagOf(context.index, Cause.Herding);
    this.tagGain = tagOf(context.index, Cause.ProfitTaking);
    this.tagPanic = tagOf(context.index, Cause.Panic);
    this.momentum = switchAt(context.mechanism("momentum"));
    this.rows = new Float64Array(count << BITS);
    sampleField(this.rows, BITS, COMMITMENT, config.commitment, rng, 0, 1);
    sampleField(this.rows, BITS, LEVERAGE, config.leverage, rng, 0.5, 30);
    sampleField(this.rows, BITS, PROFIT, config.profit, rng, 0.05, 100);
    sampleField(this.rows, BITS, NERVE, config.nerve, rng, 0.02, 0.95);
  }

  endow(): void {
    const { rows } = this;
    const { clearing, first, count, rng, venues } = this.context;
    const venue = venues[this.venue];
    const ticks = venue.openingTicks;
    const wealth = sampleMany(this.config.wealth, count, rng, 0, 1e11);
    for (let i = 0; i < count; i++) {
      const at = i << BITS;
      const member = first + i;
      const cents = Math.round(wealth[i] * 100);
      clearing.ledger.endow(member, venue.currency, cents);
      if (!rng.chance(this.config.holders)) continue;
      const behind = cents * rows[at + COMMITMENT];
      const lots = Math.floor((behind * rows[at + LEVERAGE]) / lotCents(venue, ticks));
      if (lots < 1) continue;
      giveFirstPosition(this.context, this.venue, member, lots);
      clearing.ledger.deposit(
        member,
        this.venue,
        Math.min(cents, Math.round((lots * lotCents(venue, ticks)) / rows[at + LEVERAGE])),
      );
      rows[at + PEAK] = ticks;
      rows[at + ENTERED] = ticks;
    }
  }

  act(view: View, desk: Desk): void {
    const venue = view.venues[this.venue];
    if (!isTrading(venue)) return;
    const { count, rng } = this.context;
    const { looks, latency } = this.config;
    const busy = (view.minutes * MINUTE * venue.activity(view.time)) / DAY;
    const seen = seenTicks(venue, view.time, latency);
    const urge = this.urge(view, seen);
    // One draw for all: a member looks at `looks` a day; outsiders' looks turn into entry with the chance that makes
    // the daily rate right.
    for (let n = rng.poisson(count * looks * busy); n > 0; n--) {
      const i = rng.int(count);
      const lots = view.clearing.position(this.venue, this.context.first + i);
      if (lots > 0) this.mind(i, lots, seen, view, desk);
      else if (view.time >= this.rows[(i << BITS) + OUT_UNTIL] && rng.chance(urge / looks))
        this.enter(i, seen, view, desk);
    }
  }

  /** Chance a day that an outsider enters. */
  private urge(view: View, seen: number): number {
    const { entry, contagion, chase, trend } = this.config;
    const venue = view.venues[this.venue];
    const past = venue.toTicks(venue.settlements.at(Math.max(0, venue.settlements.count - trend)));
    const drift = this.momentum.on ? Math.log(seen / past) : 0;
    const urge = entry + contagion * Math.max(0, view.assets.attention) + chase * drift;
    return urge > 0 ? Math.min(urge, this.config.looks) : 0;
  }

  private enter(i: number, seen: number, view: View, desk: Desk): void {
    const { rows } = this;
    const at = i << BITS;
    const { clearing, first } = this.context;
    const venue = view.venues[this.venue];
    const member = first + i;
    const behind =
      clearing.equity(this.venue, member) + clearing.wallet(member, venue.currency) * rows[at + COMMITMENT];
    const lots = Math.floor((behind * rows[at + LEVERAGE]) / lotCents(venue, seen));
    if (lots < 1) return;
    this.fund(member, lots, i, seen);
    this.buy(member, lots, seen, view, desk);
    rows[at + PEAK] = seen;
    rows[at + ENTERED] = seen;
  }

  /** A member with a position looks at it. */
  private mind(i: number, lots: number, seen: number, view: View, desk: Desk): void {
    const { rows } = this;
    const at = i << BITS;
    const { clearing, first, rng } = this.context;
    const { pyramid, panic, takeProfit, delivery, shortage } = this.config;
    const member = first + i;
    const venue = view.venues[this.venue];
    if (rows[at + ENTERED] === 0) rows[at + ENTERED] = seen;
    if (seen > rows[at + PEAK]) rows[at + PEAK] = seen;
    const holdsOn = delivery && view.assets.oiOverStock > shortage;
    const gain = rows[at + LEVERAGE] * (seen / rows[at + ENTERED] - 1);
    if (!holdsOn && seen < rows[at + PEAK] * (1 - rows[at + NERVE]) && rng.chance(panic)) {
      this.leave(i, lots, this.tagPanic, seen, view, desk);
    } else if (!holdsOn && gain > rows[at + PROFIT] && rng.chance(takeProfit)) {
      this.leave(i, lots, this.tagGain, seen, view, desk);
    } else if (this.momentum.on && gain > 0 && rng.chance(pyramid)) {
      const more =
        Math.floor((clearing.equity(this.venue, member) * rows[at + LEVERAGE]) / lotCents(venue, seen)) - lots;
      if (more > 0) this.buy(member, more, seen, view, desk);
    }
  }

  private leave(i: number, lots: number, tag: number, seen: number, view: View, desk: Desk): void {
    const venue = view.venues[this.venue];
    const price = sellLimit(venue, seen, this.config.slip);
    desk.limit(this.context.first + i, this.venue, Side.Sell, price, lots, TimeInForce.Ioc, tag);
    this.rows[(i << BITS) + OUT_UNTIL] = view.time + this.config.rest;
  }

  private buy(member: number, lots: number, seen: number, view: View, desk: Desk): void {
    const price = buyLimit(view.venues[this.venue], seen, this.config.slip);
    desk.limit(member, this.venue, Side.Buy, price, lots, TimeInForce.Ioc, this.tagHerd);
  }

  /** Pays in what the position needs at the leverage aimed at. */
  private fund(member: number, lots: number, i: number, seen: number): void {
    const { clearing, venues } = this.context;
    const venue = venues[this.venue];
    const needed =
      (lots * lotCents(venue, seen)) / this.rows[(i << BITS) + LEVERAGE] - clearing.equity(this.venue, member);
    const cents = Math.min(Math.ceil(needed), clearing.wallet(member, venue.currency));
    if (cents > 0) clearing.ledger.deposit(member, this.venue, cents);
  }
}

/** Leveraged futures longs, squeeze bettors among them. */
export const leveragedLongs = definePopulation({
  kind: "leveraged-longs",
  about: "private accounts that bet on a squeeze with borrowed money, enter by contagion and pyramid their gains",
  config,
  create: (settings, context) => new LeveragedLongs(settings, context),
});
