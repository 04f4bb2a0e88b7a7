/** The margin rates in force at one venue: the house's, and what each account is asked for by its broker and its risk. */
import type { VenueClearingConfig } from "./config.ts";
import type { MarginPolicy } from "./margin/policy.ts";

/** No account is asked for more than this part of notional, so that every long has a price at which it breaches. */
const MOST = 0.95;

/** Multiples of the house's rates. */
interface RiskMultiples {
  readonly initial: number;
  readonly maintenance: number;
}

const ORDINARY: RiskMultiples = { initial: 1, maintenance: 1 };

export class MarginRates {
  /** The house's rates, fractions of notional. */
  initial = 0;
  maintenance = 0;
  /** Per rate class: an account's class of brokers plus their number times its class of risk. */
  readonly classInitial: Float64Array;
  readonly classMaintenance: Float64Array;
  /** Maintenance before the last change, until the settlement after it: tells a margin raise from a price move. */
  readonly earlier: Float64Array;
  private readonly brokers: VenueClearingConfig["brokers"];
  private readonly risks: readonly RiskMultiples[];

  constructor(brokers: VenueClearingConfig["brokers"], riskClasses: readonly RiskMultiples[] = []) {
    this.brokers = brokers;
    this.risks = Object.freeze([ORDINARY, ...riskClasses]);
    const classes = brokers.length * this.risks.length;
    this.classInitial = new Float64Array(classes);
    this.classMaintenance = new Float64Array(classes);
    this.earlier = new Float64Array(classes);
  }

  /** Takes over the policy's rates; says whether they changed, for anyone. */
  follow(policy: MarginPolicy): boolean {
    const { brokers, risks, classInitial, classMaintenance, earlier } = this;
    // What a broker asks on top differs from what it asked in a run-up that another scenario made.
    let same = policy.initial === this.initial && policy.maintenance === this.maintenance;
    for (let k = 0; k < classInitial.length && same; k++)
      same = classInitial[k] === this.initialOf(policy, k) && classMaintenance[k] === this.maintenanceOf(policy, k);
    if (same) return false;
    this.initial = policy.initial;
    this.maintenance = policy.maintenance;
    earlier.set(classMaintenance);
    for (let k = 0; k < brokers.length * risks.length; k++) {
      classInitial[k] = this.initialOf(policy, k);
      classMaintenance[k] = this.maintenanceOf(policy, k);
    }
    return true;
  }

  /** From now on a breach is the price's doing. */
  settle(): void {
    this.earlier.set(this.classMaintenance);
  }

  private maintenanceOf({ maintenance }: MarginPolicy, rateClass: number): number {
    const { brokers, risks } = this;
    const risk = risks[Math.floor(rateClass / brokers.length)];
    return asked(maintenance * risk.maintenance, brokers[rateClass % brokers.length]);
  }

  private initialOf(policy: MarginPolicy, rateClass: number): number {
    const { brokers, risks } = this;
    const risk = risks[Math.floor(rateClass / brokers.length)];
    const rate = asked(policy.initial * risk.initial, brokers[rateClass % brokers.length]);
    return Math.max(rate, this.maintenanceOf(policy, rateClass));
  }
}

const asked = (rate: number, { factor, addOn }: VenueClearingConfig["brokers"][number]): number =>
  Math.min(MOST, rate * factor + addOn);
