/**
 * One venue or more with real books and real clearing, and no populations: tests quote and trade through two hands with
 * deep pockets, members 0 and 1. A step is the engine's: send the desk, book the fills, let clearing answer, in rounds.
 */
import { Desk, DeskOp } from "../../src/agents/desk.ts";
import { Clearing } from "../../src/clearing/clearing.ts";
import { type VenueClearingConfig, venueClearingConfig } from "../../src/clearing/config.ts";
import type { LossExplainer, LossExplanation } from "../../src/clearing/loss-explainer.ts";
import { causeOfTag, isForced } from "../../src/core/cause.ts";
import { RandomStream } from "../../src/core/random.ts";
import { MINUTE } from "../../src/core/time.ts";
import { createVenue, type Venue, venueConfig } from "../../src/market/index.ts";
import { EventKind, NO_PRICE, type Side, type TimeInForce } from "../../src/orderbook/index.ts";

export const START = Date.UTC(2026, 0, 5);
export const BUYER = 0;
export const SELLER = 1;
const ROUNDS = 3;

/** $1 a tick, 100 ounces a lot: 10,000 cents a tick and lot; open round the clock, settles at noon UTC. */
export const SILVER = {
  zone: "UTC",
  currency: "USD",
  unit: "oz",
  tick: 1,
  multiplier: 100,
  price: 1000,
  sessions: [{ days: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"], from: "00:00", to: "24:00" }],
  settlement: { at: "12:00" },
  dayOrders: false,
};
/** The same for fully paid shares. */
export const SHARES = { ...SILVER, settles: "cash", unit: "share" };

/** A single broker without any delay: what breaches is sold out in the next round. */
export const AT_ONCE = { brokers: [{ share: 1, grace: 0 }] };
/** Margins that hand calculations like: maintenance 10%, initial 12.5%. */
export const MARGIN = { margin: { kind: "fixed", maintenance: 0.1, initial: 0.125 } };

/** A forced order as it was sent. */
export interface Forced {
  readonly time: number;
  readonly venue: number;
  readonly member: number;
  readonly side: number;
  readonly ticks: number;
  readonly lots: number;
  readonly op: number;
  readonly cause: number;
}

/** Says that every loss came from the market. */
class Market implements LossExplainer {
  calls = 0;
  generation = 0;
  explain(_venue: number, _member: number, _position: number, out: LossExplanation): void {
    this.calls++;
    out.loss = 0;
    out.byForced = 0;
    out.generation = this.generation;
  }
  look(): void {}
  raised(): void {}
  safe(): void {}
}

export interface Setting {
  readonly members?: number;
  readonly venues?: readonly Record<string, unknown>[];
  /** Of each venue; one for all. */
  readonly clearing?: Record<string, unknown>;
  readonly populationOf?: Uint16Array;
  readonly populations?: readonly string[];
  readonly seed?: number;
}

export class TinyMarket {
  time = START;
  readonly venues: readonly Venue[];
  readonly clearing: Clearing;
  readonly desk: Desk;
  readonly explainer = new Market();
  readonly forced: Forced[] = [];
  /** Lots that forced orders traded. */
  forcedLots = 0;
  private id = 1e9;

  constructor({
    members = 20,
    venues = [SILVER],
    clearing = {},
    populationOf,
    populations = ["all"],
    seed = 1,
  }: Setting = {}) {
    const end = START + 40 * 86_400_000;
    this.venues = venues.map((venue, v) => createVenue(`v${v}`, v, venueConfig.parse(venue), START, end));
    const config: VenueClearingConfig = venueClearingConfig.parse({ ...MARGIN, ...clearing });
    this.clearing = new Clearing({
      venues: this.venues,
      configs: venues.map(() => config),
      members,
      populationOf: populationOf ?? new Uint16Array(members),
      populations,
      explainer: this.explainer,
      stream: (name) => new RandomStream(seed, name),
      start: START,
    });
    this.desk = new Desk(venues.length);
    for (const hand of [BUYER, SELLER]) {
      for (const currency of this.ledger.currencies) this.fund(hand, 1e14, currency);
      for (let v = 0; v < venues.length; v++) this.ledger.deposit(hand, v, 1e13);
    }
    this.advance();
  }

  get ledger() {
    return this.clearing.ledger;
  }

  /** Gives a member money outside any house. */
  fund(member: number, cents: number, currency = "USD"): void {
    this.ledger.endow(member, currency, cents);
  }

  /** A member with `lots` (below 0: short) at `ticks` against a hand, and that much collateral. */
  account(member: number, lots: number, ticks: number, collateral: number, venue = 0): void {
    this.fund(member, collateral, this.venues[venue].currency);
    this.ledger.deposit(member, venue, collateral);
    if (lots > 0) this.ledger.openPosition(venue, member, SELLER, lots, ticks);
    else if (lots < 0) this.ledger.openPosition(venue, BUYER, member, -lots, ticks);
  }

  /** The hands trade a lot at `ticks`, so that accounts are marked there. The book must be empty around it. */
  print(ticks: number, lots = 1, venue = 0): void {
    this.enter(venue, SELLER, 1, ticks, lots, 0, 0);
    this.enter(venue, BUYER, 0, ticks, lots, 1, 0);
  }

  /** A resting order of a hand; returns its id. */
  quote(side: Side, ticks: number, lots: number, venue = 0): number {
    return this.enter(venue, side === 0 ? BUYER : SELLER, side, ticks, lots, 0, 0);
  }

  cancel(id: number, venue = 0): void {
    this.venues[venue].book.cancel(id);
    this.drain(venue);
  }

  /** One step of `minutes`: calendar, what is on the desk, clearing, in rounds. Returns forced orders sent. */
  step(minutes = 1): number {
    this.time += minutes * MINUTE;
    this.advance();
    let sent = 0;
    for (let round = 0; round < ROUNDS; round++) {
      this.send();
      const orders = this.clearing.round(this.time, minutes, minutes / ROUNDS, round, this.desk);
      sent += orders;
      for (const house of this.clearing.houses) house?.liquidations.deals.clear();
      if (orders === 0) break;
    }
    for (const venue of this.venues) venue.endStep(this.time, minutes);
    return sent;
  }

  /** Steps of a minute until `minutes` have passed. */
  run(minutes: number): void {
    for (let i = 0; i < minutes; i++) this.step();
  }

  /** Sends an order through admission; returns lots admitted. */
  order(member: number, side: Side, ticks: number, lots: number, venue = 0, tif = 0): number {
    const admitted = this.clearing.admit(venue, member, side, lots, ticks);
    if (admitted > 0) this.enter(venue, member, side, ticks, admitted, tif, 0);
    return admitted;
  }

  private advance(): void {
    this.venues.forEach((venue, v) => {
      venue.advance(this.time, 1);
      this.drain(v);
      if (venue.justSettled) this.clearing.settle(v, this.time);
    });
  }

  private enter(
    venue: number,
    member: number,
    side: Side,
    ticks: number,
    lots: number,
    tif: number,
    tag: number,
  ): number {
    const id = this.id++;
    this.venues[venue].book.limit(id, side, ticks, lots, tif as TimeInForce, 0, member, tag);
    this.drain(venue);
    return id;
  }

  private send(): void {
    const { desk } = this;
    for (let i = 0; i < desk.count; i++) {
      const v = desk.venue[i];
      const { book } = this.venues[v];
      const side = desk.side[i] as Side;
      const op = desk.op[i];
      const tag = desk.tag[i];
      if (op === DeskOp.Cancel) book.cancel(desk.id[i]);
      else {
        const at = op === DeskOp.Market ? NO_PRICE : desk.price[i];
        const lots = this.clearing.admit(v, desk.member[i], side, desk.qty[i], at);
        // The account may have been closed by an order of its own since.
        if (lots === 0) continue;
        if (op === DeskOp.Market) book.market(desk.id[i], side, lots, desk.member[i], tag);
        else book.limit(desk.id[i], side, at, lots, desk.tif[i] as TimeInForce, 0, desk.member[i], tag);
        const { time } = this;
        this.forced.push({ time, venue: v, member: desk.member[i], side, ticks: at, lots, op, cause: causeOfTag(tag) });
      }
      this.drain(v);
    }
    desk.clear();
  }

  private drain(v: number): void {
    const venue = this.venues[v];
    const { log } = venue.book;
    for (let i = 0; i < log.count; i++) {
      if (log.kind[i] !== EventKind.Trade) continue;
      const buys = log.takerSide[i] === 0;
      const buyer = buys ? log.takerOwner[i] : log.makerOwner[i];
      const seller = buys ? log.makerOwner[i] : log.takerOwner[i];
      const buyerTag = buys ? log.takerTag[i] : log.makerTag[i];
      const sellerTag = buys ? log.makerTag[i] : log.takerTag[i];
      this.clearing.fill(v, buyer, seller, log.price[i], log.qty[i], buyerTag, sellerTag);
      const forced = isForced(causeOfTag(log.takerTag[i])) || isForced(causeOfTag(log.makerTag[i]));
      if (forced) this.forcedLots += log.qty[i];
      venue.onTrade(log.price[i], log.qty[i], forced, this.time);
    }
    log.clear();
    venue.afterOrder(this.time);
  }
}
