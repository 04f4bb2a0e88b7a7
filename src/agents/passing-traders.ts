/**
 * Passing traders: each comes to the market once, at a random moment, and sends one order at the best price of the other
 * side, on a random side; what does not fill rests there. This is `NoiseAgent` of ABIDES (Byrd, Hybinette & Balch 2019;
 * github.com/jpmorganchase/abides-jpmc-public), of which its reference market rmsc04 has a thousand.
 */
import { z } from "zod";
import { DueQueue } from "../clearing/due-queue.ts";
import { Cause, tagOf } from "../core/cause.ts";
import { duration, venueName } from "../core/quantity.ts";
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

const config = z.strictObject({
  venue: venueName(),
  during: duration().prefault("1d").meta({
    description:
      "they come at moments spread evenly over this long from the run's start; who comes while there is no trading waits for it",
  }),
  size: orderSizeConfig,
  capital: capitalKey(1e5),
});

type Config = z.output<typeof config> & CommonConfig;

class PassingTraders implements Population {
  readonly fast = false;
  private readonly config: Config;
  private readonly context: PopulationContext;
  private readonly venue: number;
  private readonly tag: number;
  private readonly arrivals = new DueQueue();
  private planned = false;

  constructor(config: Config, context: PopulationContext) {
    this.config = config;
    this.context = context;
    this.venue = context.venue(config.venue);
    this.tag = tagOf(context.index, Cause.Voluntary);
  }

  endow(): void {
    giveMoney(this.context, this.venue, this.config.capital);
  }

  act(view: View, desk: Desk): void {
    const { arrivals, venue, tag } = this;
    const { rng, first, count } = this.context;
    if (!this.planned) {
      for (let i = 0; i < count; i++) arrivals.push(view.time + rng.uniform(0, this.config.during), first + i, 0);
      this.planned = true;
    }
    if (arrivals.next > view.time || !isTrading(view.venues[venue])) return;
    const bid = view.venues[venue].bidTicks();
    const ask = view.venues[venue].askTicks();
    while (arrivals.next <= view.time) {
      const { member } = arrivals;
      arrivals.pop();
      const buys = rng.chance(0.5);
      const lots = drawLots(this.config.size, rng);
      const ticks = buys ? ask : bid;
      if (ticks === NO_PRICE || lots === 0) continue;
      desk.limit(member, venue, buys ? Side.Buy : Side.Sell, ticks, lots, TimeInForce.Gtc, tag);
    }
  }
}

/** Passing traders: one order each, at a random moment, at the other side's best price. */
export const passingTraders = definePopulation({
  kind: "passing-traders",
  about: "each comes once, at a random moment, and sends one order at the best price of the other side",
  config,
  create: (settings, context) => new PassingTraders(settings, context),
});
