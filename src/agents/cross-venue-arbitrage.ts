/**
 * Arbitrageurs between two venues that price the same metal in their own money and unit, COMEX in dollars per ounce and
 * SHFE in yuan per kilogram, or two delivery months of one exchange. They believe that the ratio of the two prices
 * returns to its basis (taxes, freight, quotas), which itself drifts with what is observed for days. When the ratio is
 * away from it by more than their costs they buy the cheap side and sell the dear one; when it is back they close. A
 * side that is closed, halted or locked at a limit stops them, and the prices come apart: so they carry falls from one
 * market to the other, except where a price limit cuts the link.
 *
 * The band of inaction and the limits of money are the "limits of arbitrage" of Shleifer, Vishny (1997); Gromb,
 * Vayanos, "Equilibrium and welfare in markets with financially constrained arbitrageurs" (2002).
 */
import { z } from "zod";
import { Cause, tagOf } from "../core/cause.ts";
import { distribution, sampleMany } from "../core/distribution.ts";
import { duration, fraction, positive, venueName } from "../core/quantity.ts";
import { MINUTE } from "../core/time.ts";
import type { Venue } from "../market/venue.ts";
import { Side, TimeInForce } from "../orderbook/index.ts";
import type { Desk } from "./desk.ts";
import { lotOunces } from "./metal-units.ts";
import {
  type CommonConfig,
  definePopulation,
  type Population,
  type PopulationContext,
  type View,
} from "./population.ts";
import { buyLimit, isTrading, lotCents, seenTicks, sellLimit } from "./quotes.ts";

const config = z.strictObject({
  base: venueName().describe("one venue; positions are counted in its lots"),
  other: venueName().describe("the other venue"),
  memory: duration()
    .prefault("8d")
    .describe("how long the basis that they take as normal takes to follow the ratio observed while both trade"),
  cost: distribution
    .prefault({ uniform: [0.002, 0.012] })
    .describe("log distance from the basis, beyond which a member trades: fees, funding, freight, risk"),
  exit: fraction().default(0.25).describe("a position is closed when the distance is below this part of the cost"),
  width: positive().default(0.02).describe("log distance beyond the cost at which the full position is held"),
  lots: distribution.prefault({ lognormal: [120, 0.8] }).describe("most lots of the base venue that each holds"),
  funding: distribution
    .prefault({ uniform: [0.3, 0.8] })
    .describe("money of each on either side, as a multiple of its full position's value at the start"),
  leverage: positive().default(4).describe("value of either side's position over the member's money there, at most"),
  workTime: duration().prefault("4m").describe("time over which a gap between target and position is worked"),
  slip: fraction()
    .default(0.002)
    .describe("most that an order gives away against the mid; never more than half the gain that is left"),
});

type Config = z.output<typeof config> & CommonConfig;

export class CrossVenueArbitrage implements Population {
  readonly fast = true;
  private readonly config: Config;
  private readonly context: PopulationContext;
  private readonly base: number;
  private readonly other: number;
  private readonly tag: number;
  /** Lots of the other venue that hold as much metal as one lot of the base venue. */
  private readonly ratio: number;
  private readonly cost: Float64Array;
  private readonly lots: Float64Array;
  private readonly funding: Float64Array;
  /** Log of the other price over the base price, both in the base's money and unit, that counts as normal. */
  private basis = Number.NaN;

  constructor(config: Config, context: PopulationContext) {
    this.config = config;
    this.context = context;
    this.base = context.venue(config.base);
    this.other = context.venue(config.other);
    this.tag = tagOf(context.index, Cause.Arbitrage);
    this.ratio = lotOunces(context.venues[this.base]) / lotOunces(context.venues[this.other]);
    const { count, rng } = context;
    this.cost = sampleMany(config.cost, count, rng, 0.0001, 1);
    this.lots = sampleMany(config.lots, count, rng, 1, 1e6);
    this.funding = sampleMany(config.funding, count, rng, 0.01, 100);
  }

  endow(): void {
    const { first, count, clearing, venues } = this.context;
    const base = venues[this.base];
    const other = venues[this.other];
    for (let i = 0; i < count; i++) {
      const full = this.funding[i] * this.lots[i];
      clearing.ledger.endow(first + i, base.currency, Math.round(full * lotCents(base, base.openingTicks)));
      const there = full * this.ratio * lotCents(other, other.openingTicks);
      clearing.ledger.endow(first + i, other.currency, Math.round(there));
    }
  }

  act(view: View, desk: Desk): void {
    const base = view.venues[this.base];
    const other = view.venues[this.other];
    if (!isTrading(base) || !isTrading(other)) return;
    const { latency, memory } = this.config;
    const here = seenTicks(base, view.time, latency);
    const there = seenTicks(other, view.time, latency);
    const observed = Math.log(ounceValue(other, there, view) / ounceValue(base, here, view));
    if (Number.isNaN(this.basis)) this.basis = observed;
    const distance = observed - this.basis;
    if (view.round === 0 && base.lock === 0 && other.lock === 0)
      this.basis += (1 - Math.exp((-view.minutes * MINUTE) / memory)) * distance;
    for (let i = 0; i < this.context.count; i++) this.look(i, distance, here, there, view, desk);
  }

  /** Log distance of the two prices that counts as normal; NaN before both have traded. */
  get normal(): number {
    return this.basis;
  }

  /** Lots of the base venue that member i, holding `position`, wants when the other side is dear by `distance` (log). */
  target(i: number, position: number, distance: number): number {
    const { exit, width } = this.config;
    const cost = this.cost[i];
    const size = Math.abs(distance);
    const way = distance > 0 ? 1 : -1;
    if (size > cost) {
      const wanted = Math.floor(this.lots[i] * Math.min(1, (size - cost) / width));
      return way * Math.max(wanted, way * position);
    }
    return size > exit * cost && way * position > 0 ? position : 0;
  }

  private look(i: number, distance: number, here: number, there: number, view: View, desk: Desk): void {
    const { clearing, first, rng } = this.context;
    const member = first + i;
    const position = clearing.position(this.base, member);
    const opposite = clearing.position(this.other, member);
    if (position === 0 && opposite === 0 && Math.abs(distance) <= this.cost[i]) return;
    const base = view.venues[this.base];
    const other = view.venues[this.other];
    const most = Math.floor(
      Math.min(this.lots[i], this.money(this.base, member, here), this.money(this.other, member, there) / this.ratio),
    );
    const wanted = Math.max(-most, Math.min(most, this.target(i, position, distance)));
    const part = Math.min(1, (view.roundMinutes * MINUTE) / Math.max(1, this.config.workTime));
    let step = Math.sign(wanted - position) * rng.round(Math.abs(wanted - position) * part);
    const hedged = -Math.round((position + step) * this.ratio);
    const turn = hedged - opposite;
    if (blocked(base, step) || blocked(other, -step)) step = 0;
    const gain = Math.abs(distance) - this.cost[i];
    const opens = Math.abs(position + step) > Math.abs(position);
    const slip = opens ? Math.min(this.config.slip, Math.max(0, gain / 2)) : this.config.slip;
    this.send(this.base, member, step, here, slip, view, desk);
    // Without a step, what is left to trade is a leg that did not fill: it is closed up at the full slip.
    const leg = step === 0 ? -Math.round(position * this.ratio) - opposite : turn;
    if (!blocked(other, leg))
      this.send(this.other, member, leg, there, step === 0 ? this.config.slip : slip, view, desk);
  }

  /** Lots that the member's money on that venue carries at its leverage. */
  private money(venue: number, member: number, ticks: number): number {
    const { clearing, venues } = this.context;
    const cents = clearing.equity(venue, member) + clearing.wallet(member, venues[venue].currency);
    return Math.max(0, (this.config.leverage * cents) / lotCents(venues[venue], ticks));
  }

  private send(v: number, member: number, lots: number, seen: number, slip: number, view: View, desk: Desk): void {
    if (lots === 0) return;
    const venue = view.venues[v];
    const price = lots > 0 ? buyLimit(venue, seen, slip) : sellLimit(venue, seen, slip);
    desk.limit(member, v, lots > 0 ? Side.Buy : Side.Sell, price, Math.abs(lots), TimeInForce.Ioc, this.tag);
  }
}

/** Whether an order of that sign has nobody to trade with, because the venue is locked at a price limit. */
function blocked(venue: Venue, lots: number): boolean {
  return (lots > 0 && venue.lock === 1) || (lots < 0 && venue.lock === -1);
}

/** Dollars for an ounce when the venue's price is `ticks`. */
function ounceValue(venue: Venue, ticks: number, view: View): number {
  const perLot = ticks * venue.tick * venue.multiplier;
  return perLot / lotOunces(venue) / (venue.currency === "CNY" ? view.assets.fx : 1);
}

/** Buy the cheap and sell the dear of two venues that price the same metal. */
export const crossVenueArbitrage = definePopulation({
  kind: "cross-venue-arbitrage",
  about:
    "buy the cheap and sell the dear of two venues that price the same metal, while both trade and neither is locked",
  config,
  create: (settings, context) => new CrossVenueArbitrage(settings, context),
});
