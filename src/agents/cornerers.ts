/**
 * Cornerers: one or a few very rich longs who mean to own so much of the metal that nobody can deliver. They believe
 * that it can only rise and never sell by choice. Each buys futures at a steady pace as far as its money, its gains and
 * its borrowing carry, takes delivery of part of what it holds, keeps that metal out of the market, and pledges it with
 * banks for more money (its last member is those banks). Banks lend a part of the metal's value and no more than their
 * line: gains feed the buying, and a fall takes back what gains had lent. Margin calls are met from cash, gains and what
 * the banks still lend; when that is used up a call stays unmet, the clearing house sells, and the banks sell the pledge.
 *
 * After the Hunt group and its partners in 1979-80: 500 contracts bought almost daily, 37 million oz of bullion and 25
 * million oz of futures at the start of 1979, delivery taken, purchases financed by loans on silver, a call of 134
 * million USD missed on 27 March 1980. Corners by delivery: Pirrong, "The Economics, Law and Public Policy of Market
 * Power Manipulation" (1996).
 */
import { z } from "zod";
import { Account } from "../assets/metal.ts";
import { AccountState } from "../clearing/account-state.ts";
import { Cause, tagOf } from "../core/cause.ts";
import { distribution, sampleMany } from "../core/distribution.ts";
import { duration, fraction, nonNegative, positive, venueName } from "../core/quantity.ts";
import { DAY } from "../core/time.ts";
import type { Venue } from "../market/venue.ts";
import { Side, TimeInForce } from "../orderbook/index.ts";
import type { Desk } from "./desk.ts";
import { giveFirstPosition } from "./first-position.ts";
import { MetalDelivery } from "./metal-delivery.ts";
import { lotGrams } from "./metal-units.ts";
import {
  type CommonConfig,
  definePopulation,
  type Population,
  type PopulationContext,
  type View,
} from "./population.ts";
import { buyLimit, isTrading, lotCents, seenTicks } from "./quotes.ts";

const config = z.strictObject({
  venue: venueName().describe("where they buy and take delivery; it prices metal in futures"),
  money: distribution.default(1e9).describe("money of each at the start, in the venue's currency, loans apart"),
  lots: distribution.default(0).describe("lots that each holds when the run begins"),
  cushion: fraction()
    .default(0.3)
    .describe("collateral that comes with each lot of the first position, as a part of its value, out of `money`"),
  hoards: fraction().default(0).describe("part of the world's hoards that is theirs when the run begins"),
  pace: distribution.default(500).describe("lots that each buys per trading day while its money allows"),
  looks: positive().default(10).describe("orders per trading day into which that is divided"),
  leverage: positive().default(4).describe("value of the position over cash and equity, at most"),
  slip: fraction().default(0.01).describe("most that an order gives away against the price seen"),
  deliveries: fraction().default(0.01).describe("part of the position taken as metal at each settlement"),
  credit: nonNegative().default(0).describe("most that the banks lend each, in the venue's currency"),
  advance: fraction().default(0.5).describe("part of the value of a member's metal that the banks lend on it, at most"),
  interest: nonNegative().default(0.1).describe("interest a year on what is lent, added to the debt"),
  foreclosure: duration()
    .prefault("60d")
    .describe("time constant with which the banks sell the metal of one who has missed a margin call"),
});

type Config = z.output<typeof config> & CommonConfig;

const YEAR = 365 * DAY;

export class Cornerers implements Population {
  readonly fast = false;
  private readonly config: Config;
  private readonly context: PopulationContext;
  private readonly venue: number;
  private readonly tag: number;
  private readonly delivery: MetalDelivery;
  /** Members 0 … cornerers-1 corner; the one after them is the banks. */
  private readonly cornerers: number;
  private readonly pace: Float64Array;
  /** Per cornerer: whole grams of metal, cents owed to the banks, and whether it has missed a margin call. */
  private readonly grams: Float64Array;
  private readonly debt: Float64Array;
  private readonly missed: Uint8Array;
  private settledAt = 0;

  constructor(config: Config, context: PopulationContext) {
    const { count, rng } = context;
    this.config = config;
    this.context = context;
    this.venue = context.venue(config.venue);
    this.tag = tagOf(context.index, Cause.Hoarding);
    this.delivery = new MetalDelivery(context, this.venue);
    this.cornerers = Math.max(1, count - 1);
    this.pace = sampleMany(config.pace, this.cornerers, rng, 0, 1e6);
    this.grams = new Float64Array(this.cornerers);
    this.debt = new Float64Array(this.cornerers);
    this.missed = new Uint8Array(this.cornerers);
  }

  endow(): void {
    const { first, count, clearing, venues, assets, rng } = this.context;
    const { currency, openingTicks } = venues[this.venue];
    const lot = lotCents(venues[this.venue], openingTicks);
    const money = sampleMany(this.config.money, this.cornerers, rng, 0, 1e12);
    const lots = sampleMany(this.config.lots, this.cornerers, rng, 0, 1e6).map(Math.round);
    const metal = this.config.hoards * assets.metal.held(Account.Hoards);
    for (let i = 0; i < this.cornerers; i++) {
      const cents = Math.round(money[i] * 100);
      clearing.ledger.endow(first + i, currency, cents);
      this.grams[i] = Math.floor(metal / this.cornerers);
      giveFirstPosition(this.context, this.venue, first + i, lots[i]);
      const cushion = Math.min(cents, Math.round(lots[i] * lot * this.config.cushion));
      if (cushion > 0) clearing.ledger.deposit(first + i, this.venue, cushion);
    }
    if (count > this.cornerers)
      clearing.ledger.endow(first + this.cornerers, currency, Math.round(this.config.credit * this.cornerers * 100));
  }

  act(view: View, desk: Desk): void {
    const venue = view.venues[this.venue];
    const { rng, first } = this.context;
    const trading = isTrading(venue);
    const seen = seenTicks(venue, view.time, this.config.latency);
    const chance = 1 - Math.exp((-view.minutes * this.config.looks) / Math.max(1, venue.minutesPerDay));
    for (let i = 0; i < this.cornerers; i++) {
      this.meetCall(i, venue);
      if (!trading || this.missed[i] || !rng.chance(chance)) continue;
      const lots = this.wanted(i, seen, venue);
      if (lots < 1) continue;
      const limit = buyLimit(venue, seen, this.config.slip);
      desk.limit(first + i, this.venue, Side.Buy, limit, lots, TimeInForce.Ioc, this.tag);
    }
  }

  /** Takes delivery, pays interest, and lets the banks sell what was pledged by those who failed. */
  settled(venue: number, view: View): void {
    if (venue !== this.venue) return;
    const elapsed = this.settledAt === 0 ? DAY : view.time - this.settledAt;
    this.settledAt = view.time;
    for (let i = 0; i < this.cornerers; i++) {
      this.debt[i] += Math.round((this.debt[i] * this.config.interest * elapsed) / YEAR);
      if (this.missed[i]) this.foreclose(i, elapsed, view);
      else this.takeDelivery(i, view);
    }
  }

  /** Grams of metal that cornerer i holds, and cents that it owes. */
  held(i: number): number {
    return this.grams[i];
  }
  owed(i: number): number {
    return this.debt[i];
  }

  /** Cents that the banks would still lend cornerer i on its metal at the settlement price. */
  undrawn(i: number): number {
    const { clearing, first, count, venues } = this.context;
    if (count === this.cornerers || this.missed[i]) return 0;
    const venue = venues[this.venue];
    const value = (this.grams[i] / lotGrams(venue)) * lotCents(venue, venue.markTicks);
    const line = Math.min(this.config.credit * 100, this.config.advance * value) - this.debt[i];
    return Math.floor(Math.max(0, Math.min(line, clearing.wallet(first + this.cornerers, venue.currency))));
  }

  /** Lots that one order asks for: the day's pace, as far as money and gains carry the position. */
  private wanted(i: number, seen: number, venue: Venue): number {
    const { clearing, first, rng } = this.context;
    const member = first + i;
    const own = clearing.equity(this.venue, member) + clearing.wallet(member, venue.currency);
    const bound = Math.floor((this.config.leverage * own) / lotCents(venue, seen));
    const room = bound - clearing.position(this.venue, member);
    if (room < 1) return 0;
    const lots = Math.min(room, rng.round(this.pace[i] / this.config.looks));
    this.drawFor(i, Math.ceil(lots * lotCents(venue, seen) * clearing.initialRate(this.venue) * 1.3), venue);
    return lots;
  }

  /** Borrows what is missing in its wallet, as far as the banks lend. */
  private drawFor(i: number, cents: number, venue: Venue): void {
    const { clearing, first } = this.context;
    const member = first + i;
    const free = Math.max(0, clearing.free(this.venue, member)) + clearing.wallet(member, venue.currency);
    const loan = Math.min(this.undrawn(i), Math.ceil(cents - free));
    if (loan <= 0) return;
    clearing.ledger.transferWallet(first + this.cornerers, member, venue.currency, loan);
    this.debt[i] += loan;
  }

  /** While it is called it borrows what the call asks for; once the house sells its position, it has missed the call. */
  private meetCall(i: number, venue: Venue): void {
    const { clearing, first } = this.context;
    const member = first + i;
    const state = clearing.accountState(this.venue, member);
    if (state === AccountState.Liquidating && clearing.free(this.venue, member) < 0) this.missed[i] = 1;
    if (state === AccountState.Defaulted) this.missed[i] = 1;
    if (state !== AccountState.Called || this.missed[i]) return;
    this.drawFor(i, Math.max(0, -clearing.free(this.venue, member)), venue);
  }

  private takeDelivery(i: number, view: View): void {
    const { clearing, first, rng, venues } = this.context;
    const venue = venues[this.venue];
    const member = first + i;
    const cents = venue.settlementTicks * venue.centsPerTick;
    const wish = rng.round(Math.max(0, clearing.position(this.venue, member)) * this.config.deliveries);
    if (wish < 1) return;
    this.drawFor(i, wish * cents, venue);
    const { metal } = view.assets;
    const grams = this.delivery.take(member, wish, metal.held(Account.Deliverable)) * this.delivery.gramsPerLot;
    metal.move(Account.Deliverable, Account.Hoards, grams);
    this.grams[i] += grams;
  }

  private foreclose(i: number, elapsed: number, view: View): void {
    const grams = Math.floor(this.grams[i] * (1 - Math.exp(-elapsed / this.config.foreclosure)));
    this.grams[i] -= view.assets.metal.move(Account.Hoards, Account.Float, grams);
  }
}

/** A few very rich longs who corner the metal with borrowed money, until a margin call goes unmet. */
export const cornerers = definePopulation({
  kind: "cornerers",
  about:
    "a few very rich longs who buy futures, take delivery and borrow on their metal (from the last member, their banks) until a margin call goes unmet",
  config,
  create: (settings, context) => new Cornerers(settings, context),
});
