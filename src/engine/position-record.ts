/** What each population holds and owns at every settlement of the venues that it trades at. */
import type { Clearing } from "../clearing/clearing.ts";
import { Column } from "../core/columns.ts";
import type { Venue } from "../market/venue.ts";
import type { PositionTable } from "./result.ts";

const WIDTH = 6;

export class PositionRecord {
  /** Row by row: time, venue, population, lots long, lots short, wealth in cents. */
  private readonly rows = new Column();
  /** Venue x population: whether a member ever held lots there. */
  private readonly trades: Uint8Array;
  private readonly long: Float64Array;
  private readonly short: Float64Array;
  /** First member of each population, and one past the last. */
  private readonly firsts: readonly number[];

  /** @param counts members of each population, in the order of their numbers */
  constructor(venues: number, counts: readonly number[]) {
    this.trades = new Uint8Array(venues * counts.length);
    this.long = new Float64Array(counts.length);
    this.short = new Float64Array(counts.length);
    const firsts = [0];
    for (const count of counts) firsts.push(firsts[firsts.length - 1] + count);
    this.firsts = Object.freeze(firsts);
  }

  /** Adds a row for each population that has ever traded at the venue, if it is a margined one. */
  sample(time: number, v: number, venues: readonly Venue[], clearing: Clearing, populationOf: Uint16Array): void {
    if (!venues[v].isFutures) return;
    const { rows, trades, long, short, firsts } = this;
    long.fill(0);
    short.fill(0);
    const holders = clearing.ledger.holders[v];
    for (let i = 0; i < holders.size; i++) {
      const lots = clearing.position(v, holders.list[i]);
      const p = populationOf[holders.list[i]];
      if (lots > 0) long[p] += lots;
      else short[p] -= lots;
      trades[v * long.length + p] = 1;
    }
    const { currency } = venues[v];
    for (let p = 0; p < long.length; p++) {
      if (trades[v * long.length + p] === 0) continue;
      let cents = 0;
      for (let m = firsts[p]; m < firsts[p + 1]; m++) cents += clearing.wallet(m, currency);
      for (let at = 0; at < venues.length; at++) {
        if (venues[at].currency !== currency) continue;
        for (let m = firsts[p]; m < firsts[p + 1]; m++) cents += clearing.equity(at, m);
      }
      rows.push(time);
      rows.push(v);
      rows.push(p);
      rows.push(long[p]);
      rows.push(short[p]);
      rows.push(cents);
    }
  }

  table(): PositionTable {
    const column = (place: number): Float64Array => this.rows.every(WIDTH, place);
    return {
      time: column(0),
      venue: Uint8Array.from(column(1)),
      population: Uint16Array.from(column(2)),
      long: column(3),
      short: column(4),
      wealth: column(5).map((cents) => cents / 100),
    };
  }
}
