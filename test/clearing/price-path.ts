/** Prices for tests of margin, and policies upon them. */
import { buildMarginPolicy, marginPolicyConfig } from "../../src/clearing/margin/registry.ts";
import { RandomStream } from "../../src/core/random.ts";

/**
 * Closes of GARCH(1,1) returns with Student innovations of five degrees of freedom: alpha 0.09, beta 0.90, 1.2% a day, after
 * a run-in of its own. `days` returns, so one price more.
 */
export function garchPrices(days: number, seed: number): Float64Array {
  const stream = new RandomStream(seed, "garch");
  const target = 0.012 * 0.012;
  const prices = new Float64Array(days + 1);
  let variance = target;
  let price = 100;
  for (let i = -500; i <= days; i++) {
    let chi = 0;
    for (let k = 0; k < 5; k++) {
      const x = stream.normal();
      chi += x * x;
    }
    const shock = stream.normal() / Math.sqrt(chi / 3);
    const r = Math.max(-0.9, Math.sqrt(variance) * shock);
    if (i > 0) price *= 1 + r;
    if (i >= 0) prices[i] = price;
    variance = 0.01 * target + 0.09 * r * r + 0.9 * variance;
  }
  return prices;
}

/** Maintenance rates of a policy after each of the prices; NaN while it knows too little. */
export function ratesOf(margin: Record<string, unknown>, prices: ArrayLike<number>): Float64Array {
  const config = marginPolicyConfig.parse(margin);
  const history = { count: 0, at: (i: number) => prices[i] };
  const policy = buildMarginPolicy(config, { multiplier: 1, start: 0, notice: null, opening: prices[0], history });
  return Float64Array.from(prices, (_, day) => {
    history.count = day + 1;
    policy.settle(history, day);
    return policy.maintenance;
  });
}
