/**
 * A venue: one book, its timetable, its trading rules and its own price history. The engine calls it at fixed points of
 * a step: `advance` at the start, `onTrade` for every trade, `afterOrder` after every order, `endStep` at the end.
 */
import { MINUTE } from "../core/time.ts";
import { EventKind, NO_PRICE, OrderBook, Phase, SelfTrade, Side } from "../orderbook/index.ts";
import { activityAt } from "./activity.ts";
import { type Calendar, ChangeKind } from "./calendar.ts";
import type { VenueConfig } from "./config.ts";
import { LockWatch } from "./lock-watch.ts";
import { MidHistory } from "./mid-history.ts";
import { type Notice, VenuePhase } from "./phase.ts";
import { DailyLimit, noLimit } from "./rules/daily-limit.ts";
import { createRule } from "./rules/registry.ts";
import type { Rule } from "./rules/rule.ts";
import { historyPrices, Settlements } from "./settlements.ts";
import { Tape } from "./tape.ts";
import { Volatility } from "./volatility.ts";
import type { ZoneClock } from "./zone-clock.ts";

const NEVER = Number.POSITIVE_INFINITY;
const BOOK_PHASE = Object.freeze([Phase.Halted, Phase.Auction, Phase.Continuous, Phase.Halted]);
const SELF_TRADE = Object.freeze({
  none: SelfTrade.None,
  "cancel-resting": SelfTrade.CancelResting,
  "cancel-incoming": SelfTrade.CancelIncoming,
});

export class Venue {
  readonly name: string;
  /** Number among the run's venues. */
  readonly index: number;
  readonly config: VenueConfig;
  readonly currency: string;
  /** What a price is for: "oz", "kg", "share". */
  readonly unit: string;
  readonly tick: number;
  /** Units per lot. */
  readonly multiplier: number;
  /** Money: cents of the currency per tick and lot, a whole number. */
  readonly centsPerTick: number;
  /** Margined and marked daily; else fully paid shares. */
  readonly isFutures: boolean;
  readonly book: OrderBook;
  readonly calendar: Calendar;
  readonly history = new MidHistory();
  readonly settlements: Settlements;
  /** Price in ticks when the run started. */
  readonly openingTicks: number;

  phase: VenuePhase = VenuePhase.Closed;
  /** The running trading day, or the one that ended last; "2026-01-30". Its number from the run's start. */
  tradingDay: string;
  dayIndex = 0;
  /** Settlement that the running day's limits start from. */
  dayBaseTicks: number;
  /** The settlement that is known last, and the one before it. */
  settlementTicks: number;
  previousSettlementTicks: number;
  /** Whether the settlement became known, or the trading day opened, at the start of this step. */
  justSettled = false;
  justOpened = false;
  /** Orders outside are refused; NO_PRICE: no limit on that side. */
  limitLowTicks = NO_PRICE;
  limitHighTicks = NO_PRICE;
  /** What it has to tell since the engine last emptied this. */
  readonly notices: Notice[] = [];

  private readonly clock: ZoneClock;
  private readonly ticksPerUnit: number;
  private readonly start: number;
  private readonly rules: Rule[];
  private readonly dailyLimit: DailyLimit;
  private readonly tape: Tape;
  private readonly volatility: Volatility;
  private readonly lockWatch = new LockWatch();
  /** Next change of the calendar. */
  private cursor = 0;
  private now: number;
  /** What the timetable says, a halt apart. */
  private scheduled: VenuePhase = VenuePhase.Closed;
  private haltUntil = NEVER;
  private halting = false;
  private haltCollects = false;
  /** Settlement that accounts are marked to until the next trade; NO_PRICE: none. */
  private settledMark = NO_PRICE;
  /** Trades in the log that were counted when an auction ended in `advance`: the engine brings them once more. */
  private counted = 0;

  /** Made by `createVenue`. `config` and `calendar` are frozen. */
  constructor(name: string, index: number, config: VenueConfig, calendar: Calendar, clock: ZoneClock, start: number) {
    this.name = name;
    this.index = index;
    this.config = config;
    this.currency = config.currency;
    this.unit = config.unit;
    this.tick = config.tick;
    const perUnit = Math.round(1 / config.tick);
    this.ticksPerUnit = Math.abs(perUnit * config.tick - 1) < 1e-9 ? perUnit : Number.NaN;
    this.multiplier = config.multiplier;
    this.centsPerTick = Math.round(config.tick * config.multiplier * 100);
    this.isFutures = config.settles === "futures";
    this.book = new OrderBook({ selfTrade: SELF_TRADE[config.selfTrade] });
    this.book.setPhase(Phase.Halted);
    this.calendar = calendar;
    this.clock = clock;
    this.start = start;
    this.now = start;
    this.tradingDay = calendar.days[0];
    this.openingTicks = this.toTicks(config.price);
    const past = historyPrices(config.history);
    this.settlements = new Settlements(past);
    this.settlementTicks = past.length > 0 ? this.toTicks(past[past.length - 1]) : this.openingTicks;
    this.previousSettlementTicks = past.length > 1 ? this.toTicks(past[past.length - 2]) : this.settlementTicks;
    this.dayBaseTicks = this.settlementTicks;
    this.tape = new Tape(this.openingTicks, calendar.minutesPerDay);
    this.volatility = new Volatility(config.volatility, calendar.minutesPerDay);
    this.rules = config.rules.map((rule) => createRule(rule, config.zone));
    let limit = this.rules.find((rule) => rule instanceof DailyLimit);
    if (!limit) {
      limit = noLimit();
      this.rules.push(limit);
    }
    this.dailyLimit = limit;
  }

  /** Whether orders may be sent: an auction or continuous trading runs. */
  get accepting(): boolean {
    return this.phase === VenuePhase.Continuous || this.phase === VenuePhase.Auction;
  }

  /** No session runs (a halt inside a session is not closed). */
  get closed(): boolean {
    return this.phase === VenuePhase.Closed;
  }

  /** Last trade, in ticks; the opening price before the first. */
  get lastTicks(): number {
    return this.tape.last;
  }

  /** Trades of this step, in ticks; NO_PRICE when there was none. */
  get stepOpen(): number {
    return this.tape.open;
  }
  get stepHigh(): number {
    return this.tape.high;
  }
  get stepLow(): number {
    return this.tape.low;
  }
  /** Lots traded in this step, and those of them that forced orders took or gave. */
  get stepVolume(): number {
    return this.tape.stepVolume;
  }
  get stepForcedVolume(): number {
    return this.tape.stepForced;
  }
  /** Lots traded in this trading day. */
  get volume(): number {
    return this.tape.dayVolume;
  }
  /** Lots per minute of trading without forced orders: of the last minutes (half-life 10), and the baseline of days. */
  get minuteVolume(): number {
    return this.tape.minuteVolume;
  }
  get oldVolume(): number {
    return this.tape.oldVolume;
  }
  /** Extremes of the trades since the rules last looked, in ticks. */
  get sweepHigh(): number {
    return this.tape.sweepHigh;
  }
  get sweepLow(): number {
    return this.tape.sweepLow;
  }

  /** Standard deviation of the mid's return over one minute: recent (half-life 30 minutes), and the baseline of days. */
  get sigma(): number {
    return this.volatility.sigma;
  }
  get sigma0(): number {
    return this.volatility.sigma0;
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

  /** Best prices in ticks; NO_PRICE if there is none. In an auction they may cross. */
  bidTicks(): number {
    return this.book.bestBid();
  }
  askTicks(): number {
    return this.book.bestAsk();
  }

  /** Best offer less best bid; -1 when a side is empty or an auction runs. */
  spreadTicks(): number {
    const bid = this.book.bestBid();
    const ask = this.book.bestAsk();
    return this.phase === VenuePhase.Auction || bid === NO_PRICE || ask === NO_PRICE ? -1 : ask - bid;
  }

  /** Middle of the best prices, in half ticks; of one side alone, the last trade held to it; in an auction the last trade. */
  midTicks(): number {
    const last = this.tape.last;
    if (this.phase === VenuePhase.Auction) return last;
    const bid = this.book.bestBid();
    const ask = this.book.bestAsk();
    if (bid === NO_PRICE) return ask === NO_PRICE ? last : Math.min(ask, last);
    return ask === NO_PRICE ? Math.max(bid, last) : (bid + ask) / 2;
  }

  /** `midTicks` as a price. */
  mid(): number {
    return this.toPrice(this.midTicks());
  }

  /** Last trade as a price. */
  last(): number {
    return this.toPrice(this.tape.last);
  }

  /** What clearing marks to, in whole ticks: the last trade held inside bid and ask; after a settlement, that until the next trade. */
  get markTicks(): number {
    if (this.settledMark !== NO_PRICE) return this.settledMark;
    return this.heldLast();
  }

  /** -1 or 1 while the book is locked at the lower or upper limit: orders at the limit on one side, none on the other; else 0. */
  get lock(): -1 | 0 | 1 {
    const low = this.limitLowTicks;
    const high = this.limitHighTicks;
    if (low === NO_PRICE && high === NO_PRICE) return 0;
    const bid = this.book.bestBid();
    const ask = this.book.bestAsk();
    if (low !== NO_PRICE && bid === NO_PRICE && ask !== NO_PRICE && ask <= low) return -1;
    return high !== NO_PRICE && ask === NO_PRICE && bid !== NO_PRICE && bid >= high ? 1 : 0;
  }

  /** Lots that wait at the limit while the book is locked there; 0 when it is not. */
  get lockQueue(): number {
    const { lock } = this;
    return lock === 0 ? 0 : lock < 0 ? this.book.bestAskQty() : this.book.bestBidQty();
  }

  /** Nearest tick to a price. */
  toTicks(price: number): number {
    return Math.round(price / this.tick);
  }

  /** Price of a tick. */
  toPrice(ticks: number): number {
    // Dividing by a whole number of ticks per unit gives the nearest double to the decimal price; multiplying does not.
    return Number.isNaN(this.ticksPerUnit) ? ticks * this.tick : ticks / this.ticksPerUnit;
  }

  /** How busy the clock time is; about 1 in the mean. */
  activity(time: number): number {
    return activityAt(this.config.activity, this.clock.minuteOfDay(time));
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
    for (const rule of this.rules) rule.traded(this, time);
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
    this.dailyLimit.setRates(down, up, now, this);
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
      if (log.kind[i] !== EventKind.Trade) continue;
      this.tape.trade(log.price[i], log.qty[i], false, this.now);
      this.counted++;
    }
    if (this.counted > 0) this.afterOrder(this.now);
  }

  private heldLast(): number {
    const last = this.tape.last;
    if (this.phase === VenuePhase.Auction) return last;
    const bid = this.book.bestBid();
    const ask = this.book.bestAsk();
    if (bid !== NO_PRICE && last < bid) return bid;
    return ask !== NO_PRICE && last > ask ? ask : last;
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
