/**
 * Overseas holders of the silver ETF. Institutions among them are early and leave while the price rises (holdings topped
 * out at the end of December 2025); private ones buy what has risen, take profits, and sell when it falls. Each looks at
 * the share now and then; a sale is a part of what it holds, a purchase a part of its money.
 *
 * Flows that follow past returns are Sirri and Tufano (1998); taking profits sooner than losses is the disposition effect
 * of Odean (1998). Outflows as reported: slow from the end of December, fast from 26 January.
 */
import { z } from "zod";
import type { EtfTrust } from "../assets/etf-trust.ts";
import { Cause, tagOf } from "../core/cause.ts";
import { distribution, sampleMany } from "../core/distribution.ts";
import { duration, fraction, nonNegative } from "../core/quantity.ts";
import { MINUTE } from "../core/time.ts";
import { Side, TimeInForce } from "../orderbook/index.ts";
import type { Desk } from "./desk.ts";
import {
  type CommonConfig,
  definePopulation,
  type Population,
  type PopulationContext,
  type Told,
  type View,
} from "./population.ts";
import { buyLimit, isTrading, lotCents, seenTicks, sellLimit } from "./quotes.ts";

const config = z.strictObject({
  lots: distribution.prefault({ lognormal: [180, 1.2] }).describe("lots of shares of each holder when the run starts"),
  money: distribution.prefault({ lognormal: [3e6, 1.2] }).describe("money of each, in the ETF's currency"),
  institutions: fraction()
    .default(0.25)
    .describe("share of holders that are institutions: they leave early and do not chase"),
  exit: nonNegative().default(0.012).describe("chance per trading day that an institution sells a part"),
  exitGain: nonNegative().default(0.06).describe("added chance per trading day for a unit of gain (log) on its entry"),
  buy: nonNegative()
    .default(0.004)
    .describe("chance per trading day that a private holder buys, prices standing still"),
  chase: nonNegative().default(0.2).describe("change of that chance for a unit of log return over `memory`"),
  profit: nonNegative()
    .default(0.05)
    .describe("chance per trading day that a private holder sells, for a unit of gain (log) on its entry"),
  fear: nonNegative().default(1.2).describe("added chance per trading day for a unit of log fall over `memory`"),
  memory: duration().prefault("20h").describe("how far back the return goes that they look at, at most a day"),
  part: fraction().default(0.3).describe("part of the holding that is sold, or of the money that is spent, at once"),
  slip: fraction().default(0.003).describe("how far through the market they go"),
});

type Config = z.output<typeof config> & CommonConfig;

export class EtfHolders implements Population {
  readonly fast = false;
  private readonly config: Config;
  private readonly context: PopulationContext;
  private readonly trust: EtfTrust;
  private readonly venue: number;
  private readonly tags: { readonly buy: number; readonly gain: number; readonly panic: number; readonly out: number };
  /** Holders are institutions up to this number. */
  private readonly institutions: number;
  /** Mean entry, log ticks. */
  private readonly entry: Float64Array;
  private outShare = 0;
  private outUntil = 0;
  private outDuration = 0;

  constructor(config: Config, context: PopulationContext) {
    const { assets, count, name, index } = context;
    if (!assets.trust.exists) throw new Error(`${name}: the scenario has no trust (assets.trust) to hold shares of`);
    this.config = config;
    this.context = context;
    this.trust = assets.trust;
    this.venue = this.trust.venueIndex;
    const momentum = context.mechanism("momentum");
    this.tags = Object.freeze({
      buy: momentum ? tagOf(index, Cause.Momentum) : tagOf(index, Cause.Voluntary),
      gain: tagOf(index, Cause.ProfitTaking),
      panic: tagOf(index, Cause.Panic),
      out: tagOf(index, Cause.Redemption),
    });
    this.institutions = Math.round(count * config.institutions);
    this.entry = new Float64Array(count);
  }

  endow(): void {
    const { clearing, first, count, rng, venues } = this.context;
    const venue = venues[this.venue];
    const money = sampleMany(this.config.money, count, rng, 0, 1e12);
    const lots = sampleMany(this.config.lots, count, rng, 0, 1e8);
    for (let i = 0; i < count; i++) {
      clearing.ledger.endow(first + i, venue.currency, Math.round(money[i] * 100));
      if (lots[i] >= 1) this.trust.allot(first + i, Math.floor(lots[i]));
    }
    this.entry.fill(Math.log(venue.openingTicks));
  }

  told(what: Told, view: View): void {
    if (what.kind !== "outflow") return;
    this.outShare = what.share;
    this.outDuration = Math.max(MINUTE, what.duration);
    this.outUntil = view.time + this.outDuration;
  }

  act(view: View, desk: Desk): void {
    const venue = view.venues[this.venue];
    if (!isTrading(venue) || view.round > 0) return;
    const { rng, count } = this.context;
    const { exit, exitGain, profit, fear, latency, memory } = this.config;
    const seen = seenTicks(venue, view.time, latency);
    const log = Math.log(seen);
    const past = venue.history.midAt(view.time - memory);
    const drift = this.momentum(past > 0 ? Math.log((seen * venue.tick) / past) : 0);
    const days = (view.minutes * venue.activity(view.time)) / Math.max(1, venue.minutesPerDay);
    // Thinning: candidates at a rate that no member's own rate exceeds; each then acts with its share of that rate.
    const most =
      this.config.buy + this.config.chase * Math.max(0, drift) + fear * Math.max(0, -drift) + exit + exitGain + profit;
    for (let n = rng.poisson(count * most * days); n > 0; n--) {
      const i = rng.int(count);
      const gain = Math.max(0, Math.min(1, log - this.entry[i]));
      const draw = rng.next() * most;
      if (i < this.institutions) {
        if (draw < exit + exitGain * gain) this.sell(i, this.tags.gain, this.config.part, seen, view, desk);
        continue;
      }
      const taking = profit * gain;
      const panic = taking + fear * Math.max(0, -drift);
      const buying = panic + Math.max(0, this.config.buy + this.config.chase * drift);
      if (draw < taking) this.sell(i, this.tags.gain, this.config.part, seen, view, desk);
      else if (draw < panic) this.sell(i, this.tags.panic, this.config.part, seen, view, desk);
      else if (draw < buying) this.buy(i, log, seen, view, desk);
    }
    if (view.time < this.outUntil) this.outflow(seen, view, desk);
  }

  private momentum(drift: number): number {
    return this.context.mechanism("momentum") ? drift : 0;
  }

  /** An outflow told by a shock: over its duration every holder is met once in the mean, and sells that share. */
  private outflow(seen: number, view: View, desk: Desk): void {
    const { rng, count } = this.context;
    for (let n = rng.poisson((count * view.minutes * MINUTE) / this.outDuration); n > 0; n--)
      this.sell(rng.int(count), this.tags.out, this.outShare, seen, view, desk);
  }

  private sell(i: number, tag: number, part: number, seen: number, view: View, desk: Desk): void {
    const member = this.context.first + i;
    const venue = view.venues[this.venue];
    const held = view.clearing.sellable(this.venue, member);
    const lots = Math.min(held, Math.max(this.context.rng.round(held * part), held < 3 ? held : 0));
    if (lots > 0)
      desk.limit(member, this.venue, Side.Sell, sellLimit(venue, seen, this.config.slip), lots, TimeInForce.Ioc, tag);
  }

  private buy(i: number, log: number, seen: number, view: View, desk: Desk): void {
    const member = this.context.first + i;
    const venue = view.venues[this.venue];
    const price = buyLimit(venue, seen, this.config.slip);
    const money = view.clearing.wallet(member, venue.currency) + Math.max(0, view.clearing.free(this.venue, member));
    const lots = Math.floor((money * this.config.part) / lotCents(venue, price));
    if (lots <= 0) return;
    const held = view.clearing.position(this.venue, member);
    this.entry[i] += (log - this.entry[i]) * (lots / (lots + held));
    desk.limit(member, this.venue, Side.Buy, price, lots, TimeInForce.Ioc, this.tags.buy);
  }
}

/** Overseas holders of the ETF: institutions that leave early, private ones that chase, take profits and flee. */
export const etfHolders = definePopulation({
  kind: "etf-holders",
  about:
    "holders of the ETF: institutions that leave early, private ones that chase gains, take profits and flee falls",
  config,
  create: (settings, context) => new EtfHolders(settings, context),
});
