/** The recorder samples every venue and the world at the end of each step, and flows every quarter of an hour. */
import type { Assets } from "../assets/assets.ts";
import type { Clearing } from "../clearing/clearing.ts";
import { CAUSES } from "../core/cause.ts";
import { Column } from "../core/columns.ts";
import type { Venue } from "../market/venue.ts";
import { NO_PRICE } from "../orderbook/index.ts";
import type { VenueAttribution } from "./attribution.ts";
import type { FlowTable, RunEvent, VenueSeries, WorldSeries } from "./result.ts";

const QUARTER = 15 * 60_000;

const VENUE_COLUMNS = [
  "phase", "open", "high", "low", "close", "mid", "bid", "ask", "bidDepth", "askDepth", "volume", "forcedVolume",
  "openInterest", "settlement", "initialMargin", "maintenanceMargin", "limitLow", "limitHigh", "called", "liquidating",
  "defaulted", "limitQueue",
] as const; // biome-ignore format: a table of names
const WORLD_COLUMNS = [
  "fairValue", "gold", "fx", "floatT", "etfT", "deliverableT", "nav", "premium", "attention", "goldSilver",
  "volatility", "rsi", "deviation", "oiOverStock",
] as const; // biome-ignore format: a table of names

type VenueColumn = (typeof VENUE_COLUMNS)[number];
type Columns<K extends string> = Record<K, Column>;

const columns = <K extends string>(names: readonly K[]): Columns<K> =>
  Object.fromEntries(names.map((name) => [name, new Column()])) as Columns<K>;

export class Recorder {
  readonly events: RunEvent[] = [];
  private readonly time = new Column();
  private readonly venueColumns: Columns<VenueColumn>[];
  private readonly world = columns(WORLD_COLUMNS);
  private readonly flowTime = new Column();
  private readonly flowVenue = new Column();
  private readonly flowKind = new Column();
  private readonly bought = new Column();
  private readonly sold = new Column();
  private readonly aggressive = new Column();
  private readonly impact = new Column();
  private quarter = -1;
  /** Depth is measured within this fraction of the best price. */
  private readonly depthWithin: number;
  /** The venue whose price the world's indicators speak of, and the LOF's, or -1. */
  private readonly main: number;
  private readonly lof: number;

  constructor(venues: number, depthWithin: number, main: number, lof: number) {
    this.venueColumns = Array.from({ length: venues }, () => columns(VENUE_COLUMNS));
    this.depthWithin = depthWithin;
    this.main = main;
    this.lof = lof;
  }

  event(time: number, kind: string, subject: string | null, text: string): void {
    this.events.push({ time, kind, subject, text });
  }

  /** Samples the end of the step that began at `time`. */
  sample(time: number, venues: readonly Venue[], clearing: Clearing, assets: Assets): void {
    this.time.push(time);
    for (let v = 0; v < venues.length; v++) this.sampleVenue(v, venues[v], clearing);
    this.sampleWorld(venues, assets);
  }

  private sampleVenue(v: number, venue: Venue, clearing: Clearing): void {
    const c = this.venueColumns[v];
    const { book, tick } = venue;
    const price = (ticks: number): number => (ticks === NO_PRICE ? Number.NaN : ticks * tick);
    const bid = book.bestBid();
    const ask = book.bestAsk();
    const within = Math.max(1, Math.round((venue.lastTicks * this.depthWithin) | 0));
    c.phase.push(venue.phase);
    c.open.push(price(venue.stepOpen));
    c.high.push(price(venue.stepHigh));
    c.low.push(price(venue.stepLow));
    c.close.push(venue.lastTicks * tick);
    c.mid.push(venue.mid());
    c.bid.push(price(bid));
    c.ask.push(price(ask));
    const open = !venue.closed;
    c.bidDepth.push(open ? book.depth(0, within) : Number.NaN);
    c.askDepth.push(open ? book.depth(1, within) : Number.NaN);
    c.volume.push(venue.stepVolume);
    c.forcedVolume.push(venue.stepForcedVolume);
    c.openInterest.push(clearing.openInterest(v));
    c.settlement.push(price(venue.settlementTicks));
    c.initialMargin.push(clearing.initialRate(v));
    c.maintenanceMargin.push(clearing.maintenanceRate(v));
    c.limitLow.push(price(venue.limitLowTicks));
    c.limitHigh.push(price(venue.limitHighTicks));
    c.called.push(clearing.called(v));
    c.liquidating.push(clearing.liquidating(v));
    c.defaulted.push(clearing.defaulted(v));
    c.limitQueue.push(venue.lockQueue);
  }

  private sampleWorld(venues: readonly Venue[], assets: Assets): void {
    const c = this.world;
    const main = venues[this.main];
    const lof = this.lof < 0 ? null : venues[this.lof];
    c.fairValue.push(assets.fairValue);
    c.gold.push(assets.gold);
    c.fx.push(assets.fx);
    c.floatT.push(assets.metal.floatTonnes);
    c.etfT.push(assets.metal.etfTonnes);
    c.deliverableT.push(assets.metal.deliverableTonnes);
    const nav = assets.fund.publishedNav;
    c.nav.push(nav);
    c.premium.push(lof ? lof.last() / nav - 1 : Number.NaN);
    c.attention.push(assets.attention);
    c.goldSilver.push(assets.gold / main.mid());
    c.volatility.push(main.sigma * Math.sqrt(main.minutesPerDay));
    c.rsi.push(main.settlements.rsi(14));
    c.deviation.push(main.last() / main.settlements.mean(200) - 1);
    c.oiOverStock.push(assets.oiOverStock);
  }

  /** Writes the flows of the quarter-hour that has ended by `time`. Call with Infinity at the end of the run. */
  flows(time: number, venues: readonly Venue[], attributions: readonly VenueAttribution[]): void {
    const quarter = Math.floor(time / QUARTER);
    if (quarter === this.quarter) return;
    const ended = this.quarter * QUARTER;
    const first = this.quarter < 0;
    this.quarter = quarter;
    if (first) return;
    for (let v = 0; v < venues.length; v++) this.writeFlows(ended, v, venues[v].tick, attributions[v]);
  }

  private writeFlows(time: number, v: number, tick: number, a: VenueAttribution): void {
    for (let k = 0; k <= a.kinds; k++) {
      const bought = k < a.kinds ? a.bought[k] : 0;
      const sold = k < a.kinds ? a.sold[k] : 0;
      if (bought === 0 && sold === 0 && a.impactSince[k] === 0) continue;
      this.flowTime.push(time);
      this.flowVenue.push(v);
      this.flowKind.push(k);
      this.bought.push(bought);
      this.sold.push(sold);
      this.aggressive.push(a.aggressive[k]);
      this.impact.push(a.impactSince[k] * tick);
    }
    a.bought.fill(0);
    a.sold.fill(0);
    a.aggressive.fill(0);
    a.impactSince.fill(0);
  }

  get steps(): number {
    return this.time.length;
  }

  timeColumn(): Float64Array {
    return this.time.toFloat64();
  }

  venueSeries(venues: readonly Venue[]): VenueSeries[] {
    return venues.map((venue, v) => {
      const c = this.venueColumns[v];
      const series = Object.fromEntries(VENUE_COLUMNS.map((name) => [name, c[name].toFloat64()]));
      return {
        name: venue.name,
        currency: venue.currency,
        unit: venue.unit,
        ...series,
        phase: c.phase.toUint8(),
      } as unknown as VenueSeries;
    });
  }

  worldSeries(): WorldSeries {
    return Object.fromEntries(
      WORLD_COLUMNS.map((name) => [name, this.world[name].toFloat64()]),
    ) as unknown as WorldSeries;
  }

  /** Re-pricing is written as population "market" (one past the last) with the first cause. */
  flowTable(populations: number): FlowTable {
    const kinds = this.flowKind.toFloat64();
    const width = CAUSES.length;
    return {
      time: this.flowTime.toFloat64(),
      venue: this.flowVenue.toUint8(),
      population: Uint16Array.from(kinds, (k) => Math.min(populations, Math.floor(k / width))),
      cause: Uint8Array.from(kinds, (k) => k % width),
      buyVolume: this.bought.toFloat64(),
      sellVolume: this.sold.toFloat64(),
      aggressiveVolume: this.aggressive.toFloat64(),
      impact: this.impact.toFloat64(),
    };
  }
}
