/**
 * Ratio traders. They believe that the price of gold over the price of silver returns to its normal range: silver is
 * dear when the ratio is far below it and cheap when far above. They sell silver into the first and buy into the
 * second, slowly and with a cap, and close when the ratio is back inside. Gold is outside the model's venues, so
 * only the silver leg is traded here; its price is what they compare with.
 *
 * The normal range of 50 to 80 and the 47 to 49 just before the fall are the reported ones; that the ratio reverts
 * slowly is a long-standing observation (Escribano, Granger, "Investigating the relationship between gold and silver
 * prices", 1998).
 */
import { z } from "zod";
import { Cause, tagOf } from "../core/cause.ts";
import { distribution, sampleMany } from "../core/distribution.ts";
import { duration, fraction, positive, venueName } from "../core/quantity.ts";
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
  venue: venueName().describe("where they trade silver; its price must be in gold's unit and currency, USD per ounce"),
  low: distribution.prefault({ uniform: [44, 51] }).describe("ratio below which silver is dear to a member"),
  high: distribution.prefault({ uniform: [78, 92] }).describe("ratio above which silver is cheap to it"),
  normal: distribution
    .prefault({ uniform: [52, 62] })
    .describe(
      "ratio at which a seller of silver is content and closes; a buyer closes at the same distance inside its own bound",
    ),
  width: positive().default(0.12).describe("log distance beyond the bound at which the full position is held"),
  lots: distribution.prefault({ lognormal: [20, 0.8] }).describe("most lots each holds"),
  funding: distribution
    .prefault({ uniform: [0.4, 1.2] })
    .describe("money of each, as a multiple of its full position's value at the start"),
  leverage: positive().default(3).describe("value of the position over the member's money, at most"),
  interval: duration().prefault("6h").describe("mean time between a member's looks, at ordinary activity"),
  pace: fraction().default(0.25).describe("part of the gap that one look trades"),
  slip: fraction().default(0.002).describe("most that an order gives away against the price seen"),
});

type Config = z.output<typeof config> & CommonConfig;

export class RatioTraders implements Population {
  readonly fast = false;
  private readonly config: Config;
  private readonly context: PopulationContext;
  private readonly venue: number;
  private readonly tag: number;
  /** Per member: bounds and aims as logarithms of the ratio, most lots, money over the full position's value. */
  private readonly low: Float64Array;
  private readonly high: Float64Array;
  private readonly normal: Float64Array;
  private readonly lots: Float64Array;
  private readonly funding: Float64Array;
  /** Per member: step (ms UTC) of its last look, so that it does not act twice on one gap. */
  private readonly looked: Float64Array;

  constructor(config: Config, context: PopulationContext) {
    this.config = config;
    this.context = context;
    this.venue = context.venue(config.venue);
    this.tag = tagOf(context.index, Cause.Arbitrage);
    const { count, rng } = context;
    this.looked = new Float64Array(count);
    this.low = sampleMany(config.low, count, rng, 1, 1000).map(Math.log);
    this.high = sampleMany(config.high, count, rng, 1, 1000).map(Math.log);
    this.normal = sampleMany(config.normal, count, rng, 1, 1000).map(Math.log);
    this.lots = sampleMany(config.lots, count, rng, 1, 1e5);
    this.funding = sampleMany(config.funding, count, rng, 0.01, 100);
  }

  endow(): void {
    const { first, count, clearing, venues } = this.context;
    const venue = venues[this.venue];
    const lot = lotCents(venue, venue.openingTicks);
    for (let i = 0; i < count; i++)
      clearing.ledger.endow(first + i, venue.currency, Math.round(this.funding[i] * this.lots[i] * lot));
  }

  act(view: View, desk: Desk): void {
    const venue = view.venues[this.venue];
    if (!isTrading(venue)) return;
    const { rng, count } = this.context;
    const { interval, latency } = this.config;
    const seen = seenTicks(venue, view.time, latency);
    const looks = rng.poisson((count * view.minutes * MINUTE * venue.activity(view.time)) / interval);
    for (let k = 0; k < looks; k++) this.look(rng.int(count), seen, view, desk);
  }

  /**
   * Lots that member i, holding `position`, wants at a log ratio: short below its low bound, long above its high one, the
   * position kept while the ratio is on its way back, closed when it has arrived.
   */
  target(i: number, position: number, logRatio: number): number {
    const { width } = this.config;
    const cap = this.lots[i];
    const dear = Math.min(1, (this.low[i] - logRatio) / width);
    if (dear > 0) return Math.min(position, -Math.floor(cap * dear));
    const cheap = Math.min(1, (logRatio - this.high[i]) / width);
    if (cheap > 0) return Math.max(position, Math.floor(cap * cheap));
    const inside = Math.max(0, this.normal[i] - this.low[i]);
    if (position < 0 && logRatio < this.normal[i]) return position;
    if (position > 0 && logRatio > this.high[i] - inside) return position;
    return 0;
  }

  private look(i: number, seen: number, view: View, desk: Desk): void {
    const { clearing, first, rng } = this.context;
    const { pace, slip, leverage } = this.config;
    if (this.looked[i] === view.time) return;
    this.looked[i] = view.time;
    const venue = view.venues[this.venue];
    const member = first + i;
    const position = clearing.position(this.venue, member);
    const logRatio = Math.log(view.assets.gold / (seen * venue.tick));
    const money = clearing.equity(this.venue, member) + clearing.wallet(member, venue.currency);
    const most = Math.max(0, Math.floor((leverage * money) / lotCents(venue, seen)));
    const wanted = Math.max(-most, Math.min(most, this.target(i, position, logRatio)));
    const gap = wanted - position;
    if (gap === 0) return;
    const lots = Math.min(Math.abs(gap), Math.max(1, rng.round(Math.abs(gap) * pace)));
    const side = gap > 0 ? Side.Buy : Side.Sell;
    const price = gap > 0 ? buyLimit(venue, seen, slip) : sellLimit(venue, seen, slip);
    desk.limit(member, this.venue, side, price, lots, TimeInForce.Ioc, this.tag);
  }
}

/** Trade silver on the reversion of the gold-silver ratio. */
export const ratioTraders = definePopulation({
  kind: "ratio-traders",
  about:
    "sell silver when the gold-silver ratio is far below its normal range and buy it when far above, slowly and capped",
  config,
  create: (settings, context) => new RatioTraders(settings, context),
});
