/**
 * Traders from the crypto markets, who trade silver as they trade bitcoin. They believe in nothing about silver: no value,
 * no story. A move that is large against the usual noise is a reason to jump on it, up or down, with as much borrowed
 * money as the house allows; a small gain or a smaller loss closes the position, and so does impatience. They turn their
 * money over several times a day, the oftener the more the market is talked about, so they make volatility out of
 * volatility, and loosen the price from what anchors it.
 *
 * Reported: money used to volatile assets such as bitcoin brought its way of trading to gold and silver (Zhao Jian, in
 * Caijing 2026). Breakout entries with tight exits are the chartists of Chiarella, Iori (2002) at short horizons; that
 * small, active, leveraged accounts are drawn by volatility is Kumar, "Who gambles in the stock market?" (2009).
 */
import { z } from "zod";
import { Cause, tagOf } from "../core/cause.ts";
import { distribution, sampleMany } from "../core/distribution.ts";
import { duration, fraction, nonNegative, positive, venueName } from "../core/quantity.ts";
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
  wealth: distribution.prefault({ lognormal: [1e5, 1] }).describe("money of each, in the venue's currency"),
  leverage: distribution
    .prefault({ uniform: [5, 9] })
    .describe("position over money that a member enters with; the house's margin bounds it"),
  lookback: distribution
    .prefault({ loguniform: [10, 120] })
    .describe("minutes over which a member watches the price move"),
  trigger: positive()
    .default(1.2)
    .describe("move over that time, in its usual standard deviation, at which a member without a position jumps on"),
  gain: distribution
    .prefault({ uniform: [0.01, 0.04] })
    .describe("move in its favour at which a member takes the gain"),
  loss: distribution.prefault({ uniform: [0.005, 0.02] }).describe("move against it at which a member cuts the loss"),
  patience: duration().prefault("6h").describe("mean time after which a member closes a position that does neither"),
  interval: duration()
    .prefault("30m")
    .describe("mean time between a member's looks, at ordinary activity, when nobody talks"),
  attention: nonNegative().default(4).describe("how many times more often they look at full public attention"),
  slip: fraction().default(0.004).describe("most that an order gives away against the price seen"),
});

type Config = z.output<typeof config> & CommonConfig;

export class CryptoTraders implements Population {
  readonly fast = false;
  private readonly config: Config;
  private readonly context: PopulationContext;
  private readonly venue: number;
  private readonly momentum: Switch;
  private readonly entryTag: number;
  private readonly exitTag: number;
  /** Per member: leverage, minutes watched, moves that close a position, and the price of entry in ticks. */
  private readonly leverage: Float64Array;
  private readonly lookback: Float64Array;
  private readonly gain: Float64Array;
  private readonly loss: Float64Array;
  private readonly entry: Float64Array;
  /** Per member: step (ms UTC) of its last look. */
  private readonly looked: Float64Array;

  constructor(config: Config, context: PopulationContext) {
    const { count, rng } = context;
    this.config = config;
    this.context = context;
    this.venue = context.venue(config.venue);
    this.momentum = switchAt(context.mechanism("momentum"));
    this.entryTag = tagOf(context.index, Cause.Momentum);
    this.exitTag = tagOf(context.index, Cause.Stop);
    this.leverage = sampleMany(config.leverage, count, rng, 0.5, 50);
    this.lookback = sampleMany(config.lookback, count, rng, 1, 1e5);
    this.gain = sampleMany(config.gain, count, rng, 1e-4, 10);
    this.loss = sampleMany(config.loss, count, rng, 1e-4, 1);
    this.entry = new Float64Array(count);
    this.looked = new Float64Array(count);
  }

  endow(): void {
    const { clearing, first, count, rng, venues } = this.context;
    const wealth = sampleMany(this.config.wealth, count, rng, 0, 1e12);
    for (let i = 0; i < count; i++)
      clearing.ledger.endow(first + i, venues[this.venue].currency, Math.round(wealth[i] * 100));
  }

  act(view: View, desk: Desk): void {
    const venue = view.venues[this.venue];
    if (!isTrading(venue)) return;
    const { rng, count, clearing, first } = this.context;
    const { interval, attention, latency } = this.config;
    const seen = seenTicks(venue, view.time, latency);
    const busy = venue.activity(view.time) * (1 + attention * view.assets.attention);
    for (let k = rng.poisson((count * view.minutes * MINUTE * busy) / interval); k > 0; k--) {
      const i = rng.int(count);
      if (this.looked[i] === view.time) continue;
      this.looked[i] = view.time;
      const held = clearing.position(this.venue, first + i);
      if (held === 0) this.enter(i, seen, view, desk);
      else this.mind(i, held, seen, desk);
    }
  }

  /** What a fill cost is what gains and losses are counted from. */
  filled(venue: number, member: number, lots: number, ticks: number): void {
    const held = this.context.clearing.position(venue, member);
    if (venue === this.venue && lots * held > 0) this.entry[member - this.context.first] = ticks;
  }

  /** 1 to buy, -1 to sell, 0 to wait: whether a log move over a member's time of watching is one to jump on. */
  signal(i: number, move: number): number {
    const { sigma0 } = this.context.venues[this.venue];
    const usual = sigma0 * Math.sqrt(this.lookback[i]);
    if (!(Math.abs(move) > this.config.trigger * usual)) return 0;
    return move > 0 ? 1 : -1;
  }

  private enter(i: number, seen: number, view: View, desk: Desk): void {
    const { clearing, first } = this.context;
    const venue = view.venues[this.venue];
    const member = first + i;
    const past = venue.history.midAt(view.time - this.lookback[i] * MINUTE) / venue.tick;
    const way = past > 0 ? this.signal(i, Math.log(seen / past)) : 0;
    if (way === 0 || !this.momentum.on) return;
    const money = clearing.equity(this.venue, member) + clearing.wallet(member, venue.currency);
    const lots = Math.floor((money * this.leverage[i]) / lotCents(venue, seen));
    if (lots > 0) this.send(member, way * lots, this.entryTag, seen, desk);
  }

  /** A position is closed on a gain, on a smaller loss, or out of impatience. */
  private mind(i: number, held: number, seen: number, desk: Desk): void {
    const { interval, patience } = this.config;
    const gain = Math.sign(held) * (seen / Math.max(1, this.entry[i]) - 1);
    const done = gain > this.gain[i] || gain < -this.loss[i];
    if (!done && !this.context.rng.chance(Math.min(1, interval / patience))) return;
    this.send(this.context.first + i, -held, this.exitTag, seen, desk);
  }

  private send(member: number, lots: number, tag: number, seen: number, desk: Desk): void {
    const venue = this.context.venues[this.venue];
    const { slip } = this.config;
    const side = lots > 0 ? Side.Buy : Side.Sell;
    const price = lots > 0 ? buyLimit(venue, seen, slip) : sellLimit(venue, seen, slip);
    desk.limit(member, this.venue, side, price, Math.abs(lots), TimeInForce.Ioc, tag);
  }
}

/** Jump on short moves either way with much leverage, close on small gains and losses, without an idea of value. */
export const cryptoTraders = definePopulation({
  kind: "crypto-traders",
  about: "jump on short moves either way with much leverage, turn over often, and have no idea of value",
  config,
  create: (settings, context) => new CryptoTraders(settings, context),
});
