/**
 * Stop-loss programs: longs that protect a position with a trailing stop. They believe in the rise until the price has
 * fallen a fixed part below the highest price since they entered; then the program sells everything, without a view,
 * and the owner comes back when the market is calm and rises again. In a run-up they build up; in a fall they are the
 * fuse, because their selling is the move that reaches the next stop.
 *
 * After Osler, "Stop-loss orders and price cascades in currency markets" (2005), and the report that programme selling
 * turned a small shock into a chain of liquidations. About 14,000 contracts with stops 5 to 15% below the high were
 * enough to light the cascade in this model's prototype.
 */
import { z } from "zod";
import { Cause, tagOf } from "../core/cause.ts";
import { distribution, sampleMany } from "../core/distribution.ts";
import { Direction, PriceLadder } from "../core/price-ladder.ts";
import { duration, fraction, positive, venueName } from "../core/quantity.ts";
import { type Switch, switchAt } from "../core/switch.ts";
import { DAY, MINUTE } from "../core/time.ts";
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
  lots: distribution
    .prefault({ pareto: [1.5, 1.6] })
    .describe("lots that each holds when it is in the market, if its money allows"),
  held: fraction().default(0.8).describe("part of the members that are in the market when the run begins"),
  distance: distribution
    .prefault({ uniform: [0.05, 0.15] })
    .describe("how far below the high since entry the stop trails, as a fraction"),
  leverage: distribution
    .prefault({ uniform: [1.5, 4] })
    .describe("value of the position over the member's money when it enters"),
  ratchet: fraction().default(0.005).describe("a new high this much above the last lifts the stop"),
  workTime: duration().prefault("5m").describe("time over which a triggered program sells its position"),
  slip: fraction().default(0.01).describe("most that a slice gives away against the mid when it is sent"),
  reentry: duration()
    .prefault("4d")
    .describe("mean time until a program that is out comes back, while the market is calm and rises"),
  calm: positive()
    .default(1.5)
    .describe("volatility of the last half hour over its slow baseline below which the market counts as calm"),
  trend: duration().prefault("1d").describe("the market rises when it is above its average over this time"),
});

type Config = z.output<typeof config> & CommonConfig;

export class StopPrograms implements Population {
  readonly fast = true;
  private readonly config: Config;
  private readonly context: PopulationContext;
  private readonly venue: number;
  private readonly working: Switch;
  private readonly stopTag: number;
  private readonly entryTag: number;
  /** Per member. `high` in ticks, since entry; `selling`: lots when the stop was hit, 0 when it was not. */
  private readonly size: Float64Array;
  private readonly distance: Float64Array;
  private readonly leverage: Float64Array;
  private readonly high: Float64Array;
  private readonly selling: Int32Array;
  /** Stops below the market, and the new highs above it that lift them. */
  private readonly stops: PriceLadder;
  private readonly highs: PriceLadder;
  /** Programs that are selling, in the order in which they were triggered. */
  private readonly queue: Int32Array;
  private queued = 0;
  /** Members out of the market, and each one's place in that list (-1: in the market). */
  private readonly out: Int32Array;
  private readonly place: Int32Array;
  private outside = 0;
  /** Members whose position changed since the last look. */
  private readonly changed: Int32Array;
  private readonly isChanged: Uint8Array;
  private changes = 0;
  private readonly popped: Int32Array;
  private average = 0;
  /** Per member: step (ms UTC) in which it last tried to come back. */
  private readonly tried: Float64Array;

  constructor(config: Config, context: PopulationContext) {
    this.config = config;
    this.context = context;
    this.venue = context.venue(config.venue);
    this.working = switchAt(context.mechanism("stops"));
    this.stopTag = tagOf(context.index, Cause.Stop);
    this.entryTag = tagOf(context.index, Cause.Voluntary);
    const { count, rng } = context;
    this.size = sampleMany(config.lots, count, rng, 1, 1e6);
    this.distance = sampleMany(config.distance, count, rng, 0.001, 0.9);
    this.leverage = sampleMany(config.leverage, count, rng, 0.1, 20);
    this.high = new Float64Array(count);
    this.selling = new Int32Array(count);
    this.stops = new PriceLadder(count);
    this.highs = new PriceLadder(count);
    this.queue = new Int32Array(count);
    this.out = new Int32Array(count);
    this.place = new Int32Array(count).fill(-1);
    this.changed = new Int32Array(count);
    this.isChanged = new Uint8Array(count);
    this.tried = new Float64Array(count);
    this.popped = new Int32Array(Math.min(count, 4096));
  }

  endow(): void {
    const { first, count, clearing, venues, shortPool, rng } = this.context;
    const venue = venues[this.venue];
    const price = venue.openingTicks;
    this.average = Math.log(price);
    for (let i = 0; i < count; i++) {
      const lots = Math.floor(this.size[i]);
      const cents = Math.ceil((lots * lotCents(venue, price)) / this.leverage[i]);
      clearing.ledger.endow(first + i, venue.currency, cents);
      if (rng.chance(this.config.held)) {
        clearing.ledger.deposit(first + i, this.venue, cents);
        shortPool.take(this.venue, first + i, lots, price);
        this.trail(i, price);
      } else {
        this.leave(i);
      }
    }
  }

  act(view: View, desk: Desk): void {
    const venue = view.venues[this.venue];
    const last = Math.max(1, venue.lastTicks);
    this.takeNote(last);
    if (!isTrading(venue)) return;
    if (this.working.on) {
      this.liftStops(last);
      this.triggerStops(last);
      this.sell(view, desk);
    }
    if (view.round === 0) this.comeBack(view, desk);
  }

  filled(venue: number, member: number): void {
    const i = member - this.context.first;
    if (venue !== this.venue || this.isChanged[i]) return;
    this.isChanged[i] = 1;
    this.changed[this.changes++] = i;
  }

  /** Price in ticks at which member i sells, or 0 when it has no stop. */
  stopOf(i: number): number {
    return this.stops.has(i) ? this.stops.priceOf(i) : 0;
  }

  /** Brings stops in line with the positions in the ledger, for all members that traded. */
  private takeNote(last: number): void {
    const { clearing, first } = this.context;
    for (let k = 0; k < this.changes; k++) {
      const i = this.changed[k];
      this.isChanged[i] = 0;
      const position = clearing.position(this.venue, first + i);
      if (position <= 0) this.leave(i);
      else if (this.selling[i] === 0 && !this.stops.has(i)) this.trail(i, last);
    }
    this.changes = 0;
  }

  /** Starts to trail from `high`. */
  private trail(i: number, high: number): void {
    const at = this.place[i];
    if (at >= 0) {
      const moved = this.out[--this.outside];
      this.out[at] = moved;
      this.place[moved] = at;
      this.place[i] = -1;
    }
    this.high[i] = high;
    this.stops.set(i, Direction.Down, high * (1 - this.distance[i]));
    this.highs.set(i, Direction.Up, high * (1 + this.config.ratchet));
  }

  /** Out of the market: no stop, and on the list of those who may come back. */
  private leave(i: number): void {
    this.stops.remove(i);
    this.highs.remove(i);
    this.selling[i] = 0;
    if (this.place[i] >= 0) return;
    this.place[i] = this.outside;
    this.out[this.outside++] = i;
  }

  private liftStops(last: number): void {
    const { popped } = this;
    for (let n = popped.length; n === popped.length; ) {
      n = this.highs.trigger(Direction.Up, last, popped);
      for (let k = 0; k < n; k++) this.trail(popped[k], last);
    }
  }

  private triggerStops(last: number): void {
    const { popped } = this;
    const { clearing, first } = this.context;
    for (let n = popped.length; n === popped.length; ) {
      n = this.stops.trigger(Direction.Down, last, popped);
      for (let k = 0; k < n; k++) {
        const i = popped[k];
        this.highs.remove(i);
        this.selling[i] = clearing.position(this.venue, first + i);
        this.queue[this.queued++] = i;
      }
    }
  }

  /** One slice of each program that is selling; those that are done leave the queue. */
  private sell(view: View, desk: Desk): void {
    const { clearing, first, rng } = this.context;
    const venue = view.venues[this.venue];
    const { slip, workTime, latency } = this.config;
    const price = sellLimit(venue, seenTicks(venue, view.time, latency), slip);
    const part = Math.min(1, (view.roundMinutes * MINUTE) / Math.max(1, workTime));
    let kept = 0;
    for (let k = 0; k < this.queued; k++) {
      const i = this.queue[k];
      const total = this.selling[i];
      if (total === 0) continue;
      this.queue[kept++] = i;
      const lots = Math.min(clearing.position(this.venue, first + i), rng.round(total * part));
      if (lots > 0) desk.limit(first + i, this.venue, Side.Sell, price, lots, TimeInForce.Ioc, this.stopTag);
    }
    this.queued = kept;
  }

  /** Some of those outside buy again, when the market is calm and above its average. */
  private comeBack(view: View, desk: Desk): void {
    const { clearing, first, rng } = this.context;
    const venue = view.venues[this.venue];
    const { latency, trend, calm, reentry, slip } = this.config;
    const seen = seenTicks(venue, view.time, latency);
    const log = Math.log(seen);
    this.average += (1 - Math.exp((-view.minutes * MINUTE) / Math.min(trend, 30 * DAY))) * (log - this.average);
    if (this.outside === 0 || log <= this.average || venue.sigma > calm * venue.sigma0) return;
    const looks = rng.poisson((this.outside * view.minutes * MINUTE * venue.activity(view.time)) / reentry);
    for (let k = 0; k < looks; k++) {
      const i = this.out[rng.int(this.outside)];
      if (this.tried[i] === view.time) continue;
      this.tried[i] = view.time;
      const money = clearing.equity(this.venue, first + i) + clearing.wallet(first + i, venue.currency);
      const lots = Math.floor(Math.min(this.size[i], (money * this.leverage[i]) / lotCents(venue, seen)));
      if (lots < 1) continue;
      desk.limit(first + i, this.venue, Side.Buy, buyLimit(venue, seen, slip), lots, TimeInForce.Ioc, this.entryTag);
    }
  }
}

/** Longs with trailing stops that come back when the market is calm and rises. */
export const stopPrograms = definePopulation({
  kind: "stop-programs",
  about:
    "longs with trailing stops: out when the price has fallen a fixed part below its high, back in calm and rising markets",
  config,
  create: (settings, context) => new StopPrograms(settings, context),
});
