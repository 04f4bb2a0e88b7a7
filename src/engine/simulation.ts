/** One run in progress: the world and its step. The order of a step is the design's: see `step`. */

import { Desk } from "../agents/desk.ts";
import type { View } from "../agents/population.ts";
import { killMatrix } from "../analysis/cascade/kills.ts";
import type { Assets } from "../assets/assets.ts";
import type { Clearing } from "../clearing/clearing.ts";
import { CAUSES } from "../core/cause.ts";
import { restoreSnapshot, type Snapshot, takeSnapshot } from "../core/snapshot.ts";
import { MINUTE } from "../core/time.ts";
import type { Venue } from "../market/venue.ts";
import type { VenueAttribution } from "./attribution.ts";
import { buildWorld, type Operators, type World } from "./build.ts";
import { Clock } from "./clock.ts";
import type { Scenario } from "./config.ts";
import { BundleShuffle } from "./desk-order.ts";
import { Exchange } from "./exchange.ts";
import { FallRecord } from "./fall-record.ts";
import type { KillLedger } from "./kill-matrix.ts";
import { PositionRecord } from "./position-record.ts";
import { Recorder } from "./recorder.ts";
import type { CascadeRecord, RunResult } from "./result.ts";
import { ShockSchedule } from "./shocks/schedule.ts";
import { TradeLog } from "./trade-log.ts";
import { WarningRecord } from "./warning-record.ts";

/** The view that populations are given; one object, refreshed each round. */
class RoundView implements View {
  time = 0;
  minutes = 0;
  round = 0;
  roundMinutes = 0;
  readonly venues: readonly Venue[];
  readonly assets: Assets;
  readonly clearing: Clearing;

  constructor(world: World) {
    this.venues = world.venues;
    this.assets = world.assets;
    this.clearing = world.clearing;
  }
}

export class Simulation {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly world: World;
  readonly clock: Clock;
  private readonly desk: Desk;
  private readonly shuffle: BundleShuffle;
  private readonly exchange: Exchange;
  private readonly recorder: Recorder;
  private readonly positions: PositionRecord;
  private readonly warnings = new WarningRecord();
  private readonly falls: FallRecord;
  private readonly shocks: ShockSchedule;
  private readonly view: RoundView;
  private readonly attributions: readonly VenueAttribution[];
  private readonly kills: KillLedger;
  /** Whether attribution looks at the books as a round begins. */
  private readonly opens: boolean;
  private readonly trades: TradeLog | null;
  /** Rounds that may still run: a rate per simulated minute, so unused fractions are kept (at most one minute's worth). */
  private roundBudget = 0;
  /** When populations that are not fast come to market next, ms UTC. */
  private nextVisit = Number.NEGATIVE_INFINITY;

  /** @param from goes on from this snapshot, as by `restore`, and saves the endowment that it brings */
  constructor(scenario: Scenario, seed: number, operators: Operators = {}, from: Snapshot | null = null) {
    this.scenario = scenario;
    this.seed = seed;
    this.clock = new Clock(scenario.clock);
    this.world = buildWorld(scenario, seed, operators, from === null);
    const { venues, clearing, populations, populationOf, attributions, kills } = this.world;
    this.attributions = attributions;
    this.kills = kills;
    this.opens = scenario.record.attribution === "shapley";
    this.desk = new Desk(venues.length);
    this.shuffle = new BundleShuffle(this.world.stream("desk"));
    this.trades = scenario.record.trades ? new TradeLog() : null;
    this.exchange = new Exchange({ venues, clearing, attributions, populations, populationOf, trades: this.trades });
    const lof = scenario.fund === undefined ? -1 : this.world.venueIndex(scenario.fund);
    this.recorder = new Recorder(venues.length, scenario.record.depthWithin, this.world.main, lof);
    this.falls = new FallRecord(attributions[this.world.main].kinds);
    this.positions = new PositionRecord(venues.length, this.world.counts);
    this.shocks = new ShockSchedule(scenario.shocks, scenario.clock.start, scenario.without);
    this.view = new RoundView(this.world);
    this.world.watch(this.view, (time, kind, subject, text) => this.recorder.event(time, kind, subject, text));
    if (from) this.restore(from);
  }

  get ended(): boolean {
    return this.clock.ended;
  }

  /** One step, in the design's order: calendar, shocks, populations, desk, clearing in rounds, recorder. */
  step(): void {
    const { clock, view, world } = this;
    const time = clock.time;
    const length = clock.length();
    const minutes = length / MINUTE;
    view.time = time;
    view.minutes = minutes;
    view.round = 0;
    view.roundMinutes = minutes;
    // Before anything of the step is counted: its first one belongs to the new quarter-hour.
    this.recorder.flows(time, world.venues, this.attributions);
    this.falls.rebase(this.attributions[world.main]);
    this.calendar(time, minutes);
    this.shocks.run(world.shockWorld);
    world.assets.step(time, minutes);
    this.turns(time, length);
    this.close(time, minutes);
    clock.advance(world.venues);
  }

  /** 1. Venues open, close, enter and leave auctions, roll the trading day, settle. */
  private calendar(time: number, minutes: number): void {
    const { venues, clearing, assets, populations, acts } = this.world;
    for (let v = 0; v < venues.length; v++) {
      const venue = venues[v];
      venue.advance(time, minutes);
      if (venue.book.log.count > 0) this.exchange.drain(v, time);
      if (venue.stops.length > 0) this.exchange.stopAssociated(venue);
      this.kills.usdPerTick[v] = (venue.centsPerTick / 100) * this.world.usdPer(venue.currency);
      if (!venue.justSettled) continue;
      clearing.settle(v, time);
      this.positions.sample(time, v, venues, clearing, this.world.populationOf);
      this.kills.settle(v);
      assets.settled(v, time);
      for (let p = 0; p < populations.length; p++) if (acts[p]) populations[p].settled?.(v, this.view);
    }
  }

  /** 3 to 5, as often as reaction times begin in the step: once, unless it is longer than they are. */
  private turns(time: number, length: number): void {
    const end = time + length;
    for (let at = time; at < end; ) {
      const next = Math.min(end, this.clock.reactionEnd(at));
      this.rounds(at, (next - at) / MINUTE);
      at = next;
    }
  }

  /** 3 to 5. Populations fill the desk, the desk is sent, clearing answers with forced orders, and so on in rounds. */
  private rounds(time: number, minutes: number): void {
    const { view, desk, world } = this;
    const rate = this.scenario.clearing.roundsPerMinute;
    this.roundBudget = Math.min(this.roundBudget + rate * minutes, Math.max(1, rate * minutes));
    // All rounds of a turn share its simulated time.
    const share = minutes / Math.max(1, this.roundBudget);
    view.time = time;
    view.round = 0;
    view.roundMinutes = minutes;
    this.visit(time, minutes);
    let forced = this.round(time, minutes, share);
    this.roundBudget -= 1;
    while (forced > 0 && this.roundBudget >= 1) {
      this.roundBudget -= 1;
      view.round++;
      view.roundMinutes = share;
      for (let p = 0; p < world.populations.length; p++) {
        const population = world.populations[p];
        if (population.fast && world.acts[p]) population.act(view, desk);
      }
      forced = this.round(time, minutes, share);
    }
  }

  /** Fast populations come in every turn; the others once in a reaction time, for all of it. */
  private visit(time: number, minutes: number): void {
    const { view, desk, world } = this;
    const { populations, acts } = world;
    const due = time >= this.nextVisit;
    if (due) this.nextVisit = this.clock.reactionEnd(time);
    for (let p = 0; p < populations.length; p++) {
      const { fast } = populations[p];
      if (!acts[p] || !(fast || due)) continue;
      view.minutes = fast ? minutes : (this.nextVisit - time) / MINUTE;
      populations[p].act(view, desk);
    }
    view.minutes = minutes;
  }

  /** Sends the desk, attributes what moved, and lets clearing put forced orders on the desk for the next round. */
  private round(time: number, minutes: number, share: number): number {
    const { view, desk, world, attributions } = this;
    if (this.opens) for (let v = 0; v < attributions.length; v++) attributions[v].openRound(world.venues[v].book);
    this.exchange.send(desk, this.shuffle, time);
    for (let v = 0; v < attributions.length; v++) attributions[v].endRound(world.venues[v].midTicks(), time);
    const orders = world.clearing.round(time, minutes, share, view.round, desk);
    this.exchange.tellOffBook();
    return orders;
  }

  /** 6. The step ends: histories, notices, samples. */
  private close(time: number, minutes: number): void {
    const { recorder, world } = this;
    const { venues } = world;
    for (const venue of venues) venue.endStep(time, minutes);
    recorder.sample(time, venues, world.clearing, world.assets);
    this.warnings.sample(time, venues, world.clearing);
    for (const venue of venues) {
      for (const notice of venue.notices) recorder.event(notice.time, notice.kind, venue.name, notice.text);
      venue.notices.length = 0;
    }
    world.clearing.houses.forEach((house, v) => {
      if (house === null || house.notices.length === 0) return;
      for (const { time: at, kind, text } of house.notices) recorder.event(at, kind, venues[v].name, text);
      house.notices.length = 0;
    });
    for (const notice of world.assets.notices) recorder.event(notice.time, notice.kind, notice.subject, notice.text);
    world.assets.notices.length = 0;
    this.falls.sample(time, venues[world.main].last(), this.attributions[world.main]);
  }

  /** All state, to go on from here in another Simulation of the same scenario (or of one that differs in configuration). */
  snapshot(): Snapshot {
    return takeSnapshot(this);
  }

  /**
   * Goes on from a snapshot of the same seed. Where its scenario differs from this one, this one's rules hold from here on:
   * see `forkProblem` for what may differ.
   */
  restore(snapshot: Snapshot): void {
    restoreSnapshot(this, snapshot);
    const last = this.view.time;
    this.world.clearing.adopt(last, this.clock.time);
    this.shocks.adopt(this.scenario.clock.start, last);
  }

  /** Where the forced episodes' losses came from; null when nothing is attributed. */
  private cascade(): CascadeRecord | null {
    const { venues, pushes, names } = this.world;
    if (this.scenario.record.attribution === "off") return null;
    return {
      tick: Float64Array.from(venues, ({ tick }) => tick),
      centsPerTick: Float64Array.from(venues, ({ centsPerTick }) => centsPerTick),
      ...this.kills.book.tables(names.length * CAUSES.length, CAUSES.length),
      pushes: pushes.table(),
    };
  }

  /** What the run has yielded so far. */
  result(): RunResult {
    const { recorder, world } = this;
    recorder.flows(Number.POSITIVE_INFINITY, world.venues, this.attributions);
    const { venues, clearing, populationOf } = world;
    for (let v = 0; v < venues.length; v++) this.positions.sample(this.clock.time, v, venues, clearing, populationOf);
    const names = world.names;
    const liquidations = clearing.liquidationTable();
    const cascade = this.cascade();
    return {
      scenario: this.scenario.name,
      seed: this.seed,
      without: this.scenario.without,
      time: recorder.timeColumn(),
      venues: recorder.venueSeries(world.venues),
      world: recorder.worldSeries(),
      populations: names.map((name, p) => ({ name, kind: world.kinds[p], members: world.counts[p] })),
      flows: recorder.flowTable(names.length),
      liquidations,
      killMatrix: killMatrix(cascade, liquidations, names),
      cascade,
      calls: world.clearing.callTable(),
      positions: this.positions.table(),
      warnings: this.warnings.table(venues.map((venue) => venue.tick)),
      ladder: this.warnings.ladderTable(),
      falls: this.falls.table(CAUSES.length),
      events: recorder.events,
      trades: this.trades ? this.trades.table() : null,
      waterfalls: world.clearing.waterfalls(),
      waterfallPayments: world.clearing.waterfallPayments(),
      operations: this.exchange.operations,
      members: world.members,
      summary: {},
    };
  }
}
