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

/** What a row of `venueRows` holds, and one of `worldRows`: samples are pushed in this order. */
const VENUE_COLUMNS = [
  "phase", "open", "high", "low", "close", "mid", "bid", "ask", "bidDepth", "askDepth", "volume", "forcedVolume",
  "openInterest", "settlement", "initialMargin", "maintenanceMargin", "limitLow", "limitHigh", "called", "liquidating",
  "defaulted", "limitQueue",
] as const; // biome-ignore format: a table of names
const WORLD_COLUMNS = [
  "fairValue", "gold", "fx", "floatT", "etfT", "deliverableT", "nav", "premium", "attention", "goldSilver",
  "volatility", "rsi", "deviation", "oiOverStock",
] as const; // biome-ignore format: a table of names

/** The series of those names out of samples that were taken row by row. */
const series = <K extends string>(names: readonly K[], rows: Column): Record<K, Float64Array> =>
  Object.fromEntries(names.map((name, k) => [name, rows.every(names.length, k)])) as Record<K, Float64Array>;

export class Recorder {
  readonly events: RunEvent[] = [];
  private readonly time = new Column();
  /** Row by row, so that a step writes to one place of memory for each venue and not to one for each series. */
  private readonly venueRows: Column[];
  private readonly worldRows = new Column();
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
    this.venueRows = Array.from({ length: venues }, () => new Column());
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
    const row = this.venueRows[v];
    const { book, tick } = venue;
    const price = (ticks: number): number => (ticks === NO_PRICE ? Number.NaN : ticks * tick);
    const bid = book.bestBid();
    const ask = book.bestAsk();
    const within = Math.max(1, Math.round((venue.lastTicks * this.depthWithin) | 0));
    row.push(venue.phase);
    row.push(price(venue.stepOpen));
    row.push(price(venue.stepHigh));
    row.push(price(venue.stepLow));
    row.push(venue.lastTicks * tick);
    row.push(venue.mid());
    row.push(price(bid));
    row.push(price(ask));
    const open = !venue.closed;
    row.push(open ? book.depth(0, within) : Number.NaN);
    row.push(open ? book.depth(1, within) : Number.NaN);
    row.push(venue.stepVolume);
    row.push(venue.stepForcedVolume);
    row.push(clearing.openInterest(v));
    row.push(price(venue.settlementTicks));
    row.push(clearing.initialRate(v));
    row.push(clearing.maintenanceRate(v));
    row.push(price(venue.limitLowTicks));
    row.push(price(venue.limitHighTicks));
    row.push(clearing.called(v));
    row.push(clearing.liquidating(v));
    row.push(clearing.defaulted(v));
    row.push(venue.lockQueue);
  }

  private sampleWorld(venues: readonly Venue[], assets: Assets): void {
    const row = this.worldRows;
    const main = venues[this.main];
    const lof = this.lof < 0 ? null : venues[this.lof];
    row.push(assets.fairValue);
    row.push(assets.gold);
    row.push(assets.fx);
    row.push(assets.metal.floatTonnes);
    row.push(assets.metal.etfTonnes);
    row.push(assets.metal.deliverableTonnes);
    const nav = assets.fund.publishedNav;
    row.push(nav);
    row.push(lof ? lof.last() / nav - 1 : Number.NaN);
    row.push(assets.attention);
    row.push(assets.gold / main.mid());
    row.push(main.sigma * Math.sqrt(main.minutesPerDay));
    row.push(main.settlements.rsi(14));
    row.push(main.last() / main.settlements.mean(200) - 1);
    row.push(assets.oiOverStock);
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
      const columns = series(VENUE_COLUMNS, this.venueRows[v]);
      const { name, currency, unit } = venue;
      return { name, currency, unit, ...columns, phase: Uint8Array.from(columns.phase) };
    });
  }

  worldSeries(): WorldSeries {
    return series(WORLD_COLUMNS, this.worldRows);
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
