/**
 * Hoarders: people and merchants in China and India who buy metal to keep it. They believe what they see and hear: a
 * rising price and a topic that everybody talks about make them buy, and while all expect rises nobody sells. What
 * they buy leaves the float. When the price has fallen a certain part below its best since they bought, they lose
 * heart, one after the other within hours, and their metal comes back to the float some days later, on a falling
 * market.
 *
 * Each member stands for a merchant with his customers, since the exchange's lot is more than a household buys. They
 * buy and sell through the venue and settle in metal with dealers after each settlement. Reported: the hoarding wave
 * in China in January 2026, India's imports of about 1,800 t in a month; locked metal that returns at once makes the
 * cliff. Extrapolating buyers as in Barberis, Greenwood, Jin, Shleifer, "Extrapolation and bubbles" (2018).
 */
import { z } from "zod";
import { Account } from "../assets/metal.ts";
import { Cause, tagOf } from "../core/cause.ts";
import { distribution, sampleMany } from "../core/distribution.ts";
import { Direction, PriceLadder } from "../core/price-ladder.ts";
import { duration, fraction, nonNegative, positive, venueName } from "../core/quantity.ts";
import { MINUTE } from "../core/time.ts";
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
  venue: venueName().describe("where they buy and sell; it prices metal"),
  money: distribution.prefault({ pareto: [1.5e6, 1.5] }).describe("money of each, in the venue's currency"),
  reserve: fraction()
    .default(0.2)
    .describe(
      "part of its first money that a member never spends; it margins what it sells before the metal is delivered",
    ),
  hoards: fraction().default(0.3).describe("part of the world's hoards that is theirs when the run begins"),
  interval: duration().prefault("10d").describe("mean time between a member's purchases at an interest of 1"),
  attention: nonNegative().default(3).describe("interest that full public attention adds"),
  trend: nonNegative().default(2).describe("interest that a strong rise adds (and a strong fall takes)"),
  memory: duration().prefault("10d").describe("average that the rise is measured against"),
  scale: positive().default(0.1).describe("log distance from that average that counts as strong"),
  bite: distribution.prefault({ uniform: [0.05, 0.35] }).describe("part of its free money that one purchase spends"),
  heart: distribution
    .prefault({ uniform: [0.15, 0.45] })
    .describe("fall below the best price since it bought, as a fraction, at which a member loses heart"),
  ratchet: fraction().default(0.01).describe("a new best price this much above the last is remembered"),
  rush: duration()
    .prefault("6h")
    .describe("mean time until one who lost heart sells, in a neutral mood; half of it in fear, never in greed"),
  delay: duration().prefault("3d").describe("time until metal that was sold is back in the float"),
  slip: fraction().default(0.004).describe("most that an order gives away against the price seen"),
});

type Config = z.output<typeof config> & CommonConfig;

export class Hoarders implements Population {
  readonly fast = false;
  private readonly config: Config;
  private readonly context: PopulationContext;
  private readonly venue: number;
  private readonly buyTag: number;
  private readonly sellTag: number;
  private readonly delivery: MetalDelivery;
  /** Per member: cents at the start, part spent per purchase, fall that takes its heart, metal in whole grams, best price in ticks. */
  private readonly money: Float64Array;
  private readonly bite: Float64Array;
  private readonly heart: Float64Array;
  private readonly grams: Float64Array;
  private readonly losses: PriceLadder;
  private readonly highs: PriceLadder;
  /** Those who lost heart and still have metal, and each one's place in that list (-1: not in it). */
  private readonly rushing: Int32Array;
  private readonly place: Int32Array;
  private rushers = 0;
  /** Members with lots that wait for the settlement. */
  private readonly pending: Int32Array;
  private readonly isPending: Uint8Array;
  private pendings = 0;
  private readonly popped: Int32Array;
  /** Metal on its way back: moments (ms UTC) in order, and grams. */
  private readonly backAt: number[] = [];
  private readonly backGrams: number[] = [];
  private average: number;
  /** Per member: step (ms UTC) of its last order, so that it does not act twice on what it has once. */
  private readonly acted: Float64Array;

  constructor(config: Config, context: PopulationContext) {
    this.config = config;
    this.context = context;
    this.venue = context.venue(config.venue);
    this.buyTag = tagOf(context.index, Cause.Hoarding);
    this.sellTag = tagOf(context.index, Cause.Panic);
    this.delivery = new MetalDelivery(context, this.venue);
    const { count, rng } = context;
    this.money = sampleMany(config.money, count, rng, 0, 1e12).map((x) => Math.round(x * 100));
    this.bite = sampleMany(config.bite, count, rng, 0, 1);
    this.heart = sampleMany(config.heart, count, rng, 0.01, 0.99);
    this.grams = new Float64Array(count);
    this.losses = new PriceLadder(count);
    this.highs = new PriceLadder(count);
    this.rushing = new Int32Array(count);
    this.place = new Int32Array(count).fill(-1);
    this.pending = new Int32Array(count);
    this.acted = new Float64Array(count);
    this.isPending = new Uint8Array(count);
    this.popped = new Int32Array(Math.min(count, 4096));
    this.average = Math.log(context.venues[this.venue].openingTicks);
  }

  endow(): void {
    const { first, count, clearing, venues, assets } = this.context;
    const { currency, openingTicks } = venues[this.venue];
    const total = this.money.reduce((sum, cents) => sum + cents, 0);
    const owned = this.config.hoards * assets.metal.held(Account.Hoards);
    for (let i = 0; i < count; i++) {
      clearing.ledger.endow(first + i, currency, this.money[i]);
      this.grams[i] = total > 0 ? Math.floor((owned * this.money[i]) / total) : 0;
      if (this.grams[i] > 0) this.watch(i, openingTicks);
    }
  }

  act(view: View, desk: Desk): void {
    this.bringBack(view);
    const venue = view.venues[this.venue];
    if (!isTrading(venue)) return;
    const seen = seenTicks(venue, view.time, this.config.latency);
    this.remember(seen);
    const log = Math.log(seen);
    this.average += (1 - Math.exp((-view.minutes * MINUTE) / this.config.memory)) * (log - this.average);
    this.sell(seen, view, desk);
    this.buy(seen, this.interest(log, view.assets.attention, view.assets.mood), view, desk);
  }

  filled(venue: number, member: number): void {
    const i = member - this.context.first;
    if (venue !== this.venue || this.isPending[i]) return;
    this.isPending[i] = 1;
    this.pending[this.pendings++] = i;
  }

  settled(venue: number, view: View): void {
    if (venue !== this.venue) return;
    let kept = 0;
    for (let k = 0; k < this.pendings; k++) {
      const i = this.pending[k];
      if (this.deliver(i, view)) this.isPending[i] = 0;
      else this.pending[kept++] = i;
    }
    this.pendings = kept;
  }

  /**
   * How keen they are to buy at a log price: 1 in a calm and quiet market; never below 0. Talk counts double in greed
   * (mood 1) and nothing in fear (mood -1).
   */
  interest(log: number, attention: number, mood = 0): number {
    const { scale, trend } = this.config;
    return Math.max(
      0,
      1 + this.config.attention * attention * (1 + mood) + trend * Math.tanh((log - this.average) / scale),
    );
  }

  /** Grams that member i holds. */
  held(i: number): number {
    return this.grams[i];
  }

  private buy(seen: number, interest: number, view: View, desk: Desk): void {
    const { clearing, first, count, rng } = this.context;
    const venue = view.venues[this.venue];
    const { interval, reserve, slip } = this.config;
    const lot = lotCents(venue, seen);
    const looks = rng.poisson((count * interest * view.minutes * MINUTE * venue.activity(view.time)) / interval);
    for (let k = 0; k < looks; k++) {
      const i = rng.int(count);
      if (this.place[i] >= 0 || this.acted[i] === view.time) continue;
      this.acted[i] = view.time;
      const owed = Math.max(0, clearing.position(this.venue, first + i)) * lot;
      const free = clearing.wallet(first + i, venue.currency) - reserve * this.money[i] - owed;
      const lots = Math.min(rng.round((this.bite[i] * Math.max(0, free)) / lot), Math.floor(free / lot));
      if (lots > 0)
        desk.limit(first + i, this.venue, Side.Buy, buyLimit(venue, seen, slip), lots, TimeInForce.Ioc, this.buyTag);
    }
  }

  /** Those who lost heart sell, each after a while of its own. */
  private sell(seen: number, view: View, desk: Desk): void {
    const { clearing, first, rng } = this.context;
    const venue = view.venues[this.venue];
    const { rush, slip } = this.config;
    const fear = 1 - view.assets.mood;
    const calls = rng.poisson((this.rushers * fear * view.minutes * MINUTE) / rush);
    for (let k = 0; k < calls && this.rushers > 0; k++) {
      const i = this.rushing[rng.int(this.rushers)];
      if (this.acted[i] === view.time) continue;
      this.acted[i] = view.time;
      const position = clearing.position(this.venue, first + i);
      const lots = Math.floor(this.grams[i] / this.delivery.gramsPerLot) + position;
      if (lots > 0)
        desk.limit(first + i, this.venue, Side.Sell, sellLimit(venue, seen, slip), lots, TimeInForce.Ioc, this.sellTag);
      else if (position === 0) this.calmDown(i);
    }
  }

  /** Lifts the best prices that were passed and finds those who lose heart. */
  private remember(seen: number): void {
    const { popped } = this;
    for (let n = popped.length; n === popped.length; ) {
      n = this.highs.trigger(Direction.Up, seen, popped);
      for (let k = 0; k < n; k++) this.watch(popped[k], seen);
    }
    for (let n = popped.length; n === popped.length; ) {
      n = this.losses.trigger(Direction.Down, seen, popped);
      for (let k = 0; k < n; k++) {
        const i = popped[k];
        this.highs.remove(i);
        if (this.place[i] >= 0) continue;
        this.place[i] = this.rushers;
        this.rushing[this.rushers++] = i;
      }
    }
  }

  private watch(i: number, best: number): void {
    this.losses.set(i, Direction.Down, best * (1 - this.heart[i]));
    this.highs.set(i, Direction.Up, best * (1 + this.config.ratchet));
  }

  private calmDown(i: number): void {
    const at = this.place[i];
    const moved = this.rushing[--this.rushers];
    this.rushing[at] = moved;
    this.place[moved] = at;
    this.place[i] = -1;
  }

  /** Turns lots into metal or metal into money; true when nothing is left to settle. */
  private deliver(i: number, view: View): boolean {
    const { clearing, first } = this.context;
    const { metal } = view.assets;
    const { gramsPerLot } = this.delivery;
    const position = clearing.position(this.venue, first + i);
    if (position > 0) {
      const taken = this.delivery.take(first + i, position, metal.held(Account.Float));
      metal.move(Account.Float, Account.Hoards, taken * gramsPerLot);
      this.grams[i] += taken * gramsPerLot;
      if (taken > 0 && !this.losses.has(i) && this.place[i] < 0) this.watch(i, view.venues[this.venue].settlementTicks);
      return taken === position;
    }
    if (position === 0) return true;
    const given = this.delivery.give(first + i, Math.min(-position, Math.floor(this.grams[i] / gramsPerLot)));
    this.grams[i] -= given * gramsPerLot;
    this.backAt.push(view.time + this.config.delay);
    this.backGrams.push(given * gramsPerLot);
    return given === -position;
  }

  /** Metal whose way back is over enters the float. */
  private bringBack(view: View): void {
    let due = 0;
    while (due < this.backAt.length && this.backAt[due] <= view.time) due++;
    for (let k = 0; k < due; k++) view.assets.metal.move(Account.Hoards, Account.Float, this.backGrams[k]);
    if (due === 0) return;
    this.backAt.splice(0, due);
    this.backGrams.splice(0, due);
  }
}

/** Buy metal while it rises and is talked about; bring it back in a rush when they lose heart. */
export const hoarders = definePopulation({
  kind: "hoarders",
  about:
    "buy metal out of the float while it rises and is talked about, and bring it back in a rush when they lose heart",
  config,
  create: (settings, context) => new Hoarders(settings, context),
});
