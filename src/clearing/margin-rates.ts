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
  private readonly brokers: VenueClearingConfig["brokers"];

  constructor(brokers: VenueClearingConfig["brokers"]) {
    this.brokerInitial = new Float64Array(brokers.length);
    this.brokerMaintenance = new Float64Array(brokers.length);
    this.earlier = new Float64Array(brokers.length);
    this.brokers = brokers;
  }

  /** Takes over the policy's rates; says whether they changed. */
  follow(policy: MarginPolicy): boolean {
    const { brokers, brokerInitial, brokerMaintenance } = this;
    const { initial, maintenance } = policy;
    let same = initial === this.initial && maintenance === this.maintenance;
    // What a broker asks on top differs from what it asked in a run-up that another scenario made.
    for (let b = 0; b < brokers.length; b++) {
      if (brokerInitial[b] !== asked(initial, brokers[b])) same = false;
      if (brokerMaintenance[b] !== asked(maintenance, brokers[b])) same = false;
    }
    if (same) return false;
    this.initial = initial;
    this.maintenance = maintenance;
    this.earlier.set(brokerMaintenance);
    for (let b = 0; b < brokers.length; b++) {
      brokerInitial[b] = asked(initial, brokers[b]);
      brokerMaintenance[b] = asked(maintenance, brokers[b]);
    }
    return true;
  }

  /** From now on a breach is the price's doing. */
  settle(): void {
    this.earlier.set(this.brokerMaintenance);
  }
}

const asked = (rate: number, { factor, addOn }: VenueClearingConfig["brokers"][number]): number =>
  Math.min(MOST, rate * factor + addOn);
