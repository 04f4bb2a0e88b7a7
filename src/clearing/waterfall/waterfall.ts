/**
 * The default waterfall: what a defaulter owes is borne layer by layer, in the scenario's order. The usual one is CME's
 * (financial safeguards page) with a broker between the account and the house. Every layer's use is a transfer in the ledger
 * and is on record with who paid.
 */
import { restoreSnapshot, type Snapshot, takeSnapshot } from "../../core/snapshot.ts";
import type { WaterfallLayer } from "../../core/waterfall-layer.ts";
import { AssessmentLayer } from "./assessment-layer.ts";
import { ClearingMembers, type MemberParts } from "./clearing-members.ts";
import { layersOf } from "./config.ts";
import { GainsHaircutLayer } from "./gains-haircut.ts";
import type { Claim, Layer, Tell } from "./layer.ts";
import { FundShareLayer, MutualFundLayer } from "./member-layers.ts";
import { MarginLayer, WalletLayer } from "./own-layers.ts";
import type { Payments } from "./payments.ts";
import { PotLayer, type PotPlace } from "./pot-layer.ts";

/** What a waterfall is made with. */
export interface WaterfallParts extends MemberParts {
  /** Number of broker classes. */
  readonly brokers: number;
  readonly payments: Payments;
}

/** What changes as a run goes on. */
interface OwnState {
  readonly layers: Record<string, Layer>;
  readonly members: ClearingMembers | null;
  /** Defaults so far, and the number of the last one of each member. */
  defaults: number;
  readonly numberOf: Map<number, number>;
}

/** Rows of the layers, and of the members' fund with what each member has in it. */
interface Leftover {
  readonly rows: readonly number[];
  readonly fund: { readonly row: number; readonly paid: readonly (readonly [number, number])[] } | null;
}

interface WaterfallState {
  readonly origin: string;
  readonly left: Leftover;
  readonly own: Snapshot;
}

export class Waterfall {
  /** In the order in which they bear a loss. */
  readonly layers: readonly Layer[];
  /** Those who clear directly; null where survivors stand outside the model. */
  readonly members: ClearingMembers | null;
  private readonly parts: WaterfallParts;
  private readonly haircut: GainsHaircutLayer | null;
  private readonly own: OwnState;
  /** What another scenario's waterfall left in a snapshot that this one was restored from. */
  private leftover: Leftover | null = null;

  constructor(parts: WaterfallParts) {
    this.parts = Object.freeze({ ...parts });
    this.members = parts.config.members === undefined ? null : new ClearingMembers(parts);
    const layers = layersOf(parts.config).map((name) => this.create(name));
    this.layers = Object.freeze(layers);
    const byName = Object.fromEntries(layers.map((layer) => [layer.name, layer]));
    this.own = { layers: byName, members: this.members, defaults: 0, numberOf: new Map() };
    this.haircut = layers.find((layer) => layer instanceof GainsHaircutLayer) ?? null;
  }

  /** At the start of a round. */
  begin(): void {
    this.members?.begin();
  }

  /** The venue's daily settlement is known. */
  settle(): void {
    this.members?.settle();
    this.haircut?.settle();
  }

  /** Has accounts looked at again whose gains were cut meanwhile: they may be in breach. Says whether there was one. */
  touchCut(): boolean {
    return this.haircut?.touchCut() ?? false;
  }

  /**
   * Covers `owed` cents of the account so that nothing is owed. `margin`: what the account's own margin has borne already;
   * `isFirst`: nothing was paid for this default before. Returns the cents that others than its owner bore.
   */
  cover(member: number, broker: number, owed: number, margin: number, isFirst: boolean, time: number): number {
    if (isFirst) this.own.numberOf.set(member, ++this.own.defaults);
    const claim = { ...this.claim(member, broker), margin };
    let left = owed;
    let own = 0;
    for (const layer of this.layers) {
      // The owner's layers look at every default; the others only at what is left.
      const owners = layer.name === "account-margin" || layer.name === "account-wallet";
      if (left <= 0 && !owners) continue;
      const cents = layer.pay(claim, left, this.tell(claim, layer, time));
      if (owners) own += cents;
      left -= cents;
    }
    return owed - own;
  }

  /** Cents that the account's wallet and the layers still hold for what it would owe. */
  room(member: number, broker: number): number {
    const claim = this.claim(member, broker);
    return this.layers.reduce((sum, layer) => sum + layer.room(claim), 0);
  }

  /** Gives `cents` of a closed account back to those who bore its loss, the last first; returns what was given. */
  refund(member: number, broker: number, cents: number, time: number): number {
    const claim = this.claim(member, broker);
    let left = cents;
    for (let i = this.layers.length - 1; i >= 0 && left > 0; i--)
      left -= this.layers[i].refund(claim, left, this.tell(claim, this.layers[i], time));
    return cents - left;
  }

  /** All state of the layers, with what they were made from: a run that is forked may have others. */
  snapshotState(): WaterfallState {
    const { members } = this;
    const rows = this.layers.flatMap((layer) => [...layer.rows]);
    const paid = members === null ? [] : members.list.map((member, i) => [member, members.contribution[i]] as const);
    const fund = members === null ? null : { row: members.row, paid };
    return { origin: this.origin(), left: { rows, fund }, own: takeSnapshot(this.own) };
  }

  restoreState(state: unknown): void {
    const { origin, left, own } = state as WaterfallState;
    const same = origin === this.origin();
    if (same) restoreSnapshot(this.own, own);
    this.leftover = same ? null : left;
  }

  /**
   * After a restore from a run-up whose scenario has another waterfall: its layers are closed, members get their
   * contributions back, and the layers of this one are filled. What they bear is counted from here on.
   */
  adopt(): void {
    if (this.leftover === null) return;
    const { rows, fund } = this.leftover;
    const { ledger, index } = this.parts;
    for (const [member, cents] of fund?.paid ?? [])
      ledger.walletToLayer((fund as { row: number }).row, index, member, -cents);
    for (const row of fund === null ? rows : [...rows, fund.row]) ledger.closeLayer(row);
    this.members?.open();
    for (const layer of this.layers) layer.open();
    this.leftover = null;
  }

  private origin(): string {
    return JSON.stringify(this.parts.config);
  }

  private claim(member: number, broker: number): Claim {
    return { member, broker, margin: 0, number: this.own.numberOf.get(member) ?? 0 };
  }

  private tell(claim: Claim, { name }: Layer, time: number): Tell {
    const { payments, index, populationOf } = this.parts;
    return (payer, asked, paid) =>
      payments.add(time, index, claim, populationOf[claim.member], name, payer, asked, paid);
  }

  private create(name: WaterfallLayer): Layer {
    const { config, ledger, index, venue, brokers } = this.parts;
    const { members } = this;
    const place: PotPlace = Object.freeze({ ledger, venue: index, currency: venue.currency });
    const pot = (amount: number, payer: string, pots = 1): PotLayer =>
      new PotLayer(name, place, Math.round(amount * 100), payer, pots);
    switch (name) {
      case "account-margin":
        return new MarginLayer();
      case "account-wallet":
        return new WalletLayer(place, config.recourse);
      case "broker-capital":
        return pot(config.brokerCapital, "broker", brokers);
      case "default-fund-share": {
        const shares = pot(config.defaultFundShare, "broker", brokers);
        return members ? new FundShareLayer(members, place, shares) : shares;
      }
      case "house-stake":
        return pot(config.houseStake, "house");
      case "mutual-fund":
        return members ? new MutualFundLayer(members, place) : pot(config.mutualFund, "survivors");
      case "assessment":
        return members
          ? new AssessmentLayer(members, place, config.assessment, config.assessmentTotal)
          : pot(config.mutualFund * config.assessment, "survivors");
      case "gains-haircut":
        return new GainsHaircutLayer({ ...this.parts, most: config.gainsHaircut }, place);
      case "second-stake":
        return pot(config.secondStake, "house");
      case "uncovered":
        return pot(0, "nobody");
    }
  }
}
