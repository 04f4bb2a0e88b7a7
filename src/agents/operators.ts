/**
 * Operators: accounts that do nothing by themselves. A shock tells them to work a large order over time, as a share of
 * volume (the sell program of 6 May 2010: 9% of the previous minute's volume, no regard to price), to send one
 * mistaken order, or to place bids that stand. Their money is finite like everyone's.
 */
import { z } from "zod";
import { Cause, tagOf } from "../core/cause.ts";
import { distribution, sampleMany } from "../core/distribution.ts";
import { fraction, venueName } from "../core/quantity.ts";
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
import { buyLimit, isTrading, seenTicks, sellLimit } from "./quotes.ts";

const config = z.strictObject({
  venue: venueName().meta({ reference: "venue", description: "venue whose currency their money is in" }),
  capital: distribution.default(1e9).meta({ description: "money of each, in the venue's currency" }),
  slip: fraction().prefault("2%").meta({ description: "farthest through the mid that a program's order goes" }),
});

type Config = z.output<typeof config> & CommonConfig;

/** Prices over which standing bids are spread. */
const BID_LEVELS = 20;

/** A running program; plain data, so that a snapshot holds it. */
interface Program {
  venue: number;
  left: number;
  until: number;
  participation: number;
  member: number;
}

class Operators implements Population {
  readonly fast = false;
  private readonly config: Config;
  private readonly context: PopulationContext;
  private readonly venue: number;
  private readonly programs: Program[] = [];
  private readonly mistakes: { venue: number; lots: number; distance: number; member: number }[] = [];
  private readonly bids: { venue: number; lots: number; within: number; member: number }[] = [];
  private turn = 0;

  constructor(config: Config, context: PopulationContext) {
    this.config = config;
    this.context = context;
    this.venue = context.venue(config.venue);
  }

  endow(): void {
    const { clearing, first, count, rng, venues } = this.context;
    const capital = sampleMany(this.config.capital, count, rng, 0, 1e13);
    for (let i = 0; i < count; i++)
      clearing.ledger.endow(first + i, venues[this.venue].currency, Math.round(capital[i] * 100));
  }

  told(what: Told, view: View): void {
    const member = this.context.first + (this.turn++ % this.context.count);
    if (what.kind === "fat-finger") {
      this.mistakes.push({ venue: what.venue, lots: what.lots, distance: what.distance, member });
    } else if (what.kind === "standing-bids") {
      this.bids.push({ venue: what.venue, lots: what.lots, within: what.within, member });
    } else if (what.kind === "program") {
      const { venue, lots, duration, participation } = what;
      this.programs.push({ venue, left: lots, until: view.time + duration, participation, member });
    }
  }

  act(view: View, desk: Desk): void {
    for (const mistake of this.mistakes)
      this.send(mistake.venue, mistake.member, mistake.lots, mistake.distance, Cause.FatFinger, view, desk);
    this.mistakes.length = 0;
    for (let b = this.bids.length - 1; b >= 0; b--) {
      if (!isTrading(view.venues[this.bids[b].venue])) continue;
      this.place(this.bids[b], view, desk);
      this.bids.splice(b, 1);
    }
    for (let p = this.programs.length - 1; p >= 0; p--) {
      const program = this.programs[p];
      const venue = view.venues[program.venue];
      if (!isTrading(venue)) continue;
      const pace = Math.abs(program.left) / Math.max(1, (program.until - view.time) / MINUTE);
      const volume = venue.minuteVolume * view.minutes * program.participation;
      const lots = Math.min(Math.abs(program.left), Math.max(1, Math.round(Math.min(volume, pace * view.minutes * 3))));
      this.send(
        program.venue,
        program.member,
        program.left > 0 ? lots : -lots,
        this.config.slip,
        Cause.Voluntary,
        view,
        desk,
      );
      program.left -= Math.sign(program.left) * lots;
      if (program.left === 0 || view.time >= program.until) this.programs.splice(p, 1);
    }
  }

  /** Bids at even distances, of even size but for the remainder, which stands highest. */
  private place({ venue: v, lots, within, member }: (typeof this.bids)[number], view: View, desk: Desk): void {
    const venue = view.venues[v];
    const seen = seenTicks(venue, view.time, 0);
    const levels = Math.min(BID_LEVELS, lots);
    const each = Math.floor(lots / levels);
    const tag = tagOf(this.context.index, Cause.Voluntary);
    for (let level = 1; level <= levels; level++) {
      const price = Math.max(1, Math.floor(seen * (1 - (within * level) / levels)));
      const size = level === 1 ? lots - each * (levels - 1) : each;
      desk.limit(member, v, Side.Buy, price, size, TimeInForce.Gtc, tag);
    }
  }

  private send(v: number, member: number, lots: number, distance: number, cause: Cause, view: View, desk: Desk): void {
    const venue = view.venues[v];
    const seen = seenTicks(venue, view.time, 0);
    const tag = tagOf(this.context.index, cause);
    if (lots > 0) desk.limit(member, v, Side.Buy, buyLimit(venue, seen, distance), lots, TimeInForce.Ioc, tag);
    else if (lots < 0) desk.limit(member, v, Side.Sell, sellLimit(venue, seen, distance), -lots, TimeInForce.Ioc, tag);
  }
}

/** Operators: accounts that shocks act through. */
export const operators = definePopulation({
  kind: "operators",
  about: "accounts that do nothing by themselves; shocks act through them",
  config,
  create: (settings, context) => new Operators(settings, context),
});
