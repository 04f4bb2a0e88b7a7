/**
 * Trend followers (CTAs). They believe that a price which has risen against its own average goes on rising. A member
 * holds a position in proportion to a bounded trend signal, scaled down when volatility is high, and works the gap
 * between position and target in slices. What makes them act is the price alone: they add through a run-up and turn
 * within hours when it breaks.
 *
 * Signal: tanh of the log distance from an exponential average, in units of the volatility over its horizon; the
 * bounded response and volatility targeting of Hurst, Ooi, Pedersen, "A century of evidence on trend-following
 * investing" (2017), in the form that Chiarella, Dieci, Gardini (2002) give chartists. Size: about $5 bn net long in
 * silver on 30 January 2026 (Morgan Stanley QDS, quoted that day).
 */
import { z } from "zod";
import { Cause, tagOf } from "../core/cause.ts";
import { distribution, sampleMany } from "../core/distribution.ts";
import { duration, fraction, positive, venueName } from "../core/quantity.ts";
import { type Switch, switchAt } from "../core/switch.ts";
import { MINUTE } from "../core/time.ts";
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
  venue: venueName().describe("where they trade"),
  lots: distribution.prefault({ lognormal: [110, 0.7] }).describe("most lots each holds at the volatility below"),
  volatility: fraction().default(0.03).describe("daily volatility at which the full position is held; above it, less"),
  floor: fraction()
    .default(0.012)
    .describe(
      "daily volatility below which they take no market to be; it bounds their gain when a market has gone quiet",
    ),
  horizons: z
    .array(duration())
    .min(1)
    .prefault(["4h", "12h", "1d", "3d", "10d"])
    .describe("averages that trends are measured against, in market time; each member follows one"),
  scale: positive()
    .default(1.5)
    .describe("distance from the average, in its own volatility, at which half to three quarters are held"),
  fastWeight: fraction()
    .default(0.1)
    .describe("weight of the last half hour in the volatility they size by; the rest is the slow baseline"),
  interval: duration().prefault("30m").describe("mean time between a member's looks, at ordinary activity"),
  pace: fraction().default(0.25).describe("part of the gap that one look trades"),
  deadband: fraction().default(0.05).describe("gaps below this part of the cap are left alone"),
  slip: fraction().default(0.003).describe("most that an order gives away against the price seen"),
  funding: distribution
    .prefault({ uniform: [0.3, 0.8] })
    .describe("money of each, as a multiple of its full position's value at the start"),
  leverage: positive().default(4).describe("value of the position over the member's money, at most"),
  startInvested: z
    .boolean()
    .default(true)
    .describe("hold the position that the earlier prices ask for when the run begins"),
});

type Config = z.output<typeof config> & CommonConfig;

export class TrendFollowers implements Population {
  readonly fast = false;
  private readonly config: Config;
  private readonly context: PopulationContext;
  private readonly venue: number;
  private readonly momentum: Switch;
  private readonly tag: number;
  /** Per horizon: exponential average of the log price in ticks, and its horizon in minutes. */
  private readonly average: Float64Array;
  private readonly tau: Float64Array;
  /** Per member: index of its horizon, most lots, money at the start over its full position's value. */
  private readonly horizon: Uint8Array;
  private readonly lots: Float64Array;
  private readonly funding: Float64Array;
  /** Per member: step (ms UTC) of its last look, so that it does not act twice on one gap. */
  private readonly looked: Float64Array;

  constructor(config: Config, context: PopulationContext) {
    this.config = config;
    this.context = context;
    this.venue = context.venue(config.venue);
    this.momentum = switchAt(context.mechanism("momentum"));
    this.tag = tagOf(context.index, Cause.Momentum);
    this.tau = Float64Array.from(config.horizons, (ms) => ms / MINUTE);
    this.average = new Float64Array(this.tau.length);
    this.looked = new Float64Array(context.count);
    const { rng, count } = context;
    this.horizon = new Uint8Array(count);
    for (let i = 0; i < count; i++) this.horizon[i] = rng.int(this.tau.length);
    this.lots = sampleMany(config.lots, count, rng, 1, 1e6);
    this.funding = sampleMany(config.funding, count, rng, 0.01, 100);
  }

  endow(): void {
    const { first, count, clearing, venues, shortPool } = this.context;
    const venue = venues[this.venue];
    const price = venue.openingTicks;
    this.seedAverages();
    for (let i = 0; i < count; i++) {
      const cents = Math.round(this.funding[i] * this.lots[i] * lotCents(venue, price));
      clearing.ledger.endow(first + i, venue.currency, cents);
      if (!this.config.startInvested) continue;
      const target = this.target(i, price);
      if (target < 1) continue;
      clearing.ledger.deposit(first + i, this.venue, Math.round(cents * (target / this.lots[i])));
      shortPool.take(this.venue, first + i, target, price);
    }
  }

  act(view: View, desk: Desk): void {
    const venue = view.venues[this.venue];
    if (!isTrading(venue)) return;
    const { latency, interval } = this.config;
    const seen = seenTicks(venue, view.time, latency);
    this.follow(Math.log(seen), view.minutes);
    if (!this.momentum.on) return;
    const { rng, count } = this.context;
    const looks = rng.poisson((count * view.minutes * MINUTE * venue.activity(view.time)) / interval);
    for (let k = 0; k < looks; k++) this.trade(rng.int(count), seen, view, desk);
  }

  /** Lots that member i wants at a price of `ticks`: signed, whole, within its cap and its money. */
  target(i: number, ticks: number): number {
    const { clearing, first, venues } = this.context;
    const venue = venues[this.venue];
    const { scale, leverage } = this.config;
    const h = this.horizon[i];
    const sigma = this.sigma();
    const distance = (Math.log(ticks) - this.average[h]) / (scale * sigma * Math.sqrt(this.tau[h]));
    const money = clearing.equity(this.venue, first + i) + clearing.wallet(first + i, venue.currency);
    const affordable = (leverage * money) / lotCents(venue, ticks);
    const cap = Math.min(this.lots[i] * this.scaling(sigma), affordable);
    return cap > 0 ? Math.trunc(cap * Math.tanh(distance)) : 0;
  }

  private trade(i: number, seen: number, view: View, desk: Desk): void {
    const { clearing, first, rng } = this.context;
    const { pace, deadband, slip } = this.config;
    if (this.looked[i] === view.time) return;
    this.looked[i] = view.time;
    const venue = view.venues[this.venue];
    const gap = this.target(i, seen) - clearing.position(this.venue, first + i);
    const size = Math.abs(gap);
    if (size < 1 || size < deadband * this.lots[i]) return;
    const lots = Math.min(size, Math.max(1, rng.round(size * pace)));
    const side = gap > 0 ? Side.Buy : Side.Sell;
    const price = gap > 0 ? buyLimit(venue, seen, slip) : sellLimit(venue, seen, slip);
    desk.limit(first + i, this.venue, side, price, lots, TimeInForce.Ioc, this.tag);
  }

  /** Volatility that they measure and size by, per root minute: the slow baseline with a little of the last half hour. */
  private sigma(): number {
    const venue = this.context.venues[this.venue];
    const { fastWeight, floor } = this.config;
    const least = Math.max(1e-6, floor / Math.sqrt(venue.minutesPerDay));
    return Math.max(least, (1 - fastWeight) * venue.sigma0 + fastWeight * venue.sigma);
  }

  /** Volatility targeting: part of the full position that is held at this volatility. */
  private scaling(sigma: number): number {
    const daily = sigma * Math.sqrt(this.context.venues[this.venue].minutesPerDay);
    return Math.min(1, this.config.volatility / daily);
  }

  /** Moves all averages by some minutes towards a log price. */
  private follow(log: number, minutes: number): void {
    const { average, tau } = this;
    for (let h = 0; h < tau.length; h++) average[h] += (1 - Math.exp(-minutes / tau[h])) * (log - average[h]);
  }

  /** The averages as the daily settlements before the run left them; the opening price where there were none. */
  private seedAverages(): void {
    const venue = this.context.venues[this.venue];
    const { settlements } = venue;
    const days = settlements.count;
    this.average.fill(Math.log(days > 0 ? settlements.at(0) / venue.tick : venue.openingTicks));
    for (let d = 0; d < days; d++) this.follow(Math.log(settlements.at(d) / venue.tick), venue.minutesPerDay);
  }
}

/** CTAs: hold a bounded trend signal, scaled by volatility. */
export const trendFollowers = definePopulation({
  kind: "trend-followers",
  about: "CTAs that hold a position in proportion to a bounded trend signal, less of it when volatility is high",
  config,
  create: (settings, context) => new TrendFollowers(settings, context),
});
