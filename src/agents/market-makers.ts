/**
 * Market makers. They believe that the price is about where it is, a little nearer to value than it looks, and earn
 * the spread. Quotes lean against inventory (Avellaneda & Stoikov 2008), widen and shrink with volatility, refill at a
 * finite rate, and vanish for a while when volatility or inventory exceeds a member's own limit (Kirilenko et al. 2017;
 * the CFTC-SEC report on 6 May 2010). Orders are moved only when they are off by more than a tolerance, so a calm
 * minute costs little.
 */
import { z } from "zod";
import { Cause, tagOf } from "../core/cause.ts";
import { distribution, sampleMany } from "../core/distribution.ts";
import { duration, nonNegative, positive, venueName } from "../core/quantity.ts";
import { type Switch, switchAt } from "../core/switch.ts";
import { MINUTE } from "../core/time.ts";
import type { Venue } from "../market/venue.ts";
import { NO_PRICE, Side, TimeInForce } from "../orderbook/index.ts";
import { Anchor, anchorConfig } from "./anchor.ts";
import type { Desk } from "./desk.ts";
import { giveFirstPosition } from "./first-position.ts";
import {
  type CommonConfig,
  definePopulation,
  type Population,
  type PopulationContext,
  type Told,
  type View,
} from "./population.ts";
import { isTrading, lotCents } from "./quotes.ts";

const config = z.strictObject({
  venue: venueName(),
  anchor: anchorConfig.prefault({ to: "own-price" }).meta({ description: "what they take for value" }),
  anchorTime: duration().prefault("5m").meta({
    description: "time constant with which quotes move from the mid to the anchor, at most `revision` at a look",
  }),
  revision: positive().default(0.6).meta({
    description: "largest move of quotes from the mid towards the anchor at a look, in standard deviations of a minute",
  }),
  premiumMemory: duration().optional().meta({
    description:
      "time constant with which they get used to the price's distance from the anchor: quotes then follow what changes it; without it they hold the anchor for the price",
  }),
  anchorNoise: nonNegative()
    .default(0.002)
    .meta({ description: "standard deviation of each member's error about the anchor, log" }),
  levels: z.number().int().min(1).max(20).default(5).meta({ description: "price levels quoted on each side" }),
  size: distribution
    .default({ lognormal: [2, 0.4] })
    .meta({ description: "lots at the best level in a calm market; level k shows k times as much" }),
  spread: distribution
    .default({ uniform: [0.09, 0.15] })
    .meta({ description: "half spread, in standard deviations of a minute" }),
  minSpread: positive().default(2).meta({ description: "least half spread, ticks" }),
  gap: positive().default(0.6).meta({ description: "distance between levels, in standard deviations of a minute" }),
  sizeExponent: nonNegative()
    .default(0.6)
    .meta({ description: "size shrinks as volatility over normal to minus this power" }),
  inventoryLimit: distribution
    .default({ lognormal: [80, 0.4] })
    .meta({ description: "lots at which a member stops adding" }),
  impact: nonNegative()
    .default(0.4)
    .meta({ description: "ticks that quotes shift per lot of net flow filled since the last look" }),
  pull: distribution
    .default({ loguniform: [6, 40] })
    .meta({ description: "volatility over normal at which a member withdraws; infinite for those who must stay" }),
  stay: z.number().int().nonnegative().default(2).meta({ description: "members with an obligation to stay" }),
  away: duration().prefault("20m").meta({ description: "how long a member that withdrew stays away" }),
  look: duration().prefault("2m").meta({
    description: "mean time between looks in a calm market; a move of the price makes all look: see `alert`",
  }),
  alert: positive()
    .default(0.25)
    .meta({ description: "move of the mid, in standard deviations of a minute, that makes a member look at once" }),
  refill: distribution
    .default({ lognormal: [30, 0.4] })
    .meta({ description: "lots that a member can show anew per minute" }),
  capital: distribution
    .default({ lognormal: [3e8, 0.5] })
    .meta({ description: "money of each, in the venue's currency" }),
  inventory: distribution
    .default(0)
    .meta({ description: "shares that each has at the start (fully paid venues), lots" }),
});

type Config = z.output<typeof config> & CommonConfig;

const NEVER = Number.POSITIVE_INFINITY;

class MarketMakers implements Population {
  readonly fast = true;
  private readonly config: Config;
  private readonly context: PopulationContext;
  private readonly venue: number;
  private readonly anchor: Anchor;
  private readonly tag: number;
  private readonly pulls: Switch;
  private readonly size: Float64Array;
  private readonly spread: Float64Array;
  private readonly limit: Float64Array;
  private readonly pullAt: Float64Array;
  private readonly refillRate: Float64Array;
  /** Lots that a member may still show; grows with time at its refill rate. */
  private readonly budget: Float64Array;
  private readonly budgetTime: Float64Array;
  /** Each member's error about the anchor (log), redrawn slowly. */
  private readonly error: Float64Array;
  private readonly awayUntil: Float64Array;
  /** Position at the last look: the flow filled since then moves quotes. */
  private readonly lastPosition: Float64Array;
  private readonly base: Float64Array;
  private readonly lastMid: Float64Array;
  /** Member-major: levels bids, then levels asks; 0: no order. */
  private readonly orderId: Float64Array;
  private readonly orderPrice: Float64Array;
  /** What quotes lean by because of flow, ticks; decays as the price takes it up. */
  private readonly lean: Float64Array;
  /** Log of the price over the anchor that makers have grown used to. */
  private premium = 0;

  constructor(config: Config, context: PopulationContext) {
    const { count, rng } = context;
    this.config = config;
    this.context = context;
    this.venue = context.venue(config.venue);
    this.anchor = new Anchor(config.anchor, this.venue, context);
    this.tag = tagOf(context.index, Cause.MarketMaking);
    this.pulls = switchAt(context.mechanism("market-maker-withdrawal"));
    this.size = sampleMany(config.size, count, rng, 0.1, 1e7);
    this.spread = sampleMany(config.spread, count, rng, 0.01, 10);
    this.limit = sampleMany(config.inventoryLimit, count, rng, 1, 1e8);
    this.pullAt = sampleMany(config.pull, count, rng, 1, 1e9);
    this.pullAt.fill(NEVER, 0, Math.min(count, config.stay));
    this.refillRate = sampleMany(config.refill, count, rng, 0.01, 1e8);
    this.budget = this.refillRate.map((rate) => 5 * rate);
    this.budgetTime = new Float64Array(count);
    this.error = Float64Array.from({ length: count }, () => config.anchorNoise * rng.normal());
    this.awayUntil = new Float64Array(count);
    this.lastPosition = new Float64Array(count);
    this.base = new Float64Array(count);
    this.lastMid = new Float64Array(count);
    this.orderId = new Float64Array(count * 2 * config.levels);
    this.orderPrice = new Float64Array(count * 2 * config.levels);
    this.lean = new Float64Array(count);
  }

  endow(): void {
    const { clearing, first, count, rng, venues } = this.context;
    const venue = venues[this.venue];
    const capital = sampleMany(this.config.capital, count, rng, 0, 1e13);
    const shares = sampleMany(this.config.inventory, count, rng, 0, 1e9);
    for (let i = 0; i < count; i++) {
      clearing.ledger.endow(first + i, venue.currency, Math.round(capital[i] * 100));
      const lots = Math.round(shares[i]);
      if (lots > 0) giveFirstPosition(this.context, this.venue, first + i, lots);
      this.base[i] = lots;
      this.lastPosition[i] = lots;
    }
  }

  told(what: Told): void {
    if (what.kind !== "withdraw-liquidity") return;
    const { count, rng } = this.context;
    for (let i = 0; i < count; i++)
      if (rng.chance(what.share)) this.awayUntil[i] = Math.max(this.awayUntil[i], what.until);
  }

  act(view: View, desk: Desk): void {
    const venue = view.venues[this.venue];
    if (!isTrading(venue)) return;
    const { count, rng } = this.context;
    const mid = venue.midTicks();
    const sigma = Math.max(venue.sigma, 0.2 * venue.sigma0);
    const sigmaTicks = sigma * mid;
    const ratio = venue.sigma0 > 0 ? sigma / venue.sigma0 : 1;
    const anchor = this.usualPrice(mid, view);
    const lookChance = 1 - Math.exp(-(view.roundMinutes * MINUTE) / this.config.look);
    for (let i = 0; i < count; i++) {
      if (this.awayUntil[i] > view.time) {
        this.pullQuotes(i, desk, venue);
        continue;
      }
      if (this.pulls.on && ratio > this.pullAt[i]) {
        this.awayUntil[i] = view.time + this.config.away * (0.5 + rng.next());
        this.pullQuotes(i, desk, venue);
        continue;
      }
      const moved = Math.abs(mid - this.lastMid[i]) > Math.max(this.config.minSpread, this.config.alert * sigmaTicks);
      if (moved || rng.chance(lookChance)) this.quote(i, view, desk, venue, mid, sigmaTicks, ratio, anchor);
    }
  }

  /** Where the price would be with the premium over the anchor that makers are used to, ticks. */
  private usualPrice(mid: number, view: View): number {
    const anchor = this.anchor.ticks(view);
    const { premiumMemory } = this.config;
    if (premiumMemory === undefined) return anchor;
    const now = Math.log(mid / anchor);
    this.premium += (1 - Math.exp((-view.roundMinutes * MINUTE) / premiumMemory)) * (now - this.premium);
    return anchor * Math.exp(this.premium);
  }

  private quote(
    i: number,
    view: View,
    desk: Desk,
    venue: Venue,
    mid: number,
    sigmaTicks: number,
    ratio: number,
    anchor: number,
  ): void {
    const { clearing, first, rng } = this.context;
    const { levels, anchorTime, anchorNoise, revision, impact, gap, minSpread, sizeExponent } = this.config;
    const member = first + i;
    this.error[i] += 0.02 * (anchorNoise * rng.normal() - this.error[i]) + 0.1 * anchorNoise * rng.normal();
    const position = clearing.position(this.venue, member);
    const elapsed = Math.min(30, Math.max(view.roundMinutes, (view.time - this.budgetTime[i]) / MINUTE));
    this.budgetTime[i] = view.time;
    this.budget[i] = Math.min(5 * this.refillRate[i], this.budget[i] + this.refillRate[i] * elapsed);
    // Flow that hit this member says where the price goes: lean with it, forget as the mid takes it up.
    const filled = position - this.lastPosition[i];
    this.lastPosition[i] = position;
    const fade = Math.exp(-elapsed / 5);
    this.lean[i] = this.lean[i] * fade - impact * filled;
    const bound = 2 * sigmaTicks;
    if (this.lean[i] > bound) this.lean[i] = bound;
    else if (this.lean[i] < -bound) this.lean[i] = -bound;
    const pull = (anchor * Math.exp(this.error[i]) - mid) * (1 - Math.exp((-elapsed * MINUTE) / anchorTime));
    const capped = Math.max(-revision * sigmaTicks, Math.min(revision * sigmaTicks, pull));
    const inventory = (position - this.base[i]) / this.limit[i];
    const half = Math.max(minSpread, this.spread[i] * sigmaTicks);
    const reference = mid + capped + this.lean[i] - inventory * half;
    const step = Math.max(1, gap * sigmaTicks);
    const shrink = this.pulls.on && ratio > 1 ? Math.exp(-sizeExponent * Math.log(ratio)) : 1;
    // Who makes a market in metal offers less of it where little floats.
    const offered = this.config.anchor.to === "own-price" ? 1 : view.assets.metal.offerScale;
    const affordable =
      Math.max(0, clearing.free(this.venue, member) + clearing.wallet(member, venue.currency)) / lotCents(venue, mid);
    this.lastMid[i] = mid;
    for (let k = 0; k < levels; k++) {
      const lots = Math.max(1, Math.round(this.size[i] * (k + 1) * shrink));
      const bid = inventory < 1 && affordable * 5 > lots ? Math.floor(reference - half - k * step) : NO_PRICE;
      const ask =
        inventory > -1 && (venue.isFutures ? affordable * 5 > lots : position >= lots)
          ? Math.ceil(reference + half + k * step)
          : NO_PRICE;
      this.place(i, k, Side.Buy, bid, lots, step, desk, venue);
      this.place(i, k, Side.Sell, ask, Math.max(1, Math.round(lots * offered)), step, desk, venue);
    }
  }

  /** Keeps, moves, enters or takes out the order of one level. */
  private place(
    i: number,
    k: number,
    side: Side,
    wanted: number,
    lots: number,
    step: number,
    desk: Desk,
    venue: Venue,
  ): void {
    const { levels } = this.config;
    const slot = (i * 2 + side) * levels + k;
    const member = this.context.first + i;
    const id = this.orderId[slot];
    const open = id > 0 ? venue.book.openQty(id) : 0;
    let price = wanted;
    if (price !== NO_PRICE) {
      if (price < 1) price = NO_PRICE;
      else if (venue.limitLowTicks !== NO_PRICE && price < venue.limitLowTicks) price = NO_PRICE;
      else if (venue.limitHighTicks !== NO_PRICE && price > venue.limitHighTicks) price = NO_PRICE;
    }
    if (price === NO_PRICE || this.budget[i] < lots) {
      if (open > 0 && price === NO_PRICE) {
        desk.cancel(member, this.venue, id);
        this.orderId[slot] = 0;
      } else if (open > 0 && Math.abs(this.orderPrice[slot] - price) > 0.35 * step) {
        // No budget to show anew: an order that is out of place is taken out rather than left to be picked off.
        desk.cancel(member, this.venue, id);
        this.orderId[slot] = 0;
      }
      return;
    }
    if (open > 0) {
      const off = Math.abs(this.orderPrice[slot] - price);
      if (off <= 0.35 * step && open * 2 >= lots) return;
      desk.replace(member, this.venue, id, price, lots);
      this.budget[i] -= Math.max(0, lots - open);
    } else {
      this.orderId[slot] = desk.limit(member, this.venue, side, price, lots, TimeInForce.Gtc, this.tag);
      this.budget[i] -= lots;
    }
    this.orderPrice[slot] = price;
  }

  private pullQuotes(i: number, desk: Desk, venue: Venue): void {
    const { levels } = this.config;
    const from = i * 2 * levels;
    for (let slot = from; slot < from + 2 * levels; slot++) {
      const id = this.orderId[slot];
      if (id === 0) continue;
      if (venue.book.openQty(id) > 0) desk.cancel(this.context.first + i, this.venue, id);
      this.orderId[slot] = 0;
    }
  }
}

/** Market makers: two-sided quotes that lean, widen, shrink and vanish. */
export const marketMakers = definePopulation({
  kind: "market-makers",
  about: "two-sided quotes that lean against inventory, widen and shrink with volatility, and vanish beyond a limit",
  config,
  create: (settings, context) => new MarketMakers(settings, context),
});
