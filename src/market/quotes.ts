/** The market as it stands at a venue: best prices, marks, locks, and what the trades so far say. All of it read only. */
import { NO_PRICE, OrderBook, Phase, SelfTrade } from "../orderbook/index.ts";
import type { VenueConfig } from "./config.ts";
import { Listing } from "./listing.ts";
import { MidHistory } from "./mid-history.ts";
import { VenuePhase } from "./phase.ts";
import { historyPrices, Settlements } from "./settlements.ts";
import { Tape } from "./tape.ts";
import { Volatility } from "./volatility.ts";

const SELF_TRADE = Object.freeze({
  none: SelfTrade.None,
  "cancel-resting": SelfTrade.CancelResting,
  "cancel-incoming": SelfTrade.CancelIncoming,
});

export class Quotes extends Listing {
  readonly book: OrderBook;
  /** Mids of the last 24 hours, as prices. */
  readonly history = new MidHistory();
  /** Daily settlement prices, those before the run included. */
  readonly settlements: Settlements;
  phase: VenuePhase = VenuePhase.Closed;
  /** The settlement that is known last, and the one before it. */
  settlementTicks: number;
  previousSettlementTicks: number;
  /** Orders outside are refused; NO_PRICE: no limit on that side. */
  limitLowTicks = NO_PRICE;
  limitHighTicks = NO_PRICE;
  protected readonly tape: Tape;
  protected readonly volatility: Volatility;
  /** Settlement that accounts are marked to until the next trade; NO_PRICE: none. */
  protected settledMark = NO_PRICE;

  /** @param minutesPerDay minutes of continuous trading in a mean trading day */
  constructor(name: string, index: number, config: VenueConfig, minutesPerDay: number) {
    super(name, index, config);
    // Cancels and refusals concern nobody here: populations look whether their orders are still there.
    this.book = new OrderBook({ selfTrade: SELF_TRADE[config.selfTrade], tradesOnly: true });
    this.book.setPhase(Phase.Halted);
    const past = historyPrices(config.history);
    this.settlements = new Settlements(past);
    this.settlementTicks = past.length > 0 ? this.toTicks(past[past.length - 1]) : this.openingTicks;
    this.previousSettlementTicks = past.length > 1 ? this.toTicks(past[past.length - 2]) : this.settlementTicks;
    this.tape = new Tape(this.openingTicks, minutesPerDay);
    this.volatility = new Volatility(config.volatility, minutesPerDay, 0.5 / this.openingTicks);
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

  /** Lots shown on a side (0 buy, 1 sell) within that fraction of its best price; 0 where it is empty. */
  depthWithin(side: 0 | 1, within: number): number {
    const best = side === 0 ? this.book.bestBid() : this.book.bestAsk();
    return best === NO_PRICE ? 0 : this.book.depth(side, Math.max(1, Math.round(best * within)));
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

  /** The last trade held inside bid and ask. */
  protected heldLast(): number {
    const last = this.tape.last;
    if (this.phase === VenuePhase.Auction) return last;
    const bid = this.book.bestBid();
    const ask = this.book.bestAsk();
    if (bid !== NO_PRICE && last < bid) return bid;
    return ask !== NO_PRICE && last > ask ? ask : last;
  }
}
