/**
 * Accounts of a venue that are being closed by force, and by which way: the desk's orders in the book, an auction among
 * other accounts, or deleveraging. Each goes through the chosen style; what an auction leaves over goes on to the next, and
 * what nobody trades with may end in deleveraging.
 */
import type { Desk } from "../agents/desk.ts";
import { LIQUIDATION_STYLES } from "../core/liquidation-style.ts";
import type { Side } from "../orderbook/index.ts";
import { AccountState, Trigger } from "./account-state.ts";
import type { Admission } from "./admission.ts";
import { DefaultAuction } from "./default-auction.ts";
import { Deleveraging } from "./deleveraging.ts";
import type { NeedParts } from "./forced-need.ts";
import type { Ledger } from "./ledger.ts";
import type { LiquidationConfig } from "./liquidation-config.ts";
import { LiquidationDesk } from "./liquidation-desk.ts";
import type { LossExplainer, LossExplanation } from "./loss-explainer.ts";
import { OffBookDeals } from "./off-book.ts";
import type { Waterfall } from "./waterfall/waterfall.ts";

/** What liquidations work with. */
export interface LiquidationParts extends NeedParts {
  readonly index: number;
  readonly ledger: Ledger;
  readonly admission: Admission;
  readonly waterfall: Waterfall;
  readonly explainer: LossExplainer;
  readonly config: LiquidationConfig;
  /** Populations in the order of their numbers. */
  readonly populations: readonly string[];
}

export class Liquidations {
  /** Accounts that the last `work` let go of, and those that nobody would trade with. */
  readonly done: number[] = [];
  readonly stuck: number[] = [];
  readonly deals: OffBookDeals;
  readonly auction: DefaultAuction;
  readonly book: LiquidationDesk;
  private readonly deleveraging: Deleveraging;
  private readonly parts: LiquidationParts;
  /** Where fees go: the house's own row in the ledger. */
  private readonly fees: number;
  private readonly left: number[] = [];
  private readonly explanation: LossExplanation = { loss: 0, byForced: 0, generation: 0 };

  constructor(parts: LiquidationParts) {
    this.parts = parts;
    const { config, ledger, index, venue, populations } = parts;
    this.deals = new OffBookDeals(ledger, index);
    this.book = new LiquidationDesk(parts, ledger.members);
    const may = (names: readonly string[] | undefined): readonly boolean[] =>
      Object.freeze(populations.map((name) => names === undefined || names.includes(name)));
    const { deals } = this;
    this.auction = new DefaultAuction({ ...parts, deals, config: config.auction, may: may(config.auction.bidders) });
    this.deleveraging = new Deleveraging({ ...parts, deals, may: may(config.deleverage.populations) });
    this.fees = ledger.openLayer(venue.currency, 0);
  }

  /** Takes over an account that is to be closed: opens its episode. */
  begin(member: number, trigger: Trigger, time: number): void {
    this.open(member, trigger, time);
    const { style } = this.parts.config;
    if (style === "auction") this.auction.enqueue(member, time);
    else if (style === "deleverage") this.deleveraging.enqueue(member);
    else this.book.enqueue(member);
  }

  /** Hears of a fill in the book before it is booked; says whether a forced order made it. */
  filled(member: number, side: Side, ticks: number, lots: number, tag: number): boolean {
    if (!this.book.filled(member, side, ticks, lots, tag)) return false;
    if (this.parts.config.fee > 0) this.charge(member, ticks, lots);
    return true;
  }

  /** Sends the forced orders of the coming round and makes what deals are due off the book; returns how many orders. */
  work(desk: Desk, time: number, share: number, minutes: number): number {
    const { done, stuck, left, book, deleveraging, parts } = this;
    const { style, auction } = parts.config;
    done.length = stuck.length = left.length = 0;
    deleveraging.start();
    this.auction.work(time, style !== "auction", done, left);
    for (const member of left) {
      const next = style === "auction" ? auction.next : style;
      if (next === "deleverage") deleveraging.enqueue(member);
      else book.enqueue(member);
    }
    if (parts.venue.phase !== 0) deleveraging.work(done);
    const orders = book.work(desk, share, minutes);
    for (let i = 0; i < book.doneCount; i++) done.push(book.done[i]);
    for (let i = 0; i < book.stuckCount; i++) this.resort(book.stuck[i]);
    return orders;
  }

  private open(member: number, trigger: Trigger, time: number): void {
    const { explanation } = this;
    const { accounts, index, venue, explainer, episodes, populationOf, config } = this.parts;
    const position = accounts.position(member);
    const mark = venue.markTicks;
    const since = trigger === Trigger.Price || trigger === Trigger.MarginRaise ? accounts.since[member] : time;
    explainer.explain(index, member, position, explanation);
    accounts.trigger[member] = trigger;
    accounts.generation[member] = explanation.generation;
    accounts.episode[member] = episodes.open(
      index,
      member,
      populationOf[member],
      since,
      time,
      trigger,
      position,
      mark,
      explanation.loss,
      explanation.byForced,
      explanation.generation,
      Math.round(accounts.equity(member, mark) * venue.centsPerTick),
      LIQUIDATION_STYLES.indexOf(config.style),
    );
    accounts.setState(member, AccountState.Liquidating);
  }

  /** An account without equity that nobody would trade with: the last resort, or it is for the waterfall. */
  private resort(member: number): void {
    const { accounts, venue, waterfall, config } = this.parts;
    const { lastResort } = config.deleverage;
    if (lastResort !== "never") {
      const owed = -Math.round(accounts.equity(member, venue.markTicks) * venue.centsPerTick);
      if (lastResort === "patience" || owed > waterfall.room(member, accounts.broker[member])) {
        const lots = Math.abs(accounts.position(member));
        if (this.deleveraging.close(member, lots) === lots) return;
      }
    }
    this.stuck.push(member);
  }

  /** The fee of a forced fill: no more than the account has left at that price. */
  private charge(member: number, ticks: number, lots: number): void {
    const { accounts, venue, config, ledger, index, episodes } = this.parts;
    const asked = Math.round(config.fee * lots * ticks * venue.centsPerTick);
    const left = Math.max(0, Math.floor(accounts.equity(member, ticks) * venue.centsPerTick));
    const cents = Math.min(asked, left);
    if (cents <= 0) return;
    ledger.payFromLayer(this.fees, index, member, -cents);
    episodes.charge(accounts.episode[member], cents);
  }
}
