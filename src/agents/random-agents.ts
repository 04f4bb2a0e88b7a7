/**
 * Random agents: zero intelligence with a uniform price, the workload by which order-book simulators are timed. An active
 * member takes its resting order out; when it has none, it leaves one on a random side, at a random level of a price grid,
 * with a random size. This is `RandomAgents` of Bourse (github.com/zombie-einstein/bourse), which calls it unrealistic and
 * fit for benchmarks; unlike there, members have finite money.
 */
import { z } from "zod";
import { Cause, tagOf } from "../core/cause.ts";
import { count, duration, fraction, positive, venueName } from "../core/quantity.ts";
import { MINUTE } from "../core/time.ts";
import { Side, TimeInForce } from "../orderbook/index.ts";
import type { Desk } from "./desk.ts";
import { capitalKey, giveMoney } from "./endowment.ts";
import {
  type CommonConfig,
  definePopulation,
  type Population,
  type PopulationContext,
  type View,
} from "./population.ts";

const config = z
  .strictObject({
    venue: venueName(),
    lowest: positive().meta({ description: "lowest price of an order" }),
    highest: positive().meta({ description: "no order has this price or a higher one" }),
    grid: positive().meta({ description: "prices are whole multiples of it: a whole number of ticks" }),
    smallest: count().min(1).default(1).meta({ description: "smallest order, lots" }),
    largest: count().min(1).default(1).meta({ description: "largest order, lots" }),
    activity: fraction().default(0.5).meta({ description: "part of the members that acts in an interval" }),
    interval: duration().prefault("1m").meta({ description: "the interval that `activity` speaks of" }),
    capital: capitalKey(1e7),
  })
  .superRefine(({ lowest, highest, smallest, largest }, context) => {
    if (highest <= lowest)
      context.addIssue({ code: "custom", path: ["highest"], message: "expected more than `lowest`" });
    if (largest < smallest)
      context.addIssue({ code: "custom", path: ["largest"], message: "expected `smallest` or more" });
  });

type Config = z.output<typeof config> & CommonConfig;

class RandomAgents implements Population {
  readonly fast = false;
  private readonly config: Config;
  private readonly context: PopulationContext;
  private readonly venue: number;
  private readonly tag: number;
  /** Each member's last order; 0: none yet. */
  private readonly order: Float64Array;
  /** The price grid in ticks: the lowest level, the step between levels, how many there are. */
  private readonly lowest: number;
  private readonly grid: number;
  private readonly levels: number;

  constructor(config: Config, context: PopulationContext) {
    this.config = config;
    this.context = context;
    this.venue = context.venue(config.venue);
    this.tag = tagOf(context.index, Cause.Voluntary);
    this.order = new Float64Array(context.count);
    const venue = context.venues[this.venue];
    this.grid = Math.max(1, venue.toTicks(config.grid));
    this.lowest = Math.max(1, Math.ceil(venue.toTicks(config.lowest) / this.grid)) * this.grid;
    this.levels = Math.max(1, Math.ceil((venue.toTicks(config.highest) - this.lowest) / this.grid));
  }

  endow(): void {
    giveMoney(this.context, this.venue, this.config.capital);
  }

  act(view: View, desk: Desk): void {
    const venue = view.venues[this.venue];
    if (!venue.accepting) return;
    const { order, tag, lowest, grid, levels } = this;
    const { rng, first, count } = this.context;
    const { activity, interval, smallest, largest } = this.config;
    // Being active is a Poisson event, so that the length of a step does not change how many act in an interval.
    const chance = 1 - Math.exp(((view.minutes * MINUTE) / interval) * Math.log(1 - activity));
    const sizes = largest - smallest + 1;
    for (let i = 0; i < count; i++) {
      if (!rng.chance(chance)) continue;
      const old = order[i];
      if (old !== 0 && venue.book.openQty(old) > 0) {
        desk.cancel(first + i, venue.index, old);
        order[i] = 0;
        continue;
      }
      const side = rng.chance(0.5) ? Side.Buy : Side.Sell;
      const ticks = lowest + grid * rng.int(levels);
      const lots = smallest + rng.int(sizes);
      order[i] = desk.limit(first + i, venue.index, side, ticks, lots, TimeInForce.Gtc, tag);
    }
  }
}

/** Random agents: an order at a random price, taken out when the member is next active. */
export const randomAgents = definePopulation({
  kind: "random-agents",
  about:
    "zero intelligence for benchmarks: an order at a uniformly random price, taken out when its owner is next active",
  config,
  create: (settings, context) => new RandomAgents(settings, context),
});
