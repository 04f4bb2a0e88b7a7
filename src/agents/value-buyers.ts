/**
 * Value buyers: patient money that buys what is cheap against its own idea of value and sells what is dear. Each holds
 * its own idea V of what silver is worth: the consensus times a personal error, and, the thinner the metal that still
 * floats, the more of the price it has grown used to (the anchor weakens when spot trading dries up: physical float is
 * what ties price to value). Target position: D (V/P - 1), within its money. It looks now and then, trades part of the
 * gap near the market, and leaves one deep order for a fall that may come while it is not looking. This is the depth
 * that a crash falls through; fundamentalists as in Chiarella (1992) and Chiarella & Iori (2002).
 */
import { z } from "zod";
import { Cause, tagOf } from "../core/cause.ts";
import { distribution, sampleMany } from "../core/distribution.ts";
import { duration, fraction, nonNegative, positive, venueName } from "../core/quantity.ts";
import { MINUTE } from "../core/time.ts";
import { Side, TimeInForce } from "../orderbook/index.ts";
import { Anchor, anchorConfig } from "./anchor.ts";
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
  anchor: anchorConfig.prefault({ to: "fair-value" }).meta({ description: "what consensus value is for them" }),
  dispersion: nonNegative()
    .default(0.03)
    .meta({ description: "standard deviation of their ideas of value about the consensus, log" }),
  safety: fraction().default(0).meta({
    description:
      "margin of safety: how far below its idea of value the price must lie before a member wants any (Graham 1949)",
  }),
  depth: positive()
    .default(1.5)
    .meta({ description: "mean lots that a member wants per per cent below its idea of value" }),
  capital: distribution
    .default({ lognormal: [2e7, 1] })
    .meta({ description: "money of each, in the venue's currency" }),
  leverage: positive().default(3).meta({ description: "largest position over money" }),
  look: duration().prefault("35m").meta({ description: "mean time between looks, at mean activity" }),
  part: fraction().prefault("40%").meta({ description: "part of the gap traded at a look" }),
  slip: fraction().prefault("0.3%").meta({ description: "farthest through the mid that it trades at a look" }),
  rests: z.boolean().default(false).meta({
    description:
      "what a look could not trade rests at its limit until the next look, and quotes have to reckon with it",
  }),
  deepest: fraction().prefault("40%").meta({ description: "farthest below the mid of its resting order" }),
  deepShare: fraction().prefault("50%").meta({ description: "part of looks that leave a deep order" }),
  adaptation: fraction().prefault("30%").meta({
    description: "weight of the price it has grown used to in its idea of value, when the float is at its start level",
  }),
  memory: duration().prefault("10d").meta({ description: "time constant of that habit" }),
  longOnly: z
    .boolean()
    .default(false)
    .meta({ description: "dip buyers: they buy what is cheap and sell it again, but never go short" }),
  inventory: distribution.default(0).meta({ description: "lots that each holds at the start" }),
});

type Config = z.output<typeof config> & CommonConfig;

/**
 * A member's fields are a row: members come at random out of many, so each array more would be one more trip to main
 * memory. Field F of member i is at `rows[(i << BITS) + F]`.
 */
const BITS = 3;
/** When it last looked: whoever is drawn twice in a step has still only one order of each kind. */
const LOOKED = 0;
/** Its error about value, log, and lots that it wants per unit of log value over price, in per cent. */
const OPINION = 1;
const DEPTH = 2;
/** Lots that it held at the start. */
const BASE = 3;
/** What rests of its last look, and its deep order; 0: none. */
const WORKING = 4;
const DEEP = 5;

class ValueBuyers implements Population {
  readonly fast = false;
  private readonly config: Config;
  private readonly context: PopulationContext;
  private readonly venue: number;
  private readonly anchor: Anchor;
  private readonly tag: number;
  private readonly shorts: boolean;
  private readonly rows: Float64Array;
  /** Log of the price, in ticks, that they have grown used to. */
  private habit = 0;
  private startFloat = 0;

  constructor(config: Config, context: PopulationContext) {
    const { count, rng } = context;
    this.config = config;
    this.context = context;
    this.venue = context.venue(config.venue);
    this.anchor = new Anchor(config.anchor, this.venue, context);
    this.tag = tagOf(context.index, Cause.Value);
    this.shorts = context.venues[this.venue].isFutures && !config.longOnly;
    const rows = new Float64Array(count << BITS);
    this.rows = rows;
    for (let i = 0; i < count; i++) rows[(i << BITS) + LOOKED] = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < count; i++) rows[(i << BITS) + OPINION] = config.dispersion * rng.normal();
    for (let i = 0; i < count; i++) rows[(i << BITS) + DEPTH] = rng.exponential(config.depth);
    sampleMany(config.inventory, count, rng, 0, 1e9).forEach((lots, i) => {
      rows[(i << BITS) + BASE] = Math.round(lots);
    });
  }

  endow(): void {
    const { clearing, first, count, rng, venues, assets } = this.context;
    const venue = venues[this.venue];
    const capital = sampleMany(this.config.capital, count, rng, 0, 1e13);
    for (let i = 0; i < count; i++) {
      clearing.ledger.endow(first + i, venue.currency, Math.round(capital[i] * 100));
      const base = this.rows[(i << BITS) + BASE];
      if (base > 0) giveFirstPosition(this.context, this.venue, first + i, base);
    }
    this.habit = Math.log(venue.openingTicks);
    this.startFloat = assets.metal.floatTonnes;
  }

  act(view: View, desk: Desk): void {
    const venue = view.venues[this.venue];
    if (!isTrading(venue)) return;
    const { look, memory, adaptation, latency } = this.config;
    const { count, rng } = this.context;
    const seen = seenTicks(venue, view.time, latency);
    this.habit += (1 - Math.exp((-view.minutes * MINUTE) / memory)) * (Math.log(seen) - this.habit);
    const looks = rng.poisson((count * view.minutes * MINUTE * venue.activity(view.time)) / look);
    if (looks === 0) return;
    // The thinner the float, the weaker the tie to value.
    const thin = Math.min(2, this.startFloat / Math.max(1, view.assets.metal.floatTonnes));
    const weight = Math.min(0.9, adaptation * thin);
    const consensus = Math.log(this.anchor.ticks(view));
    const idea = Math.exp((1 - weight) * consensus + weight * this.habit);
    const dispersion = 1 + view.assets.uncertainty / Math.max(1e-9, this.config.dispersion);
    for (let n = 0; n < looks; n++) this.trade(rng.int(count), idea, dispersion, seen, view, desk);
  }

  private trade(i: number, idea: number, dispersion: number, seen: number, view: View, desk: Desk): void {
    const { clearing, first, rng } = this.context;
    const { part, slip, deepest, deepShare, leverage } = this.config;
    const { rows } = this;
    const at = i << BITS;
    if (rows[at + LOOKED] === view.time) return;
    rows[at + LOOKED] = view.time;
    const venue = view.venues[this.venue];
    const member = first + i;
    const value = idea * Math.exp(rows[at + OPINION] * dispersion);
    const held = clearing.position(this.venue, member) - rows[at + BASE];
    const money = clearing.equity(this.venue, member) + clearing.wallet(member, venue.currency);
    const cap = Math.max(0, (leverage * money) / lotCents(venue, seen));
    const gap = this.target(i, value, seen, cap, this.shorts) - held;
    const lots = rng.round(Math.abs(gap) * part);
    const left = rows[at + WORKING];
    if (left > 0 && venue.book.openQty(left) > 0) desk.cancel(member, this.venue, left);
    rows[at + WORKING] = 0;
    if (lots > 0) {
      const price = gap > 0 ? buyLimit(venue, seen, slip) : sellLimit(venue, seen, slip);
      const tif = this.config.rests ? TimeInForce.Gtc : TimeInForce.Ioc;
      const id = desk.limit(member, this.venue, gap > 0 ? Side.Buy : Side.Sell, price, lots, tif, this.tag);
      if (this.config.rests) rows[at + WORKING] = id;
    }
    if (!rng.chance(deepShare)) return;
    const deep = rows[at + DEEP];
    if (deep > 0 && venue.book.openQty(deep) > 0) desk.cancel(member, this.venue, deep);
    rows[at + DEEP] = 0;
    const below = Math.floor(seen * (1 - deepest * rng.next()));
    if (below < 1 || below >= seen) return;
    const deepLots = rng.round(this.target(i, value, below, cap, this.shorts) - held - (gap > 0 ? lots : 0));
    if (deepLots > 0)
      rows[at + DEEP] = desk.limit(member, this.venue, Side.Buy, below, deepLots, TimeInForce.Gtc, this.tag);
  }

  /** Lots wanted at a price, beyond the holding at the start; bounded by money, and by what is held where shorts are barred. */
  private target(i: number, value: number, ticks: number, cap: number, shorts: boolean): number {
    const cheap = value / ticks - 1;
    const wanted = this.rows[(i << BITS) + DEPTH] * 100 * (cheap > 0 ? Math.max(0, cheap - this.config.safety) : cheap);
    return Math.max(shorts ? -cap : -this.rows[(i << BITS) + BASE], Math.min(cap, wanted));
  }
}

/** Value buyers: patience and depth against an idea of value that the thin market erodes. */
export const valueBuyers = definePopulation({
  kind: "value-buyers",
  about: "patient money that buys below and sells above its own idea of value, and leaves deep orders",
  config,
  create: (settings, context) => new ValueBuyers(settings, context),
});
