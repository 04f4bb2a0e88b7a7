/**
 * A venue: one book, its timetable, its trading rules and its own price history. The engine calls it at fixed points of
 * a step: `advance` at the start, `onTrade` for every trade, `afterOrder` after every order, `endStep` at the end.
 */
import { MINUTE } from "../core/time.ts";
import { NO_PRICE, Phase, Side } from "../orderbook/index.ts";
import { activityAt } from "./activity.ts";
import { type Calendar, ChangeKind } from "./calendar.ts";
import type { VenueConfig } from "./config.ts";
import { LockWatch } from "./lock-watch.ts";
import { type Notice, VenuePhase } from "./phase.ts";
import { Quotes } from "./quotes.ts";
import { DailyLimit, noLimit } from "./rules/daily-limit.ts";
import { createRule } from "./rules/registry.ts";
import type { Rule } from "./rules/rule.ts";
import { noVelocityHalt, VelocityHalt, type VelocityHaltSettings } from "./rules/velocity-halt.ts";
import type { ZoneClock } from "./zone-clock.ts";

/** A halt that another venue's rule asks for. */
interface AssociatedStop {
  readonly venue: string;
  readonly until: number;
  readonly reason: string;
  readonly collect: boolean;
}

const NEVER = Number.POSITIVE_INFINITY;
const BOOK_PHASE = Object.freeze([Phase.Halted, Phase.Auction, Phase.Continuous, Phase.Halted]);

export class Venue extends Quotes {
  readonly calendar: Calendar;
  /** The running trading day, or the one that ended last: "2026-01-30". Its number from the run's start. */
  tradingDay: string;
  dayIndex = 0;
  /** Settlement that the running day's limits start from. */
  dayBaseTicks: number;
  /** Whether the settlement became known, or the trading day opened, at the start of this step. */
  justSettled = false;
  justOpened = false;
  /** What it has to tell since the engine last emptied this. */
  readonly notices: Notice[] = [];
  /** Other venues that are to stop with it; whoever stops them empties the list. */
  readonly stops: AssociatedStop[] = [];

  private readonly clock: ZoneClock;
  private activityTime = Number.NaN;
  private activityLevel = 1;
  private readonly start: number;
  /** In the order in which they are called. Frozen: their state is saved through `ruleState`. */
  private readonly rules: readonly Rule[];
  /** The same by kind and number, so that a snapshot fits a scenario that has more rules. */
  private readonly ruleState: Record<string, Rule> = {};
  private readonly dailyLimit: DailyLimit;
  private readonly lockWatch = new LockWatch();
  /** Next change of the calendar. */
  private cursor = 0;
  private now: number;
  /** What the timetable says, a halt apart. */
  private scheduled: VenuePhase = VenuePhase.Closed;
  private haltUntil = NEVER;
  private halting = false;
  private haltCollects = false;
  /** Trades in the log that were counted when an auction ended in `advance`: the engine brings them once more. */
  private counted = 0;

  /** Made by `createVenue`. `config`, `calendar` and `clock` are frozen. */
  constructor(name: string, index: number, config: VenueConfig, calendar: Calendar, clock: ZoneClock, start: number) {
    super(name, index, config, calendar.minutesPerDay);
    this.calendar = calendar;
    this.clock = clock;
    this.start = start;
    this.now = start;
    this.tradingDay = calendar.days[0];
    this.dayBaseTicks = this.settlementTicks;
    const rules = config.rules.map((rule) => createRule(rule, config.zone));
    let limit = rules.find((rule) => rule instanceof DailyLimit);
    if (!limit) {
      limit = noLimit();
      rules.push(limit);
    }
    if (!rules.some((rule) => rule instanceof VelocityHalt)) rules.push(noVelocityHalt());
    this.rules = Object.freeze(rules);
    for (const rule of rules) {
      const same = Object.keys(this.ruleState).filter((key) => key.startsWith(rule.kind)).length;
      this.ruleState[`${rule.kind} ${same}`] = rule;
    }
    this.dailyLimit = limit;
    this.history.push(start, this.mid());
  }

  /** Minutes of continuous trading in a mean trading day. */
  get minutesPerDay(): number {
    return this.calendar.minutesPerDay;
  }

  /** End of the session that runs, gaps between adjoining sessions apart, ms UTC. */
  get openUntil(): number {
    return this.calendar.next(ChangeKind.Close, this.cursor);
  }

  /** Moment of the next daily settlement, ms UTC; Infinity when the run holds none. */
  get nextSettlement(): number {
    return this.calendar.next(ChangeKind.Settle, this.cursor);
  }

  /** How busy the clock time is; about 1 in the mean. */
  activity(time: number): number {
    // Every population asks in every step: the answer of the step is kept.
    if (time !== this.activityTime) {
      this.activityTime = time;
      this.activityLevel = activityAt(this.config.activity, this.clock.minuteOfDay(time));
    }
    return this.activityLevel;
  }

  /** The first moment after `time` at which the timetable, a rule or a halt's end changes something; Infinity: none. */
  nextChange(time: number): number {
    let next = this.calendar.nextChange(this.cursor, time);
    if (this.haltUntil > time) next = Math.min(next, this.haltUntil);
    for (const rule of this.rules) if (rule.next > time) next = Math.min(next, rule.next);
    return next;
  }

  /**
   * Begins a step: applies, in order, all that is due at or before `time`. Trades of auctions that end here are left in
   * the book's log for the engine.
   */
  advance(time: number, _minutes: number): void {
    this.justSettled = false;
    this.justOpened = false;
    this.tape.startStep();
    const { calendar, rules } = this;
    for (;;) {
      const change = this.cursor < calendar.time.length ? calendar.time[this.cursor] : NEVER;
      let timer: Rule | null = null;
      for (const rule of rules) if (rule.next < (timer?.next ?? NEVER)) timer = rule;
      const at = Math.min(change, timer?.next ?? NEVER, this.haltUntil);
      if (at > time) break;
      this.now = at;
      if (change === at) this.apply(this.cursor++);
      else if (timer?.next === at) timer.due(this);
      else this.resume();
    }
    this.now = time;
    if (this.unlimited && (this.limitLowTicks !== NO_PRICE || this.limitHighTicks !== NO_PRICE)) this.endLimits();
  }

  /** The engine brings a trade of the log, in the log's order. */
  onTrade(ticks: number, lots: number, forced: boolean, time: number): void {
    if (this.counted > 0) {
      this.counted--;
      if (forced) this.tape.force(lots);
      return;
    }
    this.settledMark = NO_PRICE;
    this.tape.trade(ticks, lots, forced, time);
  }

  /** The engine has drained an order's log: rules look at its trades. */
  afterOrder(time: number): void {
    if (this.tape.sweepHigh === NO_PRICE) return;
    this.now = time;
    // By number: an iterator over a frozen array is made anew, and costs more than the rules.
    for (let r = 0; r < this.rules.length; r++) this.rules[r].traded(this, time);
    this.tape.endSweep();
  }

  /** Ends a step of `minutes` that began at `time`: price history, volatility, volumes, locks. */
  endStep(time: number, minutes: number): void {
    if (this.closed) return;
    const mid = this.mid();
    this.history.push(time + minutes * MINUTE, mid);
    if (!this.accepting) return;
    this.tape.endStep(minutes);
    if (this.phase === VenuePhase.Continuous) {
      this.volatility.observe(mid, minutes);
      this.lockWatch.look(this, time, minutes);
    }
    for (const rule of this.rules) rule.stepEnded(this, time, minutes);
  }

  /**
   * Stops trading until that moment (ms UTC) or `resume`, within sessions. `collect`: orders are collected meanwhile and
   * matched in one auction at its end; else none are taken. A running call auction is matched first.
   */
  halt(until: number, reason: string, collect = false): void {
    if (!(until > this.now)) return;
    this.haltUntil = until;
    this.halting = true;
    this.haltCollects = collect;
    this.notify(this.now, "halt", `trading halted: ${reason}`);
    this.refreshPhase();
  }

  /** Ends a halt now. Nothing happens when there is none. */
  resume(): void {
    if (!this.halting) return;
    this.halting = false;
    this.haltUntil = NEVER;
    this.refreshPhase();
    if (!this.closed) this.notify(this.now, "resume", `trading resumes${this.resumedAt()}`);
  }

  /**
   * Changes the daily limits (fractions of the previous settlement; 0: none) from the next trading day on; `now`: for the
   * rest of this one too. Throws a RangeError when one is negative or `down` above 1.
   */
  setDailyLimit(down: number, up: number, now = false): void {
    this.dailyLimit.setRates(down, up, now, this, this.now);
  }

  /** Other halts on fast moves from now on, in place of the venue's own. */
  setVelocityHalt(settings: VelocityHaltSettings): void {
    const halts = this.rules.filter((rule) => rule instanceof VelocityHalt);
    halts.forEach((rule, i) => {
      rule.set(i === 0 ? settings : { ...settings, move: 0 });
    });
  }

  /** Whether price limits and halts on fast moves have ended for good. */
  get unlimited(): boolean {
    return this.now >= (this.config.limitsUntil ?? NEVER);
  }

  /** For rules: the prices outside which orders are refused (NO_PRICE: none); what rests outside is cancelled. */
  setLimits(low: number, high: number): void {
    this.limitLowTicks = low;
    this.limitHighTicks = high;
    const floor = low === NO_PRICE ? Number.NEGATIVE_INFINITY : low;
    const ceiling = high === NO_PRICE ? NEVER : high;
    this.book.setBand(floor, ceiling);
    if (low !== NO_PRICE || high !== NO_PRICE) this.cancelResting((price) => price < floor || price > ceiling);
  }

  /** For rules: says something to the run's events. What lies before the run is not said. */
  notify(time: number, kind: string, text: string): void {
    if (time >= this.start) this.notices.push({ time, kind, text });
  }

  private endLimits(): void {
    this.setLimits(NO_PRICE, NO_PRICE);
    this.notify(this.now, "price-limit", "price limits have ended");
  }

  private apply(change: number): void {
    const value = this.calendar.value[change];
    switch (this.calendar.kind[change]) {
      case ChangeKind.Close:
        this.scheduled = VenuePhase.Closed;
        this.refreshPhase();
        break;
      case ChangeKind.Settle:
        this.settle();
        break;
      case ChangeKind.DayClose:
        if (this.config.dayOrders) this.cancelResting(() => true);
        break;
      case ChangeKind.DayOpen:
        this.openDay(value);
        break;
      default:
        this.scheduled = value as VenuePhase;
        this.refreshPhase();
    }
  }

  private openDay(day: number): void {
    const { method, window } = this.config.settlement;
    this.tradingDay = this.calendar.days[day];
    this.dayIndex = day;
    this.justOpened = true;
    this.dayBaseTicks = this.settlementTicks;
    this.tape.openDay(method === "vwap" ? this.nextSettlement - window : Number.NEGATIVE_INFINITY);
    for (const rule of this.rules) rule.dayOpened(this, this.now);
  }

  private settle(): void {
    const mean = this.config.settlement.method === "last" ? NO_PRICE : this.tape.windowMean();
    const ticks = mean === NO_PRICE ? this.heldLast() : mean;
    this.previousSettlementTicks = this.settlementTicks;
    this.settlementTicks = ticks;
    this.settledMark = ticks;
    this.settlements.push(this.toPrice(ticks));
    this.justSettled = true;
    for (const rule of this.rules) rule.settled(this, this.now);
  }

  /** Brings phase and book in line with timetable and halt. */
  private refreshPhase(): void {
    let phase = this.scheduled;
    if (this.halting && phase !== VenuePhase.Closed) phase = this.haltCollects ? VenuePhase.Auction : VenuePhase.Halted;
    if (phase === this.phase) return;
    const { log } = this.book;
    const from = log.count;
    this.book.setPhase(BOOK_PHASE[phase]);
    this.phase = phase;
    if (phase === VenuePhase.Continuous) this.settledMark = NO_PRICE;
    // The settlement may follow at this very moment: count the auction's trades now.
    for (let i = from; i < log.count; i++) {
      this.tape.trade(log.price[i], log.qty[i], false, this.now);
      this.counted++;
    }
    if (this.counted > 0) this.afterOrder(this.now);
  }

  private cancelResting(which: (price: number) => boolean): void {
    const ids: number[] = [];
    const note = (id: number, price: number): void => {
      if (which(price)) ids.push(id);
    };
    this.book.forEachResting(Side.Buy, note);
    this.book.forEachResting(Side.Sell, note);
    for (const id of ids) this.book.cancel(id);
  }

  private resumedAt(): string {
    return this.phase === VenuePhase.Continuous ? ` at ${this.last()}` : "";
  }
}
