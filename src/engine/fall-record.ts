/**
 * Who traded at the main venue while it fell, step by step: what the film of a crash is made of. Of quiet times nothing is
 * kept, so a run pays for its falls alone: a look at the day's flows each step, and memory for what happened in them.
 */
import { Column } from "../core/columns.ts";
import { HOUR, MINUTE } from "../core/time.ts";
import type { VenueAttribution } from "./attribution.ts";
import type { FallTable } from "./result.ts";

/** It falls when its last price lies this part below the highest of the hour before; an hour after, it no longer does. */
const FALL = 0.02;
/** What led up to a fall is kept for so long. */
const BEFORE = 20 * MINUTE;
const WIDTH = 4;

/** Trades of one step: kind, bought, sold, in turn. */
interface StepTrades {
  readonly time: number;
  readonly trades: readonly number[];
}

export class FallRecord {
  /** time, kind, lots bought, lots sold. */
  private readonly rows = new Column();
  /** Of each kind, what had been counted when the last step ended. */
  private readonly bought: Float64Array;
  private readonly sold: Float64Array;
  /** Steps of the last minutes that may yet be wanted. */
  private waiting: StepTrades[] = [];
  /** Prices of the last hour that no later one exceeds, falling, and their times: the first is the highest. */
  private readonly highTime: number[] = [];
  private readonly highPrice: number[] = [];
  private until = Number.NEGATIVE_INFINITY;

  constructor(kinds: number) {
    this.bought = new Float64Array(kinds);
    this.sold = new Float64Array(kinds);
  }

  /** The step that began at `time` has ended at `price`: takes what each kind traded in it. */
  sample(time: number, price: number, flows: VenueAttribution): void {
    const trades = this.since(flows);
    this.look(time, price);
    if (time <= this.until) {
      for (const step of this.waiting) this.write(step);
      this.waiting.length = 0;
      this.write({ time, trades });
      return;
    }
    const { waiting } = this;
    if (trades.length > 0) waiting.push({ time, trades });
    while (waiting.length > 0 && waiting[0].time < time - BEFORE) waiting.shift();
  }

  /** The counts may have begun anew: the next step counts from here. */
  rebase(flows: VenueAttribution): void {
    this.bought.set(flows.bought);
    this.sold.set(flows.sold);
  }

  private since({ bought, sold }: VenueAttribution): number[] {
    const trades: number[] = [];
    for (let k = 0; k < this.bought.length; k++) {
      const b = bought[k] - this.bought[k];
      const s = sold[k] - this.sold[k];
      if (b !== 0 || s !== 0) trades.push(k, b, s);
    }
    return trades;
  }

  private look(time: number, price: number): void {
    const { highTime, highPrice } = this;
    if (Number.isNaN(price)) return;
    while (highPrice.length > 0 && highPrice[highPrice.length - 1] <= price) {
      highPrice.pop();
      highTime.pop();
    }
    highPrice.push(price);
    highTime.push(time);
    while (highTime[0] < time - HOUR) {
      highPrice.shift();
      highTime.shift();
    }
    if (price <= highPrice[0] * (1 - FALL)) this.until = time + HOUR;
  }

  private write({ time, trades }: StepTrades): void {
    const { rows } = this;
    for (let i = 0; i < trades.length; i += 3) {
      rows.push(time);
      rows.push(trades[i]);
      rows.push(trades[i + 1]);
      rows.push(trades[i + 2]);
    }
  }

  /** @param causes how many causes a population's kinds are */
  table(causes: number): FallTable {
    const column = (place: number): Float64Array => this.rows.every(WIDTH, place);
    const kinds = column(1);
    return {
      time: column(0),
      population: Uint16Array.from(kinds, (k) => Math.floor(k / causes)),
      cause: Uint8Array.from(kinds, (k) => k % causes),
      bought: column(2),
      sold: column(3),
    };
  }
}
