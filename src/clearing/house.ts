/** The clearing house of one margined venue: marks its accounts, calls, and sells out those in breach. */
import type { Desk } from "../agents/desk.ts";
import { Side } from "../orderbook/index.ts";
import { AccountMargins } from "./account-margins.ts";
import { AccountState, Trigger } from "./account-state.ts";
import { Accounts } from "./accounts.ts";
import { Admission } from "./admission.ts";
import { CallBook } from "./call-book.ts";
import { CallKind, Calls, Due } from "./calls.ts";
import { CONTINUOUS } from "./cleared-venue.ts";
import { Defaults } from "./defaults.ts";
import type { HouseParts } from "./house-parts.ts";
import { Liquidations } from "./liquidations.ts";
import { MarginControl } from "./margin-control.ts";
import { MarginLadder } from "./margin-ladder.ts";
import { modelNotice, type Notice, stepNotice } from "./margin-notices.ts";
import { MarginRates } from "./margin-rates.ts";
import { PositionLimits } from "./position-limits.ts";
import { drawRiskClasses } from "./risk-classes.ts";
import { Waterfall } from "./waterfall/waterfall.ts";

export class House {
  readonly accounts: Accounts;
  readonly rates: MarginRates;
  readonly asked: AccountMargins;
  readonly limits: PositionLimits;
  readonly ladder: MarginLadder;
  readonly waterfall: Waterfall;
  readonly admission: Admission;
  readonly defaults: Defaults;
  readonly liquidations: Liquidations;
  readonly callBook = new CallBook();
  /** Times that an account came into breach. */
  breaches = 0;
  private readonly parts: HouseParts;
  private readonly calls: Calls;
  readonly margin: MarginControl;
  /** What happened that the report should name; whoever reads them empties the list. */
  readonly notices: Notice[] = [];

  constructor(parts: HouseParts) {
    this.parts = parts;
    const { venue, config, ledger, index } = parts;
    const { members } = ledger;
    this.accounts = new Accounts(
      ledger,
      venue,
      index,
      config.brokers.map((b) => b.share),
      parts.brokerOf,
      () => drawRiskClasses(parts.riskClasses, parts.populationOf, parts.brokerOf),
    );
    this.rates = new MarginRates(config.brokers, config.riskClasses);
    this.limits = new PositionLimits(parts.populations.length, parts.config.enforceLimits);
    this.ladder = new MarginLadder(members);
    this.margin = new MarginControl(config.margin, {
      multiplier: venue.centsPerTick / 100 / venue.tick,
      start: parts.start,
      notice: config.notice ?? null,
      opening: venue.settlementTicks * venue.tick,
      history: venue.settlements,
    });
    this.rates.follow(this.margin.policy);
    this.rates.settle();
    const { accounts, rates, limits } = this;
    this.asked = new AccountMargins(venue, accounts, rates, config.brokers);
    const { episodes, payments, populationOf, populations, explainer } = parts;
    const money = { venue, index, ledger, accounts, rates, populationOf, populations, config: config.waterfall };
    this.waterfall = new Waterfall({ ...money, payments, brokers: config.brokers.length });
    this.admission = new Admission({ venue, index, ledger, accounts, rates, limits, populationOf });
    this.calls = new Calls(accounts, parts.owners, config, parts.delayStream);
    const { admission, waterfall } = this;
    this.defaults = new Defaults({ venue, index, ledger, accounts, episodes, waterfall });
    const need = { venue, accounts, rates, limits, episodes, populationOf };
    const close = { index, ledger, admission, waterfall, explainer, populations };
    this.liquidations = new Liquidations({ ...need, ...close, config: config.liquidation });
  }

  /** Hears of a fill before it is booked. */
  filled(buyer: number, seller: number, ticks: number, lots: number, buyerTag: number, sellerTag: number): void {
    const bought = this.liquidations.filled(buyer, Side.Buy, ticks, lots, buyerTag);
    const sold = this.liquidations.filled(seller, Side.Sell, ticks, lots, sellerTag);
    if (!bought && !sold) this.liquidations.book.pace.trade(lots);
  }

  /** The daily settlement: margins are re-rated, and accounts below what is asked at the day's end are called. */
  settle(time: number): void {
    const { venue, config } = this.parts;
    this.waterfall.settle();
    this.rates.settle();
    const { initial } = this.rates;
    const stepped = this.margin.settle(venue.settlements, time);
    this.rerate();
    this.noteMargin(time, stepped, initial);
    this.index(time);
    this.triggerBreaches(time);
    if (config.endOfDay === "initial") this.callBelowInitial(time);
    this.enforceLimits(time);
    if (!config.forcedLiquidation || !config.lossCalls) this.placeAll();
  }

  /** After the fills of a round: marks, calls, and sends the forced orders of the next round. Returns how many. */
  round(time: number, minutes: number, share: number, round: number, desk: Desk): number {
    this.waterfall.begin();
    if (round === 0 && this.parts.venue.phase === CONTINUOUS) this.liquidations.book.pace.startStep(minutes);
    if (this.margin.nextChange <= time || this.margin.changed) this.changeMargin(time);
    if (this.limits.next <= time) this.changeLimits(time);
    this.index(time);
    this.triggerBreaches(time);
    if (this.calls.next <= time) this.expire(time);
    const { liquidations } = this;
    const orders = liquidations.work(desk, time, share, round === 0 ? minutes : 0);
    for (const member of liquidations.done) this.release(member, time);
    for (const member of liquidations.stuck) this.defaults.declare(member, time);
    // Positions changed hands off the book, or gains were cut: those who gave something up may be in breach now.
    let given = liquidations.deals.count > 0;
    while (this.waterfall.touchCut() || given) {
      given = false;
      this.index(time);
      this.triggerBreaches(time);
    }
    return orders;
  }

  private changeLimits(time: number): void {
    const { limits, notices } = this;
    const binds = limits.due(time);
    for (const text of limits.news) notices.push({ time, kind: "position-limit", text });
    limits.news.length = 0;
    if (binds) this.enforceLimits(time);
  }

  private changeMargin(time: number): void {
    const { initial } = this.rates;
    const stepped = this.margin.at(time);
    const moved = this.rerate();
    this.noteMargin(time, stepped || (this.margin.adopted && moved), initial);
    this.margin.adopted = false;
  }

  /**
   * Takes up the house's own rules after a restore from a run-up that another scenario made: its margin policy from the
   * next round on, as after a margin shock, and its position limits. `last`: the last step of the run-up, `now`: the one to
   * come, ms UTC.
   */
  adopt(last: number, now: number): void {
    this.margin.adopt(last);
    this.waterfall.adopt();
    if (this.limits.adopt(last)) this.enforceLimits(now);
  }

  /** Tells of margin that was `before`. `stepped`: by a dated step. */
  private noteMargin(time: number, stepped: boolean, before: number): void {
    if (!this.parts.config.marginChanges) return;
    const notice = stepped ? stepNotice(this.margin, time) : modelNotice(this.margin, before, time);
    if (notice !== null) this.notices.push(notice);
  }

  /** Reads the policy's rates anew; says whether they moved. */
  private rerate(): boolean {
    this.margin.changed = false;
    if (!this.parts.config.marginChanges || !this.rates.follow(this.margin.policy)) return false;
    this.parts.explainer.raised(this.parts.index);
    this.placeAll();
    return true;
  }

  private placeAll(): void {
    const holders = this.parts.ledger.holders[this.parts.index];
    for (let i = 0; i < holders.size; i++) this.place(holders.list[i]);
  }

  /** Looks anew at the accounts that changed. */
  private index(time: number): void {
    const { ledger, index } = this.parts;
    const touched = ledger.touched[index];
    for (let i = 0; i < touched.size; i++) this.look(touched.list[i], time);
    touched.clear();
  }

  private look(member: number, time: number): void {
    const { accounts } = this;
    const { explainer, index } = this.parts;
    const state = accounts.state[member];
    if (accounts.position(member) !== 0) {
      const restored = state === AccountState.Called && this.asked.isRestored(member);
      if (state === AccountState.Closed || restored) accounts.setState(member, AccountState.Healthy);
      if (restored) this.callBook.meet(member, time);
      explainer.look(index, member, accounts.position(member));
      if (restored) explainer.safe(index, member);
      this.place(member);
      return;
    }
    explainer.look(index, member, 0);
    this.ladder.remove(member);
    if (state === AccountState.Liquidating) return;
    if (state === AccountState.Called) accounts.setState(member, AccountState.Healthy);
    this.callBook.meet(member, time);
    if (this.parts.config.forcedLiquidation && accounts.base(member) < 0) this.defaults.close(member, -1, time);
  }

  private place(member: number): void {
    this.asked.place(this.ladder, member);
  }

  private triggerBreaches(time: number): void {
    const { ladder, accounts } = this;
    const { ledger, index, venue } = this.parts;
    const mark = venue.markTicks;
    const n = ladder.trigger(mark);
    for (let i = 0; i < n; i++) {
      const member = ladder.popped[i];
      const equity = accounts.equity(member, mark);
      if (accounts.state[member] === AccountState.Called) {
        if (equity <= this.asked.cutOffOf(member)) this.liquidate(member, accounts.trigger[member] as Trigger, time);
        else ledger.touch(index, member);
      } else if (equity < this.asked.maintenanceOf(member)) this.breach(member, equity, time);
      else ledger.touch(index, member);
    }
  }

  /** An account has come into breach. */
  private breach(member: number, equity: number, time: number): void {
    const { accounts } = this;
    const { config, venue } = this.parts;
    this.breaches++;
    if (!config.forcedLiquidation) return;
    const before = this.asked.earlierOf(member);
    accounts.trigger[member] = equity >= before ? Trigger.MarginRaise : Trigger.Price;
    if (!config.lossCalls && accounts.trigger[member] === Trigger.Price) return;
    if (this.parts.owners.payDelay[member] > 0) {
      this.call(member, equity, time);
      return;
    }
    // A standing order: what is missing is taken from the wallet before anyone is called.
    this.noteCall(member, equity, time, false);
    this.pay(member);
    const paid = accounts.equity(member, venue.markTicks);
    if (paid < this.asked.maintenanceOf(member)) {
      this.call(member, paid, time);
      return;
    }
    this.callBook.meet(member, time);
    this.parts.explainer.safe(this.parts.index, member);
    this.place(member);
  }

  /** The account's broker calls it, or lets the grace run; unless it is too late for that. */
  private call(member: number, equity: number, time: number): void {
    const { accounts, calls } = this;
    const kind = calls.begin(member, time);
    if (kind !== CallKind.Grace) this.noteCall(member, equity, time, kind === CallKind.SlowCall);
    if (equity <= this.asked.cutOffOf(member)) {
      this.liquidate(member, accounts.trigger[member] as Trigger, time);
      return;
    }
    accounts.setState(member, AccountState.Called);
    this.place(member);
  }

  /** Payments, deadlines and graces that are due. */
  private expire(time: number): void {
    const { accounts, calls } = this;
    for (let member = calls.take(time); member >= 0; member = calls.take(time)) {
      if (accounts.state[member] !== AccountState.Called) continue;
      const { kind } = calls;
      if (kind === Due.Payment) this.pay(member);
      const equity = accounts.equity(member, this.parts.venue.markTicks);
      if (equity >= (kind === Due.Grace ? this.asked.maintenanceOf(member) : this.asked.initialOf(member)))
        this.heal(member, time);
      else if (kind === Due.Deadline) this.liquidate(member, Trigger.CallUnmet, time);
      else if (kind === Due.Grace) this.liquidate(member, accounts.trigger[member] as Trigger, time);
    }
  }

  /** The owner puts in what it can and will, up to the initial margin. */
  private pay(member: number): void {
    const { venue, index, ledger, owners } = this.parts;
    const missing = this.asked.initialOf(member) - this.accounts.equity(member, venue.markTicks);
    const can = Math.floor(ledger.walletAt(index, member) * owners.willingness[member]);
    const cents = Math.min(can, Math.max(0, Math.ceil(missing * venue.centsPerTick)));
    if (cents === 0) return;
    ledger.deposit(member, index, cents);
    this.callBook.pay(member, cents);
  }

  private noteCall(member: number, equity: number, time: number, slow: boolean): void {
    const missing = this.asked.initialOf(member) - equity;
    this.callBook.call(member, time, Math.max(0, Math.ceil(missing * this.parts.venue.centsPerTick)), slow);
  }

  private heal(member: number, time: number): void {
    this.accounts.setState(member, AccountState.Healthy);
    this.callBook.meet(member, time);
    this.parts.explainer.safe(this.parts.index, member);
    this.place(member);
  }

  /** Hands the account over to be closed. */
  private liquidate(member: number, trigger: Trigger, time: number): void {
    this.liquidations.begin(member, trigger, time);
    this.callBook.fail(member, time);
    this.ladder.remove(member);
  }

  /** The desk is done with the account: it is closed, in default, or healthy again. */
  private release(member: number, time: number): void {
    const { accounts } = this;
    const { episodes } = this.parts;
    const row = accounts.episode[member];
    accounts.episode[member] = -1;
    episodes.close(row, time);
    if (accounts.position(member) === 0) {
      this.defaults.close(member, row, time);
      return;
    }
    this.heal(member, time);
    // Orders of its own may have carried it through zero, to the other side of the market.
    const equity = accounts.equity(member, this.parts.venue.markTicks);
    if (equity < this.asked.maintenanceOf(member)) this.breach(member, equity, time);
  }

  private callBelowInitial(time: number): void {
    const { accounts } = this;
    const { config, venue, ledger, index } = this.parts;
    if (!config.forcedLiquidation || !config.marginCalls || !config.lossCalls) return;
    const holders = ledger.holders[index];
    for (let i = 0; i < holders.size; i++) {
      const member = holders.list[i];
      if (accounts.state[member] !== AccountState.Healthy || !config.brokers[accounts.broker[member]].call) continue;
      const equity = accounts.equity(member, venue.markTicks);
      if (equity >= this.asked.initialOf(member)) continue;
      accounts.trigger[member] = Trigger.Price;
      this.call(member, equity, time);
    }
  }

  /** Hands over the accounts that hold more than they still may. */
  private enforceLimits(time: number): void {
    const { accounts, limits } = this;
    const { config, ledger, index, populationOf } = this.parts;
    if (!config.forcedLiquidation || !limits.binds) return;
    const holders = ledger.holders[index];
    for (let i = 0; i < holders.size; i++) {
      const member = holders.list[i];
      if (Math.abs(accounts.position(member)) <= limits.hardOf(populationOf[member])) continue;
      if (accounts.state[member] !== AccountState.Liquidating) this.liquidate(member, Trigger.PositionLimit, time);
    }
  }
}
