/** The last n values, kept in order too, so that a day costs a search and a shift and not a sort. */

/** How a quantile falls between order statistics: types 7 and 2 of Hyndman & Fan 1996. */
export type QuantileRule = "linear" | "average";

export class SortedWindow {
  private readonly sorted: Float64Array;
  private readonly ring: Float64Array;
  private next = 0;
  private count = 0;

  constructor(size: number) {
    this.sorted = new Float64Array(size);
    this.ring = new Float64Array(size);
  }

  get full(): boolean {
    return this.count === this.ring.length;
  }

  /** Takes in a value; the oldest one leaves when the window is full. */
  add(value: number): void {
    const { sorted, ring } = this;
    if (this.full) {
      const out = this.position(ring[this.next]);
      sorted.copyWithin(out, out + 1, this.count);
      this.count--;
    }
    const at = this.position(value);
    sorted.copyWithin(at + 1, at, this.count);
    sorted[at] = value;
    this.count++;
    ring[this.next] = value;
    this.next = (this.next + 1) % ring.length;
  }

  /** Value that the share `p` of the window does not exceed; NaN until the window is full. */
  quantile(p: number, rule: QuantileRule): number {
    if (!this.full) return Number.NaN;
    const { sorted, count } = this;
    if (rule === "linear") {
      const at = (count - 1) * p;
      const low = Math.floor(at);
      return sorted[low] + (at - low) * (sorted[Math.min(low + 1, count - 1)] - sorted[low]);
    }
    const at = count * p;
    const whole = Math.round(at);
    // 500 x 0.99 is 495 but for rounding, and between the 495th and the 496th value their mean is taken.
    if (Math.abs(at - whole) < 1e-9 * count && whole > 0 && whole < count)
      return (sorted[whole - 1] + sorted[whole]) / 2;
    return sorted[Math.min(count - 1, Math.ceil(at - 1e-9 * count) - 1)];
  }

  /** Where the first value stands that is not below `value`. */
  private position(value: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.sorted[middle] < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
