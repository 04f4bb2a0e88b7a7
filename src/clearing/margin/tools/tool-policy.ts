/** A tool against procyclicality: a margin policy that wraps another one and changes its rates. */
import type { MarginPolicy, SettlementSeries } from "../policy.ts";
import { clampRate, MOST_RATE } from "../rate.ts";

/** Works on the maintenance rate; the initial rate keeps its proportion to it. */
export abstract class ToolPolicy implements MarginPolicy {
  initial = Number.NaN;
  maintenance = Number.NaN;
  private readonly inner: MarginPolicy;

  constructor(inner: MarginPolicy) {
    this.inner = inner;
  }

  get nextChange(): number {
    return this.inner.nextChange;
  }

  at(time: number): void {
    this.inner.at(time);
    this.follow();
  }

  settle(history: SettlementSeries, time: number): void {
    this.inner.settle(history, time);
    if (!Number.isNaN(this.inner.maintenance)) this.see(this.inner.maintenance, history);
    this.follow();
  }

  /** A day's settlement, and the rate that the wrapped policy asks for after it. */
  protected abstract see(rate: number, history: SettlementSeries): void;

  /** What becomes of the wrapped policy's rate now; NaN as long as the tool knows too little. */
  protected abstract change(rate: number): number;

  /** To be called once when the tool is made: a policy that needs no settlement has its rates at once. */
  protected follow(): void {
    const { initial, maintenance } = this.inner;
    this.maintenance = clampRate(this.change(maintenance));
    this.initial = Math.min(MOST_RATE, this.maintenance * (initial / maintenance));
  }
}
