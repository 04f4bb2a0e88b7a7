/**
 * The physical ETF: shares against ounces in a vault. Authorised participants create and redeem whole baskets; the metal
 * of a creation leaves the float at once, that of a redemption comes back when it is settled. The trust's own member is
 * the issuer: shares outstanding are its negative position.
 */
import { z } from "zod";
import { count, duration, positive, venueName } from "../core/quantity.ts";
import type { Venue } from "../market/venue.ts";
import type { Accounts } from "./accounts.ts";
import { Account, GRAMS_PER_OUNCE, type Metal } from "./metal.ts";

export const trustConfig = z
  .strictObject({
    venue: venueName().meta({ description: "where the shares trade" }),
    reference: venueName().meta({ description: "the venue whose price values the metal" }),
    ounces: positive()
      .default(0.905)
      .meta({ description: "ounces behind a share (an SLV share: about 0.905 in 2026)" }),
    basket: count()
      .min(1)
      .default(500)
      .meta({ description: "lots in a basket (500 lots of 100: 50,000 shares, as SLV's)" }),
    delay: duration()
      .prefault("1d")
      .meta({ description: "time from a creation or redemption to its settlement (T+1)" }),
  })
  .meta({ description: "a physically backed ETF" });

export type TrustConfig = z.output<typeof trustConfig>;

const NOBODY = -1;

export class EtfTrust {
  /** Ounces behind a share; NaN when the scenario has no trust. */
  readonly ouncesPerShare: number;
  /** Lots in a basket. */
  readonly basketLots: number;
  /** Number of the venue where the shares trade, -1 for none. */
  readonly venueIndex: number;
  private readonly venue: Venue | null;
  private readonly reference: Venue | null;
  private readonly accounts: Accounts;
  private readonly metal: Metal;
  private readonly delay: number;
  private readonly basketGrams: number;
  private issuer = NOBODY;
  /** Settlements under way, oldest first: member, baskets (above 0 created, below 0 redeemed), and when due. */
  private readonly member: number[] = [];
  private readonly baskets: number[] = [];
  private readonly due: number[] = [];
  /** Baskets ever created less redeemed, when ordered. */
  netBaskets = 0;

  constructor(config: TrustConfig | undefined, venues: readonly Venue[], accounts: Accounts, metal: Metal) {
    const find = (name: string | undefined) => venues.find((venue) => venue.name === name) ?? null;
    this.venue = find(config?.venue);
    this.reference = find(config?.reference);
    this.venueIndex = this.venue ? venues.indexOf(this.venue) : -1;
    this.accounts = accounts;
    this.metal = metal;
    this.ouncesPerShare = config?.ounces ?? Number.NaN;
    this.basketLots = config?.basket ?? 0;
    this.delay = config?.delay ?? 0;
    const ounces = this.basketLots * (this.venue?.multiplier ?? 0) * this.ouncesPerShare;
    this.basketGrams = config ? Math.round(ounces * GRAMS_PER_OUNCE) : 0;
  }

  /** Whether the scenario has a trust. */
  get exists(): boolean {
    return this.venue !== null;
  }

  /** Value of a share, USD: its ounces at the reference venue's mid. NaN when there is no trust. */
  get nav(): number {
    return this.reference ? this.ouncesPerShare * this.reference.mid() : Number.NaN;
  }

  /** Price over value, less 1. */
  get premium(): number {
    return this.venue ? this.venue.mid() / this.nav - 1 : Number.NaN;
  }

  /** Ounces in a basket, as exactly as whole grams allow. */
  get basketOunces(): number {
    return this.basketGrams / GRAMS_PER_OUNCE;
  }

  /** Lots outstanding. */
  get lots(): number {
    return this.issuer === NOBODY ? 0 : 0 - this.accounts.ledger.position(this.venueIndex, this.issuer);
  }

  /** Names the trust's own member, the issuer. */
  issue(member: number): void {
    this.issuer = member;
  }

  /**
   * Gives a member shares before the first step, with the metal behind them in the vault.
   * Throws when nobody issues: the scenario lists holders without authorised participants.
   */
  allot(member: number, lots: number): void {
    if (this.issuer === NOBODY)
      throw new Error("the ETF has no issuer: the scenario lists holders but no authorized-participants");
    this.accounts.ledger.moveShares(this.venueIndex, this.issuer, member, lots);
    this.metal.endow(Account.Etf, Math.round((lots / this.basketLots) * this.basketGrams));
  }

  /** Delivers metal for `baskets` of new shares, which arrive later; returns how many the float had metal for. */
  create(member: number, baskets: number, time: number): number {
    const possible = Math.min(baskets, Math.floor(this.metal.held(Account.Float) / this.basketGrams));
    if (possible <= 0) return 0;
    this.metal.move(Account.Float, Account.Etf, possible * this.basketGrams);
    this.enqueue(member, possible, time);
    return possible;
  }

  /** Hands in `baskets` of shares, for metal that comes back to the float later; returns how many the member had. */
  redeem(member: number, baskets: number, time: number): number {
    const held = Math.floor(this.accounts.ledger.position(this.venueIndex, member) / this.basketLots);
    const vault = Math.floor(this.metal.held(Account.Etf) / this.basketGrams) - this.promised;
    const possible = Math.min(baskets, held, vault);
    if (possible <= 0) return 0;
    this.accounts.ledger.moveShares(this.venueIndex, member, this.issuer, possible * this.basketLots);
    this.enqueue(member, -possible, time);
    return possible;
  }

  /** Baskets whose shares were handed in and whose metal is still to leave the vault. */
  private get promised(): number {
    let baskets = 0;
    for (const b of this.baskets) if (b < 0) baskets -= b;
    return baskets;
  }

  /** Lots that the member has created and not yet received. */
  pendingLots(member: number): number {
    let baskets = 0;
    for (let i = 0; i < this.member.length; i++)
      if (this.member[i] === member && this.baskets[i] > 0) baskets += this.baskets[i];
    return baskets * this.basketLots;
  }

  /** Whole grams of metal in a basket. */
  get gramsPerBasket(): number {
    return this.basketGrams;
  }

  /** Settles what is due by `time`. */
  step(time: number): void {
    let n = 0;
    while (n < this.due.length && this.due[n] <= time) {
      const baskets = this.baskets[n];
      if (baskets > 0)
        this.accounts.ledger.moveShares(this.venueIndex, this.issuer, this.member[n], baskets * this.basketLots);
      else this.metal.move(Account.Etf, Account.Float, -baskets * this.basketGrams);
      n++;
    }
    if (n === 0) return;
    this.member.splice(0, n);
    this.baskets.splice(0, n);
    this.due.splice(0, n);
  }

  private enqueue(member: number, baskets: number, time: number): void {
    this.netBaskets += baskets;
    this.member.push(member);
    this.baskets.push(baskets);
    this.due.push(time + this.delay);
  }
}
