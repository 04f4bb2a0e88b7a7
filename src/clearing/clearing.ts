/** Clearing of all venues: the ledger, a house for each margined venue, custody for each venue of fully paid shares. */
import type { Desk } from "../agents/desk.ts";
import type { RandomStream } from "../core/random.ts";
import { AccountState } from "./account-state.ts";
import { type CallTable, callTable } from "./call-table.ts";
import type { ClearedVenue } from "./cleared-venue.ts";
import type { VenueClearingConfig } from "./config.ts";
import { Custody } from "./custody.ts";
import { Episodes, type LiquidationTable } from "./episodes.ts";
import { House } from "./house.ts";
import { Ledger } from "./ledger.ts";
import type { LossExplainer } from "./loss-explainer.ts";
import type { MarginPolicyConfig } from "./margin/registry.ts";
import { Owners } from "./owners.ts";
import { Payments, type WaterfallPayments } from "./waterfall/payments.ts";

/** What clearing is made with. */
export interface ClearingParts {
  readonly venues: readonly ClearedVenue[];
  /** By venue, in the same order (`venueClearingConfig.parse({})` where a scenario says nothing). */
  readonly configs: readonly VenueClearingConfig[];
  /** How many members there are, 0 … members-1. */
  readonly members: number;
  /** Population of each member, and the populations' names in the order of their numbers. */
  readonly populationOf: Uint16Array;
  readonly populations: readonly string[];
  readonly explainer: LossExplainer;
  /** Makes the stream of that name. */
  readonly stream: (name: string) => RandomStream;
  /** When the run starts, ms UTC. */
  readonly start: number;
}

/** Default waterfall, in the house's currency: who bore what. */
export interface WaterfallUse {
  readonly venue: string;
  readonly currency: string;
  readonly layers: readonly { readonly layer: string; readonly used: number; readonly available: number }[];
}

export class Clearing {
  readonly venues: readonly ClearedVenue[];
  readonly ledger: Ledger;
  readonly owners: Owners;
  /** By venue: its house, or null where shares are fully paid; and the other way round. */
  readonly houses: readonly (House | null)[];
  readonly custodies: readonly (Custody | null)[];
  private readonly episodes = new Episodes();
  private readonly payments = new Payments();
  private readonly populationOf: Uint16Array;

  constructor(parts: ClearingParts) {
    const { venues, members, configs, populationOf, populations, explainer, stream, start } = parts;
    this.venues = venues;
    this.populationOf = populationOf;
    const ledger = new Ledger(venues, members);
    const owners = new Owners(members);
    this.ledger = ledger;
    this.owners = owners;
    const { episodes, payments } = this;
    this.houses = venues.map((venue, index) => {
      if (!venue.isFutures) return null;
      const streams = populations.map((name) => stream(`clearing.${venue.name}.brokers.${name}`));
      const brokerOf = (member: number): RandomStream => streams[populationOf[member]];
      const delayStream = stream(`clearing.${venue.name}.delays`);
      const own = { venue, index, config: configs[index], brokerOf, delayStream };
      const house = new House({
        ...own,
        ledger,
        owners,
        episodes,
        payments,
        explainer,
        populationOf,
        populations,
        riskClasses: (configs[index].riskClasses ?? []).map(({ populations: of, share }) => ({
          populations: of ? of.map((name) => populations.indexOf(name)) : null,
          share,
        })),
        start,
      });
      const scheduled = configs[index].positionLimits.map(({ lots, from, deadline, populations: bound }) => ({
        lots,
        from,
        deadline,
        populations: bound ? bound.map((name) => populations.indexOf(name)) : null,
      }));
      house.limits.schedule(scheduled);
      return house;
    });
    this.custodies = venues.map((venue, index) => (venue.isFutures ? null : new Custody(ledger, venue, index)));
  }

  /**
   * Books a trade of `lots` at `ticks`. The orders' tags tell forced orders from others; without them (-1), a trade that
   * closes an account while a forced order of it is out counts as that order's.
   */
  fill(venue: number, buyer: number, seller: number, ticks: number, lots: number, buyerTag = -1, sellerTag = -1): void {
    const house = this.houses[venue];
    if (house !== null) {
      house.filled(buyer, seller, ticks, lots, buyerTag, sellerTag);
      this.ledger.fill(venue, buyer, seller, ticks, lots);
      return;
    }
    this.ledger.fill(venue, buyer, seller, ticks, lots);
    this.custodies[venue]?.filled(buyer, lots);
  }

  /**
   * Lots of an order, 0 … `lots`, that the member may send; `ticks` NO_PRICE for a market order. What the account lacks
   * is drawn from the member's wallet. Orders that only close a position always pass; an account in breach may only
   * close. Orders that rest are not set aside for: a member with several must keep its own count.
   */
  admit(venue: number, member: number, side: number, lots: number, ticks: number): number {
    const house = this.houses[venue];
    if (house !== null) return house.admission.admit(member, side === 0 ? 0 : 1, lots, ticks);
    const custody = this.custodies[venue] as Custody;
    return side === 0 ? custody.payable(member, lots, ticks) : Math.min(lots, custody.sellable(member));
  }

  /**
   * After the fills of a round are booked: marks accounts, calls and sells out, and puts the forced orders of the
   * coming round on the desk. `share`: simulated minutes that the coming round stands for. Returns how many orders.
   */
  round(time: number, minutes: number, share: number, round: number, desk: Desk): number {
    let orders = 0;
    for (const house of this.houses) if (house !== null) orders += house.round(time, minutes, share, round, desk);
    return orders;
  }

  /** The venue's daily settlement is known. */
  settle(venue: number, time: number): void {
    this.houses[venue]?.settle(time);
  }

  /** New margin rates, fractions of notional, from `effective` on; what is not given follows in the present proportion. */
  setMargin(
    venue: number,
    patch: { readonly initial?: number | undefined; readonly maintenance?: number | undefined },
    effective: number,
  ): void {
    const house = this.house(venue);
    const { initial, maintenance } = house.rates;
    const ratio = maintenance > 0 ? initial / maintenance : 1.1;
    this.setPolicy(venue, { kind: "fixed", ...patch, ratio }, effective);
  }

  /** Another margin policy from `effective` on. */
  setPolicy(venue: number, config: MarginPolicyConfig, effective: number): void {
    this.house(venue).margin.replace(config, effective);
  }

  /**
   * After a restore from a run-up that another scenario made: every house takes up the rules of its own. `last`: the last
   * step of the run-up, `now`: the one to come, ms UTC. Nothing happens where the scenarios agree.
   */
  adopt(last: number, now: number): void {
    for (const house of this.houses) house?.adopt(last, now);
  }

  /**
   * A position limit for each account, at once; what lies beyond it at `deadline` (ms UTC) is closed by force.
   * `members`: the populations that it binds, by their ranges of members; null for all.
   */
  setPositionLimit(
    venue: number,
    lots: number,
    deadline: number,
    members: readonly { readonly first: number; readonly count: number }[] | null,
  ): void {
    const bound = members ? members.filter((m) => m.count > 0).map((m) => this.populationOf[m.first]) : null;
    this.house(venue).limits.set(lots, Number.NEGATIVE_INFINITY, deadline, bound);
  }

  /**
   * Begins or ends liquidation-only trading at a venue: orders that would open or add to a position are refused when they
   * are sent (what rests stays). `hedgers`: populations that may still sell short, by any of their members.
   */
  setLiquidationOnly(venue: number, on: boolean, hedgers: readonly { readonly first: number }[]): void {
    const { admission } = this.house(venue);
    admission.closingOnly = on;
    admission.hedgers = on ? hedgers.map(({ first }) => this.populationOf[first]) : [];
  }

  /** How an owner answers calls: `payDelay` minutes to its payment, and the part of its wallet that it puts in. */
  setOwner(member: number, payDelay: number, willingness: number): void {
    this.owners.payDelay[member] = payDelay;
    this.owners.willingness[member] = willingness;
  }

  /** The member issues shares of the venue: it may be short up to `lots`. */
  setIssuer(venue: number, member: number, lots: number): void {
    this.custodies[venue]?.setIssuer(member, lots);
  }

  /** Moves up to `cents` that the account does not need to the member's wallet; returns what was moved. */
  withdraw(venue: number, member: number, cents: number): number {
    const { ledger } = this;
    const amount = Math.min(Math.floor(cents), Math.max(0, Math.floor(this.free(venue, member))));
    if (amount <= 0) return 0;
    const cash = ledger.cash(venue, member);
    const held = this.houses[venue] === null ? 0 : ledger.position(venue, member) * this.venues[venue].markTicks;
    if (amount > ledger.collateral(venue, member)) ledger.realise(venue, member, cash + held);
    ledger.withdraw(member, venue, amount);
    return amount;
  }

  /** Cents in the member's wallet of that currency. */
  wallet(member: number, currency: string): number {
    return this.ledger.wallet(member, currency);
  }

  /** Lots that the member holds at the venue; below 0 is short. */
  position(venue: number, member: number): number {
    return this.ledger.position(venue, member);
  }

  /** Cents: collateral, cash and the position at the mark. */
  equity(venue: number, member: number): number {
    const { ledger } = this;
    const { markTicks, centsPerTick } = this.venues[venue];
    const value = ledger.cash(venue, member) + ledger.position(venue, member) * markTicks;
    return ledger.collateral(venue, member) + value * centsPerTick;
  }

  /** Cents of initial margin that the position needs; 0 where shares are fully paid. */
  marginUsed(venue: number, member: number): number {
    const house = this.houses[venue];
    return house === null ? 0 : house.asked.initialOf(member) * this.venues[venue].centsPerTick;
  }

  /** Cents above what the position needs; where shares are fully paid, the money that is not in shares. */
  free(venue: number, member: number): number {
    const custody = this.custodies[venue];
    return custody ? custody.money(member) : this.equity(venue, member) - this.marginUsed(venue, member);
  }

  /** Lots that the member may sell of what it holds (bought shares rest where the venue has T+n resale). */
  sellable(venue: number, member: number): number {
    const custody = this.custodies[venue];
    return custody ? custody.sellable(member) : Math.max(0, this.position(venue, member));
  }

  /** Value of the position over equity; Infinity when a position stands on no equity. */
  leverage(venue: number, member: number): number {
    const { markTicks, centsPerTick } = this.venues[venue];
    const value = Math.abs(this.position(venue, member) * markTicks) * centsPerTick;
    const equity = this.equity(venue, member);
    return value === 0 ? 0 : equity > 0 ? value / equity : Number.POSITIVE_INFINITY;
  }

  /** Lots on the long side (for shares: lots that somebody owns). */
  openInterest(venue: number): number {
    return this.ledger.openInterest(venue);
  }

  /** Margin rates of the house, fractions of notional; NaN where shares are fully paid. */
  initialRate(venue: number): number {
    return this.houses[venue]?.rates.initial ?? Number.NaN;
  }
  maintenanceRate(venue: number): number {
    return this.houses[venue]?.rates.maintenance ?? Number.NaN;
  }

  /** Most lots that the member may hold; Infinity without a limit. */
  positionLimit(venue: number, member: number): number {
    return this.houses[venue]?.limits.of(this.populationOf[member]) ?? Number.POSITIVE_INFINITY;
  }

  accountState(venue: number, member: number): AccountState {
    return (this.houses[venue]?.accounts.state[member] ?? AccountState.Healthy) as AccountState;
  }

  /** Liquidation generation of the member's running or last forced episode at the venue. */
  generationOf(venue: number, member: number): number {
    return this.houses[venue]?.accounts.generation[member] ?? 0;
  }

  /** Row of the member's running forced episode at the venue, -1 when there is none. */
  episodeOf(venue: number, member: number): number {
    return this.houses[venue]?.accounts.episode[member] ?? -1;
  }

  /** Accounts that are called, being liquidated, in default so far; and breaches so far. */
  called(venue: number): number {
    return this.houses[venue]?.accounts.counts[AccountState.Called] ?? 0;
  }
  liquidating(venue: number): number {
    return this.houses[venue]?.accounts.counts[AccountState.Liquidating] ?? 0;
  }
  defaulted(venue: number): number {
    return this.houses[venue]?.defaults.count ?? 0;
  }
  breaches(venue: number): number {
    return this.houses[venue]?.breaches ?? 0;
  }

  /** All forced episodes so far, in the order in which they began. */
  liquidationTable(): LiquidationTable {
    const tick = Float64Array.from(this.venues, (v) => v.tick);
    return this.episodes.table(
      tick,
      Float64Array.from(this.venues, (v) => v.centsPerTick),
    );
  }

  /** All margin calls so far, venue by venue in the order in which they were made; as in engine/result.ts. */
  callTable(): CallTable {
    return callTable(this.houses, this.populationOf);
  }

  /** What each margined venue's waterfall has used, in the venue's currency. */
  waterfalls(): WaterfallUse[] {
    const reports: WaterfallUse[] = [];
    for (let v = 0; v < this.venues.length; v++) {
      const waterfall = this.houses[v]?.waterfall;
      if (!waterfall) continue;
      const layers = waterfall.layers.map(({ name, used, available }) => ({
        layer: name,
        used: used / 100,
        available: available / 100,
      }));
      reports.push({ venue: this.venues[v].name, currency: this.venues[v].currency, layers });
    }
    return reports;
  }

  /** Who paid what in each default. */
  waterfallPayments(): WaterfallPayments {
    return this.payments.table();
  }

  private house(venue: number): House {
    const house = this.houses[venue];
    if (house === null)
      throw new RangeError(`venue ${this.venues[venue].name} has no margin: its shares are fully paid`);
    return house;
  }
}
