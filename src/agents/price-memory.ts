/** Prices at whole units of a population's own time: what it saw so many units ago. */
export class PriceMemory {
  /** Whole units since the first note, at most so many as are kept. */
  age = 0;
  private readonly unit: number;
  private readonly longest: number;
  private readonly prices: Float64Array;
  private start = Number.NaN;
  private now = 0;

  /** @param longest units of time that are kept  @param unit ms */
  constructor(longest: number, unit: number) {
    this.longest = longest;
    this.unit = unit;
    this.prices = new Float64Array(longest + 1);
  }

  /** Notes the price as of `time` (ms UTC) for the units since the last note; returns the unit that runs. */
  note(time: number, price: number): number {
    if (Number.isNaN(this.start)) {
      this.start = time;
      this.prices.fill(price);
    }
    const unit = Math.floor((time - this.start) / this.unit);
    const size = this.prices.length;
    // A longer gap than the memory fills it once.
    for (let u = Math.max(this.now + 1, unit - this.longest); u <= unit; u++) this.prices[u % size] = price;
    this.now = unit;
    this.age = Math.min(unit, this.longest);
    return unit;
  }

  /** The price so many units (0 … age) before the last note. */
  ago(units: number): number {
    return this.prices[(this.now - units) % this.prices.length];
  }
}
