/**
 * Crossover traders: each notes the mid at random moments of its own; when the mean of its last few notes is at or above
 * the mean of its last many, it buys at the best offer, else it sells at the best bid. This is `MomentumAgent` of ABIDES
 * (Byrd, Hybinette & Balch 2019; github.com/jpmorganchase/abides-jpmc-public); the rule is the oldest of the technical
 * ones (Brock, Lakonishok & LeBaron 1992).
 */
import { z } from "zod";
import { DueQueue } from "../clearing/due-queue.ts";
import { Cause, tagOf } from "../core/cause.ts";
import { count, duration, venueName } from "../core/quantity.ts";
import { type Switch, switchAt } from "../core/switch.ts";
import { NO_PRICE, Side, TimeInForce } from "../orderbook/index.ts";
import type { Desk } from "./desk.ts";
import { capitalKey, giveMoney } from "./endowment.ts";
import { drawLots, orderSizeConfig } from "./order-size.ts";
import {
  type CommonConfig,
  definePopulation,
  type Population,
  type PopulationContext,
  type View,
} from "./population.ts";
import { isTrading } from "./quotes.ts";

const config = z
  .strictObject({
    venue: venueName(),
    interval: duration()
      .prefault("37s")
      .meta({ description: "mean time between a member's looks (a Poisson process)" }),
    few: count().min(1).default(20).meta({ description: "notes in the short mean" }),
    many: count()
      .min(2)
      .max(10_000)
      .default(50)
      .meta({ description: "notes in the long mean; none acts before it has them" }),
    size: orderSizeConfig,
    capital: capitalKey(1e5),
  })
  .refine(({ few, many }) => few < many, {
    path: ["few"],
    error: "expected fewer notes than in the long mean (`many`)",
  });

type Config = z.output<typeof config> & CommonConfig;

class CrossoverTraders implements Population {
  readonly fast = false;
  private readonly config: Config;
  private readonly context: PopulationContext;
  private readonly venue: number;
  private readonly momentum: Switch;
  private readonly tag: number;
  private readonly looks = new DueQueue();
  /** Each member's last `many` mids, a ring of its own; how many it has noted; the sums of both means. */
  private readonly mids: Float64Array;
  private readonly noted: Float64Array;
  private readonly shortSum: Float64Array;
  private readonly longSum: Float64Array;
  private planned = false;

  constructor(config: Config, context: PopulationContext) {
    this.config = config;
    this.context = context;
    this.venue = context.venue(config.venue);
    this.momentum = switchAt(context.mechanism("momentum"));
    this.tag = tagOf(context.index, Cause.Momentum);
    this.mids = new Float64Array(context.count * config.many);
    this.noted = new Float64Array(context.count);
    this.shortSum = new Float64Array(context.count);
    this.longSum = new Float64Array(context.count);
  }

  endow(): void {
    giveMoney(this.context, this.venue, this.config.capital);
  }

  act(view: View, desk: Desk): void {
    const { looks, venue, tag } = this;
    const { rng, first, count } = this.context;
    const { interval, size } = this.config;
    if (!this.planned) {
      for (let i = 0; i < count; i++) looks.push(view.time + rng.exponential(interval), i, 0);
      this.planned = true;
    }
    if (looks.next > view.time || !isTrading(view.venues[venue])) return;
    const bid = view.venues[venue].bidTicks();
    const ask = view.venues[venue].askTicks();
    while (looks.next <= view.time) {
      const { member } = looks;
      looks.pop();
      looks.push(view.time + rng.exponential(interval), member, 0);
      if (bid === NO_PRICE || ask === NO_PRICE) continue;
      const trend = this.note(member, (bid + ask) / 2);
      if (Number.isNaN(trend) || !this.momentum.on) continue;
      const lots = drawLots(size, rng);
      if (lots === 0) continue;
      const buys = trend >= 0;
      desk.limit(first + member, venue, buys ? Side.Buy : Side.Sell, buys ? ask : bid, lots, TimeInForce.Gtc, tag);
    }
  }

  /** Notes a mid (ticks: sums of halves are exact); returns short less long mean, NaN before there are enough notes. */
  private note(i: number, mid: number): number {
    const { few, many } = this.config;
    const { mids } = this;
    const n = this.noted[i]++;
    const at = i * many;
    this.longSum[i] += mid - (n >= many ? mids[at + (n % many)] : 0);
    this.shortSum[i] += mid - (n >= few ? mids[at + ((n - few) % many)] : 0);
    mids[at + (n % many)] = mid;
    return n < many ? Number.NaN : this.shortSum[i] / few - this.longSum[i] / many;
  }
}

/** Crossover traders: two moving means of what each has seen. */
export const crossoverTraders = definePopulation({
  kind: "crossover-traders",
  about: "buy when a short mean of the mids that each has seen is above a long one, sell when it is below",
  config,
  create: (settings, context) => new CrossoverTraders(settings, context),
});
