/** What each forced episode's own trades in the book moved the price by: a row for each round in which it took. */
import { Column } from "../core/columns.ts";

const WIDTH = 6;

export class ForcedPushes {
  private readonly rows = new Column();

  /** `lots`: bought less sold, `ticks`: the share of the price change that the attribution gives to them. */
  push(episode: number, venue: number, round: number, time: number, lots: number, ticks: number): void {
    const { rows } = this;
    rows.push(episode);
    rows.push(venue);
    rows.push(round);
    rows.push(time);
    rows.push(lots);
    rows.push(ticks);
  }

  /** Columns of engine/result.ts' PushTable. */
  table(): {
    episode: Int32Array;
    venue: Uint8Array;
    round: Int32Array;
    time: Float64Array;
    lots: Float64Array;
    ticks: Float64Array;
  } {
    const column = (k: number): Float64Array => this.rows.every(WIDTH, k);
    return {
      episode: Int32Array.from(column(0)),
      venue: Uint8Array.from(column(1)),
      round: Int32Array.from(column(2)),
      time: column(3),
      lots: column(4),
      ticks: column(5),
    };
  }
}
