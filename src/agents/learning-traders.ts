/**
 * Learning traders: each looks at the fundamental at random moments, with an error of its own, and learns by Bayes' rule
 * (a Kalman filter on a value that reverts to a mean). It sells when the value that it expects at the end of its horizon
 * is below the mid and buys when it is not, by one order, inside the spread or at the touch, in place of its last one.
 * This is `ValueAgent` of ABIDES (Byrd, Hybinette & Balch 2019; github.com/jpmorganchase/abides-jpmc-public), with the
 * filter's own error in place of the one that is left at its start there.
 */
import { z } from "zod";
import { DueQueue } from "../clearing/due-queue.ts";
import { Cause, tagOf } from "../core/cause.ts";
import { duration, fraction, nonNegative, positive, venueName } from "../core/quantity.ts";
import { DAY } from "../core/time.ts";
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
  mean: positive().meta({ description: "what they hold the fundamental to revert to" }),
  halfLife: duration()
    .prefault("30d")
    .meta({ description: "time in which they expect half of a distance to it to go" }),
  horizon: duration().prefault("1d").meta({
    description:
      "they judge by the value expected this long after the run's start (ABIDES: the close); then by the present one",
  }),
  error: nonNegative().default(0.0003).meta({ description: "standard deviation of a look's error, of the logarithm" }),
  surprise: nonNegative().default(1).meta({
    description:
      "how far they think that the value wanders: standard deviation of its logarithm per square root of a day",
  }),
  interval: duration().prefault("3m").meta({ description: "mean time between a member's looks (a Poisson process)" }),
  takes: fraction()
    .prefault("10%")
    .meta({ description: "part of the orders that are put at the other side's best price" }),
  reach: positive().default(2).meta({
    description: "the others lie up to so many spreads away from that price, on their own side of it",
  }),
  size: orderSizeConfig,
  capital: capitalKey(1e5),
});

type Config = z.output<typeof config> & CommonConfig;

class LearningTraders implements Population {
  readonly fast = false;
  private readonly config: Config;
  private readonly context: PopulationContext;
  private readonly venue: number;
  private readonly tag: number;
  private readonly looks = new DueQueue();
  /** Each member's estimate (logarithm of the value), the variance of its error, when it was made, its last order. */
  private readonly estimate: Float64Array;
  private readonly variance: Float64Array;
  private readonly madeAt: Float64Array;
  private readonly order: Float64Array;
  private start = Number.NaN;

  constructor(config: Config, context: PopulationContext) {
    this.config = config;
    this.context = context;
    this.venue = context.venue(config.venue);
    this.tag = tagOf(context.index, Cause.Value);
    this.estimate = new Float64Array(context.count).fill(Math.log(config.mean));
    this.variance = new Float64Array(context.count);
    this.madeAt = new Float64Array(context.count);
    this.order = new Float64Array(context.count);
  }

  endow(): void {
    giveMoney(this.context, this.venue, this.config.capital);
  }

  act(view: View, desk: Desk): void {
    const { looks } = this;
    const { rng, count } = this.context;
    if (Number.isNaN(this.start)) {
      this.start = view.time;
      this.madeAt.fill(view.time);
      for (let i = 0; i < count; i++) looks.push(view.time + rng.exponential(this.config.interval), i, 0);
    }
    if (looks.next > view.time || !isTrading(view.venues[this.venue])) return;
    while (looks.next <= view.time) {
      const { member } = looks;
      looks.pop();
      looks.push(view.time + rng.exponential(this.config.interval), member, 0);
      this.look(member, view, desk);
    }
  }

  private look(i: number, view: View, desk: Desk): void {
    const venue = view.venues[this.venue];
    const { rng, first } = this.context;
    const { takes, reach, size } = this.config;
    if (venue.book.openQty(this.order[i]) > 0) desk.cancel(first + i, this.venue, this.order[i]);
    const value = this.learn(i, view) / venue.tick;
    const bid = venue.bidTicks();
    const ask = venue.askTicks();
    let buys = rng.chance(0.5);
    let ticks = Math.round(value);
    if (bid !== NO_PRICE && ask !== NO_PRICE) {
      buys = value >= (bid + ask) / 2;
      const away = rng.chance(takes) ? 0 : rng.int(reach * (ask - bid));
      ticks = buys ? ask - away : bid + away;
    }
    const lots = drawLots(size, rng);
    if (ticks < 1 || lots === 0) return;
    this.order[i] = desk.limit(
      first + i,
      this.venue,
      buys ? Side.Buy : Side.Sell,
      ticks,
      lots,
      TimeInForce.Gtc,
      this.tag,
    );
  }

  /** Takes in one look and returns the value that the member expects at its horizon, a price. */
  private learn(i: number, view: View): number {
    const { mean, halfLife, horizon, error, surprise } = this.config;
    const centre = Math.log(mean);
    const elapsed = view.time - this.madeAt[i];
    const kept = Math.exp((-Math.LN2 * elapsed) / halfLife);
    const wandered = (surprise * surprise * elapsed) / DAY;
    const before = kept * kept * this.variance[i] + wandered;
    const seen = Math.log(view.assets.signal(error, this.context.rng));
    const gain = before > 0 ? before / (before + error * error) : 0;
    const prior = centre + kept * (this.estimate[i] - centre);
    this.estimate[i] = prior + gain * (seen - prior);
    this.variance[i] = (1 - gain) * before;
    this.madeAt[i] = view.time;
    const left = Math.max(0, this.start + horizon - view.time);
    return Math.exp(centre + Math.exp((-Math.LN2 * left) / halfLife) * (this.estimate[i] - centre));
  }
}

/** Learning traders: noisy looks at the fundamental, Bayes' rule, one order at a time. */
export const learningTraders = definePopulation({
  kind: "learning-traders",
  about: "noisy looks at the fundamental, weighed by Bayes' rule into one order at a time near the touch",
  config,
  create: (settings, context) => new LearningTraders(settings, context),
});
