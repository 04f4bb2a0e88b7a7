/** Who paid what in which default: a row for each layer and class of payer. */
import { WATERFALL_LAYERS, type WaterfallLayer } from "../../core/waterfall-layer.ts";

/** Who paid what in each default: a row for each (default, layer, class of payers), one more for what was given back. Money in the venue's currency. */
export interface WaterfallPayments {
  /** Of the first payment. */
  readonly time: Float64Array;
  readonly venue: Uint8Array;
  /** Number of the default at its venue, from 1 on, and the account in default with its population. */
  readonly number: Float64Array;
  readonly member: Float64Array;
  readonly population: Uint16Array;
  /** Index into WATERFALL_LAYERS (core/waterfall-layer.ts). */
  readonly layer: Uint8Array;
  /** A population, "owner", "broker 1", "house", "survivors" (those outside the model) or "nobody". */
  readonly payer: readonly string[];
  /** What was asked for and what came; below 0 was given back. */
  readonly asked: Float64Array;
  readonly paid: Float64Array;
}

export class Payments {
  private readonly rows = new Map<string, number>();
  private readonly times: number[] = [];
  private readonly venues: number[] = [];
  private readonly numbers: number[] = [];
  private readonly members: number[] = [];
  private readonly populations: number[] = [];
  private readonly layers: number[] = [];
  private readonly payers: string[] = [];
  private readonly asked: number[] = [];
  private readonly paid: number[] = [];

  /** Adds to the row of that default, layer and payer, or begins it; what is given back has rows of its own. Cents. */
  add(
    time: number,
    venue: number,
    claim: { readonly number: number; readonly member: number },
    population: number,
    layer: WaterfallLayer,
    payer: string,
    asked: number,
    paid: number,
  ): void {
    const number = WATERFALL_LAYERS.indexOf(layer);
    const key = `${venue} ${claim.number} ${number} ${paid < 0 ? "back" : "paid"} ${payer}`;
    const row = this.rows.get(key);
    if (row !== undefined) {
      this.asked[row] += asked;
      this.paid[row] += paid;
      return;
    }
    this.rows.set(key, this.times.length);
    this.times.push(time);
    this.venues.push(venue);
    this.numbers.push(claim.number);
    this.members.push(claim.member);
    this.populations.push(population);
    this.layers.push(number);
    this.payers.push(payer);
    this.asked.push(asked);
    this.paid.push(paid);
  }

  table(): WaterfallPayments {
    const money = (cents: readonly number[]): Float64Array => Float64Array.from(cents, (x) => x / 100);
    return {
      time: Float64Array.from(this.times),
      venue: Uint8Array.from(this.venues),
      number: Float64Array.from(this.numbers),
      member: Float64Array.from(this.members),
      population: Uint16Array.from(this.populations),
      layer: Uint8Array.from(this.layers),
      payer: [...this.payers],
      asked: money(this.asked),
      paid: money(this.paid),
    };
  }
}
