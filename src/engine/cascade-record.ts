/** What the cascade's tree is made from: over which windows of which moves each forced episode lost its margin. */
import { Column } from "../core/columns.ts";
import type { CascadeRecord } from "./result.ts";

const WINDOW = 10;
const CAUSE = 3;
const EPISODE = 4;

/** A window of one venue's rounds as it is written. */
export interface WindowRow {
  readonly venue: number;
  readonly fromRound: number;
  readonly toRound: number;
  /** ms UTC */
  readonly from: number;
  readonly to: number;
  /** Ticks: the mid's move, and the part of it that forced trades made. */
  readonly move: number;
  readonly forced: number;
  /** USD for one tick and lot at the window's end. */
  readonly usdPerTick: number;
  /** 1 + the generation of the forced sales that made most of a fall, and of a rise; 0: none did. */
  readonly ofFall: number;
  readonly ofRise: number;
}

export class CascadeBook {
  private readonly windows = new Column();
  private readonly causes = new Column();
  private readonly episodes = new Column();
  /** Generation of each episode. */
  private readonly generations = new Column();

  /** Writes a window; returns its number. */
  window(row: WindowRow): number {
    const { windows } = this;
    windows.push(row.venue);
    windows.push(row.fromRound);
    windows.push(row.toRound);
    windows.push(row.from);
    windows.push(row.to);
    windows.push(row.move);
    windows.push(row.forced);
    windows.push(row.usdPerTick);
    windows.push(row.ofFall);
    windows.push(row.ofRise);
    return windows.length / WINDOW - 1;
  }

  /** Ticks by which a kind moved the price in the window written last. */
  cause(window: number, kind: number, ticks: number): void {
    this.causes.push(window);
    this.causes.push(kind);
    this.causes.push(ticks);
  }

  /**
   * The next episode: what of its loss (ticks x lots) came from its own trades, and from the mark beside the mid; the part
   * of the way to its breach that a raise of margin made.
   */
  episode(window: number, own: number, gap: number, raise: number, generation: number): void {
    this.episodes.push(window);
    this.episodes.push(own);
    this.episodes.push(gap);
    this.episodes.push(raise);
    this.generations.push(generation);
  }

  generationOf(episode: number): number {
    return this.generations.at(episode);
  }

  moveOf(window: number): number {
    return this.windows.at(window * WINDOW + 5);
  }

  forcedOf(window: number): number {
    return this.windows.at(window * WINDOW + 6);
  }

  generationAfter(window: number, long: boolean): number {
    return this.windows.at(window * WINDOW + (long ? 8 : 9));
  }

  /** @param kinds number of kinds: the last one is re-pricing */
  tables(kinds: number, causes: number): Pick<CascadeRecord, "windows" | "causes" | "episodes"> {
    const w = (k: number): Float64Array => this.windows.every(WINDOW, k);
    const c = (k: number): Float64Array => this.causes.every(CAUSE, k);
    const e = (k: number): Float64Array => this.episodes.every(EPISODE, k);
    return {
      windows: {
        venue: Uint8Array.from(w(0)),
        fromRound: Int32Array.from(w(1)),
        toRound: Int32Array.from(w(2)),
        from: w(3),
        to: w(4),
        move: w(5),
        forced: w(6),
        usdPerTick: w(7),
      },
      causes: {
        window: Int32Array.from(c(0)),
        population: Uint16Array.from(c(1), (k) => (k === kinds ? kinds / causes : Math.floor(k / causes))),
        cause: Uint8Array.from(c(1), (k) => k % causes),
        ticks: c(2),
      },
      episodes: { window: Int32Array.from(e(0)), own: e(1), gap: e(2), raise: e(3) },
    };
  }
}
