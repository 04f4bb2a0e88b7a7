/** Mid prices of the last day of clock time, for whoever sees the market late or measures returns. */
import { DAY } from "../core/time.ts";

/** A ring of (time, mid) that keeps the last 24 hours, and always the newest value before them. */
export class MidHistory {
  private time = new Float64Array(2048);
  private mid = new Float64Array(2048);
  private first = 0;
  private count = 0;

  /** Notes the mid, in price, as of `time` (ms UTC), which must not be before the last one. */
  push(time: number, mid: number): void {
    const horizon = time - DAY;
    while (this.count > 1 && this.timeAt(1) <= horizon) {
      this.first = (this.first + 1) & (this.time.length - 1);
      this.count--;
    }
    if (this.count === this.time.length) this.grow();
    const at = (this.first + this.count) & (this.time.length - 1);
    this.time[at] = time;
    this.mid[at] = mid;
    this.count++;
  }

  /** The mid as of `time`: the newest one not after it, or the oldest kept. NaN before the first. */
  midAt(time: number): number {
    if (this.count === 0) return Number.NaN;
    const mask = this.time.length - 1;
    let low = 0;
    let high = this.count - 1;
    if (this.timeAt(high) <= time) return this.mid[(this.first + high) & mask];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.timeAt(middle) <= time) low = middle;
      else high = middle - 1;
    }
    return this.mid[(this.first + low) & mask];
  }

  private timeAt(i: number): number {
    return this.time[(this.first + i) & (this.time.length - 1)];
  }

  private grow(): void {
    const size = this.time.length;
    const time = new Float64Array(size * 2);
    const mid = new Float64Array(size * 2);
    for (let i = 0; i < this.count; i++) {
      const at = (this.first + i) & (size - 1);
      time[i] = this.time[at];
      mid[i] = this.mid[at];
    }
    this.time = time;
    this.mid = mid;
    this.first = 0;
  }
}
