/** The margin rates in force at one venue: the house's, and each broker's on top of them. */
import type { VenueClearingConfig } from "./config.ts";
import type { MarginPolicy } from "./margin/policy.ts";

/** No broker asks for more than this part of notional, so that every long has a price at which it breaches. */
const MOST = 0.95;

export class MarginRates {
  /** The house's rates, fractions of notional. */
  initial = 0;
  maintenance = 0;
  /** Per class of brokers. */
  readonly brokerInitial: Float64Array;
  readonly brokerMaintenance: Float64Array;
  /** Maintenance before the last change, until the settlement after it: tells a margin raise from a price move. */
  readonly earlier: Float64Array;
  private readonly factor: Float64Array;
  private readonly addOn: Float64Array;

  constructor(brokers: VenueClearingConfig["brokers"]) {
    this.brokerInitial = new Float64Array(brokers.length);
    this.brokerMaintenance = new Float64Array(brokers.length);
    this.earlier = new Float64Array(brokers.length);
    this.factor = Float64Array.from(brokers, (b) => b.factor);
    this.addOn = Float64Array.from(brokers, (b) => b.addOn);
  }

  /** Takes over the policy's rates; says whether they changed. */
  follow(policy: MarginPolicy): boolean {
    if (policy.initial === this.initial && policy.maintenance === this.maintenance) return false;
    this.initial = policy.initial;
    this.maintenance = policy.maintenance;
    this.earlier.set(this.brokerMaintenance);
    for (let b = 0; b < this.factor.length; b++) {
      this.brokerInitial[b] = Math.min(MOST, this.initial * this.factor[b] + this.addOn[b]);
      this.brokerMaintenance[b] = Math.min(MOST, this.maintenance * this.factor[b] + this.addOn[b]);
    }
    return true;
  }

  /** From now on a breach is the price's doing. */
  settle(): void {
    this.earlier.set(this.brokerMaintenance);
  }
}
