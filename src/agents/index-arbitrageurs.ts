/**
 * Index arbitrageurs: an index future (or fund) has a venue of its own, and so has each of its parts. When the index
 * trades below the mean of its parts by more than a threshold, they bid for the index and offer the parts, each at its
 * last price and for a short while; above it, the other way round. So a shock to one part spreads to the others through
 * the index. This is `ArbitrageAgent` of plham and PAMS (github.com/masanorihirano/pams; Torii, Izumi & Yamada 2015,
 * "Shock transfer by arbitrage trading").
 */
import { z } from "zod";
import { Cause, tagOf } from "../core/cause.ts";
import { count, duration, positive, venueName } from "../core/quantity.ts";
import { MINUTE } from "../core/time.ts";
import { Side, TimeInForce } from "../orderbook/index.ts";
import type { Desk } from "./desk.ts";
import { capitalKey, giveMoney } from "./endowment.ts";
import { ExpiryWheel } from "./expiry-wheel.ts";
import {
  type CommonConfig,
  definePopulation,
  type Population,
  type PopulationContext,
  type View,
} from "./population.ts";
import { isTrading } from "./quotes.ts";
import { Turns } from "./turns.ts";

const config = z.strictObject({
  index: venueName().meta({ description: "the venue where the index trades" }),
  parts: z
    .array(venueName())
    .min(1)
    .max(100)
    .meta({ description: "the venues of its parts: the index is worth the mean of their prices, one lot of each" }),
  threshold: positive().default(1).meta({
    description: "they act on a gap between index and parts that is larger, in the index's currency",
  }),
  unit: duration().prefault("1m").meta({ description: "the unit of time of `pace` and `life`" }),
  pace: positive().default(1).meta({ description: "members that act in a unit of time while the gap is that large" }),
  life: count().min(1).max(10_000).default(1).meta({ description: "units of time that an order rests" }),
  lots: count().min(1).default(1).meta({ description: "lots of each part in one arbitrage" }),
  capital: capitalKey(1e9),
});

type Config = z.output<typeof config> & CommonConfig;

class IndexArbitrageurs implements Population {
  readonly fast = false;
  private readonly config: Config;
  private readonly context: PopulationContext;
  private readonly index: number;
  private readonly parts: number[];
  private readonly tag: number;
  /** Orders that rest, by venue: the index first, then the parts. */
  private readonly orders: ExpiryWheel[];
  private start = Number.NaN;
  private readonly pace = new Turns();

  constructor(config: Config, context: PopulationContext) {
    this.config = config;
    this.context = context;
    this.index = context.venue(config.index);
    this.parts = config.parts.map((name) => context.venue(name));
    this.tag = tagOf(context.index, Cause.Arbitrage);
    this.orders = [this.index, ...this.parts].map(() => new ExpiryWheel(config.life));
  }

  endow(): void {
    giveMoney(this.context, this.index, this.config.capital);
  }

  act(view: View, desk: Desk): void {
    const { venues } = view;
    const { parts, index, orders } = this;
    const { pace, threshold, unit } = this.config;
    if (Number.isNaN(this.start)) this.start = view.time;
    const now = Math.floor((view.time - this.start) / unit);
    let sum = 0;
    for (let p = 0; p <= parts.length; p++) {
      const venue = venues[p === 0 ? index : parts[p - 1]];
      if (!isTrading(venue)) return;
      orders[p].expire(now, venue, desk);
      if (p > 0) sum += venue.last();
    }
    const gap = venues[index].last() - sum / parts.length;
    const turns = this.pace.take(pace, (view.minutes * MINUTE) / unit);
    if (Math.abs(gap) <= threshold) return;
    for (let n = 0; n < turns; n++) this.trade(gap < 0, view, desk);
  }

  /** One arbitrage: the index on one side, its parts on the other, at their last prices. */
  private trade(buysIndex: boolean, view: View, desk: Desk): void {
    const { parts, index, orders } = this;
    const { life, lots } = this.config;
    const { first, count, rng } = this.context;
    const member = first + rng.int(count);
    for (let p = 0; p <= parts.length; p++) {
      const v = p === 0 ? index : parts[p - 1];
      const side = buysIndex === (p === 0) ? Side.Buy : Side.Sell;
      const size = p === 0 ? lots * parts.length : lots;
      const ticks = view.venues[v].lastTicks;
      orders[p].add(desk.limit(member, v, side, ticks, size, TimeInForce.Gtc, this.tag), member, life);
    }
  }
}

/** Index arbitrageurs: they carry a shock from one part of an index to the others. */
export const indexArbitrageurs = definePopulation({
  kind: "index-arbitrageurs",
  about: "arbitrage between an index and the venues of its parts, which carries a shock from one to the others",
  config,
  create: (settings, context) => new IndexArbitrageurs(settings, context),
});
