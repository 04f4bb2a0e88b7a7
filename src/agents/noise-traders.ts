/**
 * Noise traders: hedgers, small speculators and others whose reasons the model does not follow. Takers cross the
 * spread with sizes from a power law (tail exponent 1.6 or so: Maslov & Mills 2001; Gabaix et al. 2006), the more often
 * the livelier the market; makers leave limit orders at distances spread evenly in the logarithm (Bouchaud, Mézard &
 * Potters 2002) and take them out after a while. They have finite money and an inventory that pulls them back, so that
 * they cannot become the market's buyer or seller of last resort.
 */
import { z } from "zod";
import { Cause, tagOf } from "../core/cause.ts";
import { distribution, sampleMany } from "../core/distribution.ts";
import { duration, fraction, nonNegative, positive, venueName } from "../core/quantity.ts";
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
  takes: nonNegative()
    .default(8)
    .meta({ description: "market-taking orders of a member per day of trading, at mean activity" }),
  makes: nonNegative().default(2).meta({ description: "resting orders that a member leaves per day of trading" }),
  tail: positive().default(1.6).meta({ description: "tail exponent of the size of takers' orders" }),
  smallest: positive().default(1).meta({ description: "smallest order, lots" }),
  largest: positive().default(60).meta({ description: "largest order, lots" }),
  liveliness: nonNegative()
    .default(0.4)
    .meta({ description: "takers act more often as volatility over normal to this power" }),
  calming: nonNegative()
    .default(0.5)
    .meta({ description: "makers act less often as volatility over normal to minus this power" }),
  reach: positive()
    .default(3)
    .meta({ description: "takers' protection: at most so many standard deviations of a minute through the mid" }),
  life: duration().prefault("40m").meta({ description: "mean life of a resting order" }),
  depth: fraction().prefault("5%").meta({ description: "farthest distance of a resting order from the mid" }),
  againstLock: fraction().prefault("100%").meta({
    description:
      "takers who still trade with the queue at a price limit: everybody sees that it is not the market's price",
  }),
  inventory: positive().default(16).meta({ description: "lots of inventory at which a member only trades to shed it" }),
  capital: distribution
    .default({ lognormal: [2e6, 1] })
    .meta({ description: "money of each, in the venue's currency" }),
  holding: distribution
    .default(0)
    .meta({ description: "lots that each holds at the start, around which its inventory swings" }),
});

type Config = z.output<typeof config> & CommonConfig;

/** Minutes of a day in which the rates per day are spent. */
const MINUTES_A_DAY = DAY / MINUTE;

class NoiseTraders implements Population {
  readonly fast = false;
  private readonly config: Config;
  private readonly context: PopulationContext;
  private readonly venue: number;
  private readonly tag: number;
  private readonly base: Float64Array;
  /** Live resting orders, in no order: id and owner of order k at 2k and 2k + 1. */
  private orders = new Float64Array(8192);
  private live = 0;

  constructor(config: Config, context: PopulationContext) {
    this.config = config;
    this.context = context;
    this.venue = context.venue(config.venue);
    this.tag = tagOf(context.index, Cause.Voluntary);
    this.base = sampleMany(config.holding, context.count, context.rng, 0, 1e9).map(Math.round);
  }

  endow(): void {
    const { clearing, first, count, rng, venues } = this.context;
    const venue = venues[this.venue];
    const capital = sampleMany(this.config.capital, count, rng, 0, 1e12);
    for (let i = 0; i < count; i++) {
      clearing.ledger.endow(first + i, venue.currency, Math.round(capital[i] * 100));
      if (this.base[i] > 0) giveFirstPosition(this.context, this.venue, first + i, this.base[i]);
    }
  }

  act(view: View, desk: Desk): void {
    const venue = view.venues[this.venue];
    const { count, rng } = this.context;
    const { takes, makes, liveliness, calming, latency } = this.config;
    if (!isTrading(venue)) return;
    const ratio = venue.sigma0 > 0 ? Math.max(0.2, Math.min(25, venue.sigma / venue.sigma0)) : 1;
    const busy = (count * view.minutes * venue.activity(view.time)) / MINUTES_A_DAY;
    const seen = seenTicks(venue, view.time, latency);
    const lively = Math.exp(liveliness * Math.log(ratio));
    const calm = ratio > 1 ? Math.exp(-calming * Math.log(ratio)) : 1;
    this.expire(view, desk);
    for (let n = rng.poisson(takes * busy * lively); n > 0; n--) this.take(rng.int(count), view, desk, seen);
    for (let n = rng.poisson(makes * busy * calm); n > 0; n--) this.make(rng.int(count), view, desk, seen);
  }

  private take(i: number, view: View, desk: Desk, seen: number): void {
    const { clearing, first, rng } = this.context;
    const { inventory, smallest, largest, tail, reach } = this.config;
    const venue = view.venues[this.venue];
    const member = first + i;
    const held = clearing.position(this.venue, member) - this.base[i];
    const buys = rng.chance(0.5 - held / inventory);
    let lots = Math.min(largest, Math.round(rng.pareto(smallest, tail)));
    if (venue.lock === (buys ? -1 : 1) && !rng.chance(this.config.againstLock)) return;
    if (!buys && !venue.isFutures) lots = Math.min(lots, clearing.position(this.venue, member));
    if (lots < 1) return;
    const slip = reach * Math.max(venue.sigma, venue.sigma0);
    const price = buys ? buyLimit(venue, seen, slip) : sellLimit(venue, seen, slip);
    desk.limit(member, this.venue, buys ? Side.Buy : Side.Sell, price, lots, TimeInForce.Ioc, this.tag);
  }

  private make(i: number, view: View, desk: Desk, seen: number): void {
    const { clearing, first, rng } = this.context;
    const { smallest, tail, largest, depth, inventory } = this.config;
    const venue = view.venues[this.venue];
    const member = first + i;
    const held = clearing.position(this.venue, member) - this.base[i];
    const buys = rng.chance(0.5 - held / inventory);
    let lots = Math.min(largest, Math.round(rng.pareto(smallest, tail)));
    // Shares must be there and paid for when a resting order fills, and several may rest at once.
    if (!venue.isFutures) {
      const bound = buys
        ? (clearing.free(this.venue, member) + clearing.wallet(member, venue.currency)) / (4 * lotCents(venue, seen))
        : clearing.position(this.venue, member) / 2;
      lots = Math.min(lots, Math.floor(bound));
    }
    if (lots < 1) return;
    const distance = Math.exp(rng.uniform(Math.log(1 / seen), Math.log(depth)));
    const price = buys ? Math.floor(seen * (1 - distance)) : Math.ceil(seen * (1 + distance));
    if (price < 1) return;
    const id = desk.limit(member, this.venue, buys ? Side.Buy : Side.Sell, price, lots, TimeInForce.Gtc, this.tag);
    const at = 2 * this.live++;
    if (at === this.orders.length) this.grow();
    this.orders[at] = id;
    this.orders[at + 1] = member;
  }

  /** Takes out a random share of resting orders, so that lives are exponential; filled ones are forgotten on the way. */
  private expire(view: View, desk: Desk): void {
    const { rng } = this.context;
    const { book } = view.venues[this.venue];
    const share = 1 - Math.exp((-view.minutes * MINUTE) / this.config.life);
    for (let n = rng.poisson(this.live * share); n > 0 && this.live > 0; n--) {
      const { orders } = this;
      const at = 2 * rng.int(this.live);
      const id = orders[at];
      if (book.openQty(id) > 0) desk.cancel(orders[at + 1], this.venue, id);
      const last = 2 * --this.live;
      orders[at] = orders[last];
      orders[at + 1] = orders[last + 1];
    }
  }

  private grow(): void {
    const grown = new Float64Array(this.orders.length * 2);
    grown.set(this.orders);
    this.orders = grown;
  }
}

/** Noise traders: takers and makers without a view, with finite money and inventory. */
export const noiseTraders = definePopulation({
  kind: "noise-traders",
  about: "takers and makers without a view, with finite money and an inventory that pulls them back",
  config,
  create: (settings, context) => new NoiseTraders(settings, context),
});
