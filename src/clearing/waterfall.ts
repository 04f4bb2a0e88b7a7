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
const BROKER = 2;

export class Waterfall {
  /** Cents that each layer has borne. */
  readonly used = new Float64Array(WATERFALL_LAYERS.length);
  /** Cents that each layer had to give; for the account's own layers, what defaulters had. */
  readonly available = new Float64Array(WATERFALL_LAYERS.length);
  private readonly ledger: Ledger;
  private readonly venue: number;
  private readonly recourse: number;
  /** Ledger rows: capital and fund share of each broker, then stake, fund, assessments, uncovered. */
  private readonly capital: readonly number[];
  private readonly fundShare: readonly number[];
  private readonly common: readonly number[];

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
    const open = (layer: number, amount: number): number => {
      const cents = Math.round(amount * 100);
      this.available[layer] += cents;
      return ledger.openLayer(currency, cents);
    };
    this.capital = Object.freeze(Array.from({ length: brokers }, () => open(BROKER, config.brokerCapital)));
    this.fundShare = Object.freeze(Array.from({ length: brokers }, () => open(BROKER + 1, config.defaultFundShare)));
    this.common = Object.freeze([
      open(BROKER + 2, config.houseStake),
      open(BROKER + 3, config.mutualFund),
      open(BROKER + 4, config.mutualFund * config.assessment),
      open(BROKER + 5, 0),
    ]);
  }

  /**
   * Covers `shortfall` cents of the account so that nothing is owed. `lost` is what the account's own margin has borne
   * in the episode. Returns the cents that others than its owner bore.
   */
  cover(member: number, broker: number, shortfall: number, lost: number): number {
    const { ledger, venue, used } = this;
    this.available[MARGIN] += lost;
    used[MARGIN] += lost;
    const wallet = Math.floor(ledger.walletAt(venue, member) * this.recourse);
    const own = Math.min(shortfall, wallet);
    this.available[WALLET] += wallet;
    used[WALLET] += own;
    if (own > 0) ledger.deposit(member, venue, own);
    let left = shortfall - own;
    left -= this.draw(this.capital[broker], BROKER, member, left);
    left -= this.draw(this.fundShare[broker], BROKER + 1, member, left);
    const { common } = this;
    for (let k = 0; k < common.length - 1; k++) left -= this.draw(common[k], BROKER + 2 + k, member, left);
    if (left > 0) {
      ledger.payFromLayer(common[common.length - 1], venue, member, left);
      used[WATERFALL_LAYERS.length - 1] += left;
    }
    return shortfall - own;
  }

  private draw(row: number, layer: number, member: number, wanted: number): number {
    const cents = Math.min(wanted, this.ledger.layer(row));
    if (cents <= 0) return 0;
    this.ledger.payFromLayer(row, this.venue, member, cents);
    this.used[layer] += cents;
    return cents;
  }
}
