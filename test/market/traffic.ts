/** Random orders for a venue: what whole-venue tests drive it with. */

import { RandomStream } from "../../src/core/random.ts";
import { DAY, MINUTE } from "../../src/core/time.ts";
import { type Venue, VenuePhase } from "../../src/market/index.ts";
import { EventKind, NO_PRICE, Side, TimeInForce } from "../../src/orderbook/index.ts";

/** Figures noted at each step, the phase first. */
export const COLUMNS = 16;

/** Random orders around a drifting price, so that auctions, halts and limit locks come about. */
export class Traffic {
  readonly venue: Venue;
  readonly rng: RandomStream;
  time: number;
  /** Called with every trade, when given. */
  heard: ((ticks: number, lots: number) => void) | null = null;
  private id = 0;

  constructor(venue: Venue, start: number, seed = 5) {
    this.venue = venue;
    this.time = start;
    this.rng = new RandomStream(seed, "traffic");
  }

  /** Goes on for so many steps; returns all that can be seen, step by step. */
  run(steps: number): number[] {
    const trace: number[] = [];
    for (let i = 0; i < steps; i++) this.step(trace);
    return trace;
  }

  private step(trace: number[]): void {
    const { venue, rng } = this;
    venue.advance(this.time, 1);
    this.drain();
    if (venue.accepting) {
      const drift = Math.sin(this.time / DAY) * 0.02 - 0.012;
      for (let n = rng.int(4); n > 0; n--) {
        const ticks = Math.round(venue.lastTicks * (1 + drift * rng.next() + 0.01 * rng.normal()));
        const tif = rng.chance(0.3) && venue.phase === VenuePhase.Continuous ? TimeInForce.Ioc : TimeInForce.Gtc;
        const side = rng.chance(0.55) ? Side.Sell : Side.Buy;
        const low = venue.limitLowTicks === NO_PRICE ? 1 : venue.limitLowTicks;
        const high = venue.limitHighTicks === NO_PRICE ? Number.MAX_SAFE_INTEGER : venue.limitHighTicks;
        venue.book.limit(++this.id, side, Math.min(high, Math.max(low, ticks)), 1 + rng.int(20), tif);
        this.drain();
        venue.afterOrder(this.time);
      }
      if (rng.chance(0.3)) venue.book.cancel(1 + rng.int(this.id + 1));
      this.drain();
    }
    venue.endStep(this.time, 1);
    const row = [
      venue.phase,
      venue.mid(),
      venue.markTicks,
      venue.settlementTicks,
      venue.limitLowTicks,
      venue.volume,
    ].concat([
      venue.sigma,
      venue.sigma0,
      venue.minuteVolume,
      venue.lock,
      venue.lockQueue,
      venue.dayIndex,
      venue.history.midAt(this.time - 90 * MINUTE),
      venue.settlements.mean(3),
      venue.nextChange(this.time),
      venue.notices.length,
    ]);
    for (const value of row) trace.push(value);
    this.time += MINUTE;
  }

  private drain(): void {
    const { log } = this.venue.book;
    for (let i = 0; i < log.count; i++) {
      if (log.kind[i] !== EventKind.Trade) continue;
      this.heard?.(log.price[i], log.qty[i]);
      this.venue.onTrade(log.price[i], log.qty[i], this.rng.chance(0.2), this.time);
    }
    log.clear();
  }
}
