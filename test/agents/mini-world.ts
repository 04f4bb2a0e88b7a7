/**
 * A small world for testing populations: real venues, books, clearing and metal, stepped by hand in the engine's order.
 * Population 0 is "hand": members with deep pockets through whom a test trades and quotes.
 */
import { Desk } from "../../src/agents/desk.ts";
import type { Population, PopulationContext, PopulationKind, View } from "../../src/agents/population.ts";
import { ShortPool } from "../../src/agents/short-pool.ts";
import { Assets } from "../../src/assets/assets.ts";
import { assetsConfig } from "../../src/assets/config.ts";
import { Clearing } from "../../src/clearing/clearing.ts";
import { venueClearingConfig } from "../../src/clearing/config.ts";
import { Cause, causeOfTag, populationOfTag, tagOf } from "../../src/core/cause.ts";
import { RandomStream } from "../../src/core/random.ts";
import { MINUTE } from "../../src/core/time.ts";
import { VenueAttribution } from "../../src/engine/attribution.ts";
import { BundleShuffle } from "../../src/engine/desk-order.ts";
import { Exchange } from "../../src/engine/exchange.ts";
import { createVenue, type Venue, venueConfig } from "../../src/market/index.ts";
import { Side, TimeInForce } from "../../src/orderbook/index.ts";

/** Monday 5 January 2026, midnight UTC. */
export const START = Date.UTC(2026, 0, 5);

/** A futures venue that is open round the clock and settles at 12:00 UTC; change what a test is about. */
export function futures(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    zone: "UTC",
    currency: "USD",
    unit: "oz",
    tick: 0.005,
    multiplier: 5000,
    price: 80,
    sessions: [{ days: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"], from: "00:00", to: "24:00" }],
    settlement: { at: "12:00" },
    dayOrders: false,
    ...changes,
  };
}

/** One population of a mini-world. */
export interface Cast {
  readonly kind: PopulationKind;
  readonly members: number;
  readonly config: Record<string, unknown>;
  /** What they see is this old, ms. */
  readonly latency?: number;
}

/** An order as it was put on the desk. */
export interface Sent {
  readonly venue: number;
  readonly member: number;
  readonly side: number;
  readonly ticks: number;
  readonly lots: number;
  readonly tif: number;
  readonly cause: number;
  readonly population: number;
}

const HANDS = 8;

export class MiniWorld implements View {
  time = START;
  minutes = 1;
  round = 0;
  roundMinutes = 1;
  readonly venues: readonly Venue[];
  readonly clearing: Clearing;
  readonly assets: Assets;
  readonly populations: Population[] = [];
  readonly desk: Desk;
  /** Orders (not cancels) that populations put in the last round. */
  sent: Sent[] = [];
  private readonly exchange: Exchange;
  private readonly shuffle: BundleShuffle;

  constructor(options: {
    venues: Record<string, Record<string, unknown>>;
    cast: readonly Cast[];
    without?: readonly string[];
    seed?: number;
    clearing?: Record<string, unknown>;
    /** Parts of the assets' configuration; what is not given stands still. */
    assets?: Record<string, object>;
  }) {
    const { cast, seed = 1, without = [] } = options;
    const names = Object.keys(options.venues);
    this.venues = names.map((name, v) =>
      createVenue(name, v, venueConfig.parse(options.venues[name]), START, START + 20 * 86_400_000),
    );
    const members = cast.reduce((sum, c) => sum + c.members, HANDS);
    const populationOf = new Uint16Array(members);
    this.clearing = new Clearing({
      venues: this.venues,
      configs: this.venues.map(() => venueClearingConfig.parse(options.clearing ?? {})),
      members,
      populationOf,
      populations: ["hand", ...cast.map((c) => c.kind.kind)],
      explainer: {
        explain(_venue, _member, _position, out) {
          out.loss = 0;
          out.byForced = 0;
          out.generation = 0;
        },
        look() {},
        raised() {},
        safe() {},
      },
      stream: (name) => new RandomStream(seed, name),
      start: START,
    });
    const still = { volatility: 0 };
    const { fairValue, gold, fx, ...rest } = options.assets ?? {};
    const config = assetsConfig.parse({
      fairValue: { start: 80, ...still, ...fairValue },
      gold: { start: 4800, ...still, ...gold },
      fx: { start: 7, ...still, ...fx },
      ...rest,
    });
    this.assets = new Assets(config, {
      venues: this.venues,
      clearing: this.clearing,
      rng: (name) => new RandomStream(seed, name),
      start: START,
    });
    const shortPool = new ShortPool(this.clearing);
    const hand = { filled: undefined, fast: false, endow: () => {}, act: () => {} } as unknown as Population;
    let first = HANDS;
    cast.forEach(({ kind, members: count, config, latency = 0 }, p) => {
      populationOf.fill(p + 1, first, first + count);
      const context: PopulationContext = {
        name: kind.kind,
        index: p + 1,
        first,
        count,
        rng: new RandomStream(seed, `populations/${p}`),
        venues: this.venues,
        assets: this.assets,
        clearing: this.clearing,
        shortPool,
        venue: (name) => names.indexOf(name),
        mechanism: (name) => !without.includes(name),
      };
      const settings = { latency, members: count, ...(kind.config.parse(config) as object) };
      this.populations.push(kind.create(settings as never, context));
      first += count;
    });
    for (const venue of this.venues)
      for (let m = 0; m < HANDS; m++) this.clearing.ledger.endow(m, venue.currency, 1e15);
    for (const venue of this.venues)
      for (let m = 0; m < HANDS; m++) {
        const deposited = Math.min(5e14, this.clearing.wallet(m, venue.currency));
        this.clearing.ledger.deposit(m, venue.index, deposited / 2);
      }
    this.desk = new Desk(this.venues.length);
    this.shuffle = new BundleShuffle(new RandomStream(seed, "desk"));
    this.exchange = new Exchange({
      venues: this.venues,
      clearing: this.clearing,
      attributions: this.venues.map(
        () =>
          new VenueAttribution({ venue: 0, populations: cast.length + 1, pushes: null, shapley: null, shares: true }),
      ),
      populations: [hand, ...this.populations],
      populationOf,
      trades: null,
    });
    for (const population of this.populations) if (population.offersShorts) population.endow();
    for (const population of this.populations) if (!population.offersShorts) population.endow();
    for (const venue of this.venues) venue.advance(this.time, 1);
  }

  /** Members of the p-th population of the cast start here. */
  first(p: number): number {
    let first = HANDS;
    for (let k = 0; k < p; k++) first += this.count(k);
    return first;
  }

  private count(p: number): number {
    return (this.populations[p] as unknown as { context: PopulationContext }).context.count;
  }

  /** Rests a wide and deep quote of the hand around `ticks`, in place of what it quoted before. */
  quote(v: number, ticks: number, options: { spread?: number; lots?: number } = {}): void {
    const { spread = 2, lots = 1_000_000 } = options;
    this.clearHand(v);
    const tag = tagOf(0, Cause.MarketMaking);
    this.desk.limit(0, v, Side.Buy, ticks - spread / 2, lots, TimeInForce.Gtc, tag);
    this.desk.limit(1, v, Side.Sell, ticks + spread / 2, lots, TimeInForce.Gtc, tag);
    this.exchange.send(this.desk, this.shuffle, this.time);
  }

  /** Takes away all that rests in the venue's book. */
  clearHand(v: number): void {
    const { book } = this.venues[v];
    const ids: number[] = [];
    for (const side of [Side.Buy, Side.Sell]) book.forEachResting(side, (id) => ids.push(id));
    for (const id of ids) if (book.ownerOf(id) < HANDS) book.cancel(id);
    book.log.clear();
  }

  /** Makes the hand trade with itself (two of its members) so that the last price is `ticks`. */
  print(v: number, ticks: number, lots = 1): void {
    const tag = tagOf(0, Cause.Voluntary);
    this.clearHand(v);
    this.desk.limit(2, v, Side.Sell, ticks, lots, TimeInForce.Gtc, tag);
    this.exchange.send(this.desk, this.shuffle, this.time);
    this.desk.limit(3, v, Side.Buy, ticks, lots, TimeInForce.Ioc, tag);
    this.exchange.send(this.desk, this.shuffle, this.time);
    this.clearHand(v);
  }

  /** An order of the hand's member `m`, sent at once. */
  order(v: number, side: Side, ticks: number, lots: number, tif: TimeInForce = TimeInForce.Gtc, m = 4): void {
    this.desk.limit(m, v, side, ticks, lots, tif, tagOf(0, Cause.Voluntary));
    this.exchange.send(this.desk, this.shuffle, this.time);
  }

  /** The populations act on what they see and their orders are sent; what they put is in `sent`. */
  act(round = 0, roundMinutes = this.minutes): void {
    this.round = round;
    this.roundMinutes = roundMinutes;
    for (const population of this.populations) if (round === 0 || population.fast) population.act(this, this.desk);
    this.sent = this.read();
    this.exchange.send(this.desk, this.shuffle, this.time);
  }

  /** Clearing looks at the accounts, and its forced orders are sent. */
  clear(): void {
    this.clearing.round(this.time, this.minutes, this.minutes, 0, this.desk);
    this.exchange.send(this.desk, this.shuffle, this.time);
  }

  /** Ends the step, moves the clock by `minutes` and brings the calendar's changes, settlements among them. */
  tick(minutes = this.minutes): void {
    for (const venue of this.venues) venue.endStep(this.time, minutes);
    this.time += minutes * MINUTE;
    this.venues.forEach((venue, v) => {
      venue.advance(this.time, minutes);
      if (venue.book.log.count > 0) this.exchange.drain(v, this.time);
      if (!venue.justSettled) return;
      this.clearing.settle(v, this.time);
      this.assets.settled(v, this.time);
      for (const population of this.populations) population.settled?.(v, this);
    });
    this.assets.step(this.time, minutes);
  }

  /** `steps` steps in which the hand quotes `ticks` at every venue (by number) and the populations act. */
  run(steps: number, ticks: (step: number, v: number) => number, spread = 2): Sent[] {
    const all: Sent[] = [];
    for (let s = 0; s < steps; s++) {
      for (let v = 0; v < this.venues.length; v++) if (this.venues[v].accepting) this.quote(v, ticks(s, v), { spread });
      this.act();
      all.push(...this.sent);
      this.tick();
    }
    return all;
  }

  /** Lots of all members of the p-th population at a venue. */
  lots(p: number, v = 0): number {
    let sum = 0;
    for (let i = 0; i < this.count(p); i++) sum += this.clearing.position(v, this.first(p) + i);
    return sum;
  }

  private read(): Sent[] {
    const { desk } = this;
    const rows: Sent[] = [];
    for (let i = 0; i < desk.count; i++) {
      if (desk.op[i] !== 0) continue;
      rows.push({
        venue: desk.venue[i],
        member: desk.member[i],
        side: desk.side[i],
        ticks: desk.price[i],
        lots: desk.qty[i],
        tif: desk.tif[i],
        cause: causeOfTag(desk.tag[i]),
        population: populationOfTag(desk.tag[i]),
      });
    }
    return rows;
  }
}
