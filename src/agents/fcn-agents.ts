/**
 * FCN agents: each expects a return that weighs three views, that the price goes back to its fundamental (F), that the
 * trend of its own time window goes on (C), and noise (N), and leaves one order at the price so expected, less a margin
 * (Chiarella & Iori 2002, "A simulation analysis of the microstructure of double auction markets", Quantitative Finance
 * 2(5)), in the form that plham and PAMS (github.com/masanorihirano/pams, `FCNAgent`) gave it. Unlike there, members have
 * finite money.
 */
import { z } from "zod";
import { Cause, tagOf } from "../core/cause.ts";
import { distribution, sampleMany } from "../core/distribution.ts";
import { count, duration, positive, venueName } from "../core/quantity.ts";
import { MINUTE } from "../core/time.ts";
import { Side, TimeInForce } from "../orderbook/index.ts";
import type { Desk } from "./desk.ts";
import { capitalKey, giveMoney } from "./endowment.ts";
import { ExpiryWheel } from "./expiry-wheel.ts";
import { fundamentalConfig, fundamentalTicks } from "./fundamental.ts";
import {
  type CommonConfig,
  definePopulation,
  type Population,
  type PopulationContext,
  type View,
} from "./population.ts";
import { PriceMemory } from "./price-memory.ts";
import { isAllowed, seenTicks } from "./quotes.ts";
import { Turns } from "./turns.ts";

const config = z.strictObject({
  venue: venueName(),
  fundamental: fundamentalConfig,
  unit: duration().prefault("1m").meta({ description: "the model's unit of time: windows are counted in it" }),
  pace: positive().default(1).meta({
    description: "members that act in a unit of time; nobody twice before everybody has had a turn in it",
  }),
  fundamentalWeight: distribution.default({ exponential: 1 }).meta({ description: "weight of the fundamental view" }),
  chartWeight: distribution.default(0).meta({ description: "weight of the trend; below 0 it is bet against" }),
  noiseWeight: distribution.default({ exponential: 1 }).meta({ description: "weight of noise" }),
  noise: distribution
    .default(0.001)
    .meta({ description: "standard deviation of the noise: a return in one unit of time" }),
  reversion: distribution
    .default({ uniform: [50, 100] })
    .meta({ description: "units of time in which the price is expected to be back at its fundamental" }),
  window: distribution
    .default({ uniform: [100, 200] })
    .meta({ description: "units of time over which a member looks back and ahead, and that its order rests" }),
  margin: distribution
    .default({ uniform: [0, 0.1] })
    .meta({ description: "how far below (above) the expected price a buy (sell) order is put, a fraction" }),
  lots: count().min(1).default(1).meta({ description: "lots of an order" }),
  capital: capitalKey(1e9),
});

type Config = z.output<typeof config> & CommonConfig;

/** Longest window, units of time. */
const LONGEST = 100_000;

class FcnAgents implements Population {
  readonly fast = false;
  private readonly config: Config;
  private readonly context: PopulationContext;
  private readonly venue: number;
  private readonly tag: number;
  private readonly fundamentalWeight: Float64Array;
  private readonly chartWeight: Float64Array;
  private readonly noiseWeight: Float64Array;
  private readonly noise: Float64Array;
  private readonly reversion: Float64Array;
  private readonly window: Float64Array;
  private readonly margin: Float64Array;
  private readonly memory: PriceMemory;
  private readonly orders: ExpiryWheel;
  /** The order of turns: those before `turn` have had theirs. */
  private readonly turns: Int32Array;
  private turn = 0;
  private readonly pace = new Turns();

  constructor(config: Config, context: PopulationContext) {
    this.config = config;
    this.context = context;
    this.venue = context.venue(config.venue);
    this.tag = tagOf(context.index, Cause.Voluntary);
    const { count, rng } = context;
    this.fundamentalWeight = sampleMany(config.fundamentalWeight, count, rng, 0, 1e6);
    this.chartWeight = sampleMany(config.chartWeight, count, rng, -1e6, 1e6);
    this.noiseWeight = sampleMany(config.noiseWeight, count, rng, 0, 1e6);
    this.noise = sampleMany(config.noise, count, rng, 0, 1);
    this.reversion = sampleMany(config.reversion, count, rng, 1, LONGEST).map(Math.floor);
    this.window = sampleMany(config.window, count, rng, 1, LONGEST).map(Math.floor);
    this.margin = sampleMany(config.margin, count, rng, 0, 1);
    const longest = this.window.reduce((most, window) => Math.max(most, window), 1);
    this.memory = new PriceMemory(longest, config.unit);
    this.orders = new ExpiryWheel(longest);
    this.turns = Int32Array.from({ length: count }, (_, i) => i);
  }

  endow(): void {
    giveMoney(this.context, this.venue, this.config.capital);
  }

  act(view: View, desk: Desk): void {
    const venue = view.venues[this.venue];
    if (!venue.accepting) return;
    const { latency, pace, unit } = this.config;
    const price = latency > 0 ? seenTicks(venue, view.time, latency) : venue.lastTicks;
    const now = this.memory.note(view.time, price);
    this.orders.expire(now, venue, desk);
    const fundamental = fundamentalTicks(this.config.fundamental, venue, view.assets);
    const turns = this.pace.take(pace, (view.minutes * MINUTE) / unit);
    const gap = Math.log(fundamental / price);
    for (let n = 0; n < turns; n++) this.decide(this.nextTurn(), price, gap, view, desk);
  }

  /** One member's view, and its order. `gap`: logarithm of the fundamental over the price. */
  private decide(i: number, price: number, gap: number, view: View, desk: Desk): void {
    const { rng, first } = this.context;
    const wF = this.fundamentalWeight[i];
    const wC = this.chartWeight[i];
    const wN = this.noiseWeight[i];
    const weight = wF + Math.abs(wC) + wN;
    if (weight === 0) return;
    const window = this.window[i];
    const back = Math.min(window, this.memory.age);
    const trend = wC === 0 || back === 0 ? 0 : Math.log(price / this.memory.ago(back)) / back;
    const guess = this.noise[i] * rng.normal();
    const expected = price * Math.exp((window * (wF * (gap / this.reversion[i]) + wC * trend + wN * guess)) / weight);
    if (expected === price) return;
    const buys = expected > price;
    const margin = this.margin[i];
    const ticks = buys ? Math.floor(expected * (1 - margin)) : Math.ceil(expected * (1 + margin));
    const venue = view.venues[this.venue];
    if (!isAllowed(venue, ticks)) return;
    const side = buys ? Side.Buy : Side.Sell;
    const id = desk.limit(first + i, this.venue, side, ticks, this.config.lots, TimeInForce.Gtc, this.tag);
    this.orders.add(id, first + i, window);
  }

  /** Whose turn it is: everybody once in a random order, then everybody again in another (a shuffle, drawn as it goes). */
  private nextTurn(): number {
    const { turns } = this;
    const at = this.turn;
    const other = at + this.context.rng.int(turns.length - at);
    const member = turns[other];
    turns[other] = turns[at];
    turns[at] = member;
    this.turn = at + 1 === turns.length ? 0 : at + 1;
    return member;
  }
}

/** FCN agents: fundamental, chartist and noise views weighed into one expected price. */
export const fcnAgents = definePopulation({
  kind: "fcn-agents",
  about: "fundamental, chartist and noise views weighed into one expected price and one order (Chiarella & Iori 2002)",
  config,
  create: (settings, context) => new FcnAgents(settings, context),
});
