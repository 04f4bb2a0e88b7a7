/**
 * The default waterfall: what a defaulter owes is borne by its own money, its broker, the broker's share in the default
 * fund, the house's stake, the survivors' fund, assessments on them, and what is left is uncovered. The order is CME's
 * (financial safeguards page); every layer's use is a transfer in the ledger.
 */
import type { VenueClearingConfig } from "./config.ts";
import type { Ledger } from "./ledger.ts";

export const WATERFALL_LAYERS = [
  "account-margin",
  "account-wallet",
  "broker-capital",
  "default-fund-share",
  "house-stake",
  "mutual-fund",
  "assessment",
  "uncovered",
] as const;
const MARGIN = 0;
const WALLET = 1;
/** From here on, layers that others than the owner pay for. */
const BROKER = 2;
const UNCOVERED = WATERFALL_LAYERS.length - 1;

export class Waterfall {
  /** Cents that each layer has borne. */
  readonly used = new Float64Array(WATERFALL_LAYERS.length);
  /** Cents that each layer had to give; for the account's own layers, what defaulters had. */
  readonly available = new Float64Array(WATERFALL_LAYERS.length);
  private readonly ledger: Ledger;
  private readonly venue: number;
  private readonly recourse: number;
  /** By class of brokers: the ledger rows of the layers from BROKER on, in their order. */
  private readonly rows: readonly (readonly number[])[];
  /** The same rows' first money, cents. */
  private readonly opened: readonly (readonly number[])[];

  /** @param brokers number of broker classes */
  constructor(
    config: VenueClearingConfig["waterfall"],
    ledger: Ledger,
    venue: number,
    currency: string,
    brokers: number,
  ) {
    this.ledger = ledger;
    this.venue = venue;
    this.recourse = config.recourse;
    const { brokerCapital, defaultFundShare, houseStake, mutualFund, assessment } = config;
    const common = [houseStake, mutualFund, mutualFund * assessment, 0].map(wholeCents);
    const own = [brokerCapital, defaultFundShare].map(wholeCents);
    const open = (cents: number): number => ledger.openLayer(currency, cents);
    const shared = common.map(open);
    this.rows = Object.freeze(Array.from({ length: brokers }, () => Object.freeze([...own.map(open), ...shared])));
    this.opened = Object.freeze(this.rows.map(() => Object.freeze([...own, ...common])));
    own.forEach((cents, k) => {
      this.available[BROKER + k] = cents * brokers;
    });
    this.available.set(common, BROKER + own.length);
  }

  /**
   * Covers `owed` cents of the account so that nothing is owed. `margin`: what the account's own margin has borne
   * already. Returns the cents that others than its owner bore.
   */
  cover(member: number, broker: number, owed: number, margin: number): number {
    const { ledger, venue, used, available } = this;
    available[MARGIN] += margin;
    used[MARGIN] += margin;
    const wallet = Math.floor(ledger.walletAt(venue, member) * this.recourse);
    const own = Math.min(owed, wallet);
    available[WALLET] += wallet;
    used[WALLET] += own;
    if (own > 0) ledger.deposit(member, venue, own);
    let left = owed - own;
    for (let layer = BROKER; layer <= UNCOVERED && left > 0; layer++) {
      const row = this.rows[broker][layer - BROKER];
      const cents = layer === UNCOVERED ? left : Math.min(left, ledger.layer(row));
      if (cents <= 0) continue;
      ledger.payFromLayer(row, venue, member, cents);
      used[layer] += cents;
      left -= cents;
    }
    return owed - own;
  }

  /** Cents that the account's wallet and the layers still hold for what it would owe. */
  room(member: number, broker: number): number {
    const { ledger, venue, recourse } = this;
    let cents = Math.floor(ledger.walletAt(venue, member) * recourse);
    for (let layer = BROKER; layer < UNCOVERED; layer++) cents += ledger.layer(this.rows[broker][layer - BROKER]);
    return cents;
  }

  /** Gives `cents` of a closed account back to those who bore its loss, the last first; returns what was given. */
  refund(member: number, broker: number, cents: number): number {
    const { ledger, venue, used } = this;
    let left = cents;
    for (let layer = UNCOVERED; layer >= BROKER && left > 0; layer--) {
      const row = this.rows[broker][layer - BROKER];
      const back = Math.min(left, this.opened[broker][layer - BROKER] - ledger.layer(row));
      if (back <= 0) continue;
      ledger.payFromLayer(row, venue, member, -back);
      used[layer] -= back;
      left -= back;
    }
    return cents - left;
  }
}

const wholeCents = (amount: number): number => Math.round(amount * 100);
