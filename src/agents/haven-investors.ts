/**
 * Haven investors: safe-haven money that overflows from gold into silver. They believe in gold, and that silver is gold
 * with more behind it: when gold has risen they buy silver, as a substitute that moves more, and when gold turns they sell
 * it again. They look at gold alone: no price of silver is too high, so a run on gold becomes a run on a market a tenth as
 * large. Gold is outside the model's venues, so only the silver leg is traded here.
 *
 * The overflow, and silver as gold's high-beta substitute, are reported [Caijing 2026]. Demand that extrapolates a past
 * return is Barberis, Greenwood, Jin, Shleifer, "Extrapolation and bubbles" (2018); that money leaves one asset for its
 * close substitute is Barberis, Shleifer, "Style investing" (2003).
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
  venue: venueName().describe("where they trade silver"),
  lots: distribution.prefault({ lognormal: [20, 0.8] }).describe("most lots each holds"),
  memory: duration().prefault("10d").describe("average of gold that its rise is measured against"),
  scale: positive().default(0.06).describe("log rise of gold over that average at which three quarters are held"),
  funding: distribution
    .prefault({ uniform: [0.5, 1.2] })
    .describe("money of each, as a multiple of its full position's value at the start"),
  leverage: positive().default(2).describe("value of the position over the member's money, at most"),
  interval: duration().prefault("4h").describe("mean time between a member's looks, at ordinary activity"),
  pace: fraction().default(0.25).describe("part of the gap that one look trades"),
  slip: fraction().default(0.003).describe("most that an order gives away against the price seen"),
});

type Config = z.output<typeof config> & CommonConfig;

export class HavenInvestors implements Population {
  readonly fast = false;
  private readonly config: Config;
  private readonly context: PopulationContext;
  private readonly venue: number;
  private readonly momentum: Switch;
  private readonly tag: number;
  private readonly lots: Float64Array;
  private readonly funding: Float64Array;
  /** Average of the log of gold's price. */
  private average: number;
  /** Moment up to which the average is kept, ms UTC; 0 before the first look. */
  private kept = 0;
  /** Per member: step (ms UTC) of its last look, so that it does not act twice on one gap. */
  private readonly looked: Float64Array;

  constructor(config: Config, context: PopulationContext) {
    const { assets, count, rng } = context;
    this.config = config;
    this.context = context;
    this.venue = context.venue(config.venue);
    this.momentum = switchAt(context.mechanism("momentum"));
    this.tag = tagOf(context.index, Cause.Momentum);
    this.lots = sampleMany(config.lots, count, rng, 1, 1e6);
    this.funding = sampleMany(config.funding, count, rng, 0.01, 100);
    this.average = Math.log(assets.gold);
    this.looked = new Float64Array(count);
  }

  endow(): void {
    const { first, count, clearing, venues } = this.context;
    const venue = venues[this.venue];
    const lot = lotCents(venue, venue.openingTicks);
    for (let i = 0; i < count; i++)
      clearing.ledger.endow(first + i, venue.currency, Math.round(this.funding[i] * this.lots[i] * lot));
  }

  act(view: View, desk: Desk): void {
    const gold = Math.log(view.assets.gold);
    this.follow(gold, view.time);
    const venue = view.venues[this.venue];
    if (!isTrading(venue) || !this.momentum.on) return;
    const { rng, count } = this.context;
    const { interval, latency } = this.config;
    const seen = seenTicks(venue, view.time, latency);
    const wish = this.wish(gold - this.average);
    const looks = rng.poisson((count * view.minutes * MINUTE * venue.activity(view.time)) / interval);
    for (let k = 0; k < looks; k++) this.look(rng.int(count), wish, seen, view, desk);
  }

  /** Part of the full position that a rise of gold (log, over its average) asks for; they are never short. */
  wish(rise: number): number {
    return Math.max(0, Math.tanh(rise / this.config.scale));
  }

  /** Gold is traded round the clock: the average follows it while the venue is closed, too. */
  private follow(gold: number, time: number): void {
    if (this.kept > 0) this.average += (1 - Math.exp(-(time - this.kept) / this.config.memory)) * (gold - this.average);
    this.kept = time;
  }

  private look(i: number, wish: number, seen: number, view: View, desk: Desk): void {
    const { clearing, first, rng } = this.context;
    const { pace, slip, leverage } = this.config;
    if (this.looked[i] === view.time) return;
    this.looked[i] = view.time;
    const venue = view.venues[this.venue];
    const member = first + i;
    const money = clearing.equity(this.venue, member) + clearing.wallet(member, venue.currency);
    const most = Math.max(0, (leverage * money) / lotCents(venue, seen));
    const gap = Math.floor(Math.min(most, this.lots[i] * wish)) - clearing.position(this.venue, member);
    if (gap === 0) return;
    const lots = Math.min(Math.abs(gap), Math.max(1, rng.round(Math.abs(gap) * pace)));
    const side = gap > 0 ? Side.Buy : Side.Sell;
    const price = gap > 0 ? buyLimit(venue, seen, slip) : sellLimit(venue, seen, slip);
    desk.limit(member, this.venue, side, price, lots, TimeInForce.Ioc, this.tag);
  }
}

/** Buy silver after gold has risen, sell it when gold turns. */
export const havenInvestors = definePopulation({
  kind: "haven-investors",
  about: "safe-haven money that buys silver as gold with more behind it once gold has risen, and sells when gold turns",
  config,
  create: (settings, context) => new HavenInvestors(settings, context),
});
