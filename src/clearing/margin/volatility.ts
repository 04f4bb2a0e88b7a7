/** Volatility by exponentially weighted squares (RiskMetrics 1996): s2(t+1) = lambda s2(t) + (1 - lambda) r(t)^2. */
import { fraction } from "../../core/quantity.ts";

export const lambda = () => fraction(0.5, 0.9999);

export class EwmaVolatility {
  private readonly lambda: number;
  private readonly warmUp: number;
  private variance = 0;
  private count = 0;

  /** @param warmUp returns whose mean square it starts from */
  constructor(decay: number, warmUp: number) {
    this.lambda = decay;
    this.warmUp = warmUp;
  }

  /** Volatility of a day that is forecast for the next one; NaN during the warm-up. */
  get forecast(): number {
    return this.count < this.warmUp ? Number.NaN : Math.sqrt(this.variance);
  }

  add(r: number): void {
    this.count++;
    if (this.count <= this.warmUp) this.variance += (r * r - this.variance) / this.count;
    else this.variance = this.lambda * this.variance + (1 - this.lambda) * r * r;
  }
}
