/** The forced episodes of all venues: from the trigger until the desk lets go of the account. One row each. */
import { Column } from "../core/columns.ts";

/** A row for each forced episode: one account at one venue, from the trigger until it is closed or the run ends. */
export interface LiquidationTable {
  /** Number of the episode among all of the run, from 0 on. */
  readonly episode: Int32Array;
  readonly member: Float64Array;
  readonly venue: Uint8Array;
  readonly population: Uint16Array;
  /** When the account breached, ms UTC, when it was handed to the desk (after a call's deadline, that is later), and when its forced selling ended (NaN: still open). */
  readonly triggered: Float64Array;
  readonly handed: Float64Array;
  readonly ended: Float64Array;
  /** 0 price move, 1 margin raise, 2 call unmet at its deadline, 3 position limit: index into LIQUIDATION_TRIGGERS (engine/result.ts). */
  readonly trigger: Uint8Array;
  /** 0 when no forced flow took part in the losses that led here; otherwise 1 + the liquidation generation of the forced flow that contributed most. */
  readonly generation: Uint16Array;
  /** Signed lots at the trigger, and lots closed by force. */
  readonly position: Float64Array;
  readonly closed: Float64Array;
  /** Mark price at the trigger and mean price of the forced fills. */
  readonly markPrice: Float64Array;
  readonly fillPrice: Float64Array;
  /** Loss that the ledger booked from when the account was last safe to the trigger, in the venue's currency, and the part of it that forced flows made. */
  readonly loss: Float64Array;
  readonly lossByForced: Float64Array;
  /** Loss beyond the account's collateral that the waterfall bore. */
  readonly shortfall: Float64Array;
  /** Index into LIQUIDATION_STYLES (core/liquidation-style.ts): the style with which the episode began. */
  readonly style: Uint8Array;
  /** What it cost against the mark at the trigger, in the venue's currency: (mark - fill) x lots x side; below 0 is a gain. */
  readonly slippage: Float64Array;
  /** Fees of forced fills. */
  readonly fees: Float64Array;
  /** Of the lots closed: sold by auction, and what they gave up against the mark at the auction. */
  readonly auctionLots: Float64Array;
  readonly auctionConcession: Float64Array;
  /** Of the lots closed: against accounts of the other side; what those gave up against the mark then; what the account lacked at that mark. */
  readonly deleveragedLots: Float64Array;
  readonly deleveragedTaken: Float64Array;
  readonly deleveragedShortfall: Float64Array;
  /** Most lots that a locked price limit left unfilled when the lock or its day ended. */
  readonly unfilledAtLimit: Float64Array;
}

export class Episodes {
  private readonly member = new Column();
  private readonly venue = new Column();
  private readonly population = new Column();
  private readonly triggered = new Column();
  private readonly handed = new Column();
  private readonly ended = new Column();
  private readonly trigger = new Column();
  private readonly generation = new Column();
  private readonly position = new Column();
  private readonly closed = new Column();
  private readonly mark = new Column();
  private readonly value = new Column();
  private readonly loss = new Column();
  private readonly lossByForced = new Column();
  private readonly shortfall = new Column();
  private readonly equity = new Column();
  /** Minutes in which an account without equity found nobody to trade with; those who were declared in default. */
  private readonly waited = new Column();
  private readonly declared = new Column();
  private readonly style = new Column();
  /** Cents. */
  private readonly fees = new Column();
  private readonly auctioned = new Column();
  /** Ticks x lots. */
  private readonly conceded = new Column();
  private readonly deleveraged = new Column();
  private readonly taken = new Column();
  private readonly missing = new Column();
  /** Lots that wait at a locked price limit, and the most that a lock left unfilled. */
  private readonly queued = new Column();
  private readonly unfilled = new Column();

  get count(): number {
    return this.member.length;
  }

  /** Begins a row; returns its number. `since`: when the account breached; `time`: now. `loss` in ticks x lots, `mark` in ticks, `equity` in cents. */
  open(
    venue: number,
    member: number,
    population: number,
    since: number,
    time: number,
    trigger: number,
    position: number,
    mark: number,
    loss: number,
    lossByForced: number,
    generation: number,
    equity: number,
    style: number,
  ): number {
    this.member.push(member);
    this.venue.push(venue);
    this.population.push(population);
    this.triggered.push(since);
    this.handed.push(time);
    this.ended.push(Number.NaN);
    this.trigger.push(trigger);
    this.generation.push(generation);
    this.position.push(position);
    this.closed.push(0);
    this.mark.push(mark);
    this.value.push(0);
    this.loss.push(loss);
    this.lossByForced.push(lossByForced);
    this.shortfall.push(0);
    this.equity.push(equity);
    this.waited.push(0);
    this.declared.push(0);
    this.style.push(style);
    for (const column of [this.fees, this.auctioned, this.conceded, this.deleveraged, this.taken]) column.push(0);
    for (const column of [this.missing, this.queued, this.unfilled]) column.push(0);
    return this.member.length - 1;
  }

  /** A forced fill. */
  fill(row: number, lots: number, ticks: number): void {
    this.closed.set(row, this.closed.at(row) + lots);
    this.value.set(row, this.value.at(row) + lots * ticks);
    this.waited.set(row, 0);
  }

  /** A fee, cents. */
  charge(row: number, cents: number): void {
    this.fees.set(row, this.fees.at(row) + cents);
  }

  /** Lots sold in an auction; `conceded`: ticks x lots given up against the mark. */
  auction(row: number, lots: number, ticks: number, conceded: number): void {
    this.fill(row, lots, ticks);
    this.auctioned.set(row, this.auctioned.at(row) + lots);
    this.conceded.set(row, this.conceded.at(row) + conceded);
  }

  /** Lots closed against the other side's accounts; `taken`: ticks x lots that those lost against the mark. */
  deleverage(row: number, lots: number, ticks: number, taken: number): void {
    this.fill(row, lots, ticks);
    this.deleveraged.set(row, this.deleveraged.at(row) + lots);
    this.taken.set(row, this.taken.at(row) + taken);
  }

  /** What the account lacked at the mark when it was deleveraged, ticks x lots; counted once, at the first. */
  lack(row: number, missing: number): void {
    if (this.deleveraged.at(row) === 0) this.missing.set(row, missing);
  }

  /** Lots that wait at a locked price limit now. */
  queue(row: number, lots: number): void {
    this.queued.set(row, lots);
  }

  /** The lock is over, or its day: what waited was not filled. */
  endQueue(row: number): void {
    this.unfilled.set(row, Math.max(this.unfilled.at(row), this.queued.at(row)));
    this.queued.set(row, 0);
  }

  /** Adds to what others than the owner bore, cents; the account is in default. */
  bear(row: number, cents: number): void {
    this.shortfall.set(row, this.shortfall.at(row) + cents);
    this.declared.set(row, 1);
  }

  /** Cents that others bear. */
  borne(row: number): number {
    return this.shortfall.at(row);
  }

  isDeclared(row: number): boolean {
    return this.declared.at(row) === 1;
  }

  /** Adds minutes without a fill; returns how many they are by now. Starts again at a fill. */
  wait(row: number, minutes: number): number {
    const waited = this.waited.at(row) + minutes;
    this.waited.set(row, waited);
    return waited;
  }

  close(row: number, time: number): void {
    this.ended.set(row, time);
  }

  /** Cents of equity when the row began. */
  equityAt(row: number): number {
    return this.equity.at(row);
  }

  /** The price at which the position that the row began with was worth what the account owed, ticks (not whole). */
  bankruptcyTicks(row: number, centsPerTick: number): number {
    return this.mark.at(row) - this.equity.at(row) / centsPerTick / this.position.at(row);
  }

  /** The table, in prices and the venues' currencies. `tick` and `centsPerTick` by venue. */
  table(tick: Float64Array, centsPerTick: Float64Array): LiquidationTable {
    const n = this.count;
    const venue = this.venue.toUint8();
    const closed = this.closed.toFloat64();
    const markPrice = this.mark.toFloat64();
    const fillPrice = this.value.toFloat64();
    const loss = this.loss.toFloat64();
    const lossByForced = this.lossByForced.toFloat64();
    const shortfall = this.shortfall.toFloat64();
    const position = this.position.toFloat64();
    const slippage = new Float64Array(n);
    const fees = this.fees.toFloat64();
    const auctionConcession = this.conceded.toFloat64();
    const deleveragedTaken = this.taken.toFloat64();
    const deleveragedShortfall = this.missing.toFloat64();
    const unfilledAtLimit = this.unfilled.toFloat64();
    for (let i = 0; i < n; i++) {
      const v = venue[i];
      const money = centsPerTick[v] / 100;
      slippage[i] = (closed[i] * markPrice[i] - fillPrice[i]) * Math.sign(position[i]) * money;
      fees[i] /= 100;
      auctionConcession[i] *= money;
      deleveragedTaken[i] *= money;
      deleveragedShortfall[i] *= money;
      unfilledAtLimit[i] = Math.max(unfilledAtLimit[i], this.queued.at(i));
      markPrice[i] *= tick[v];
      fillPrice[i] = closed[i] > 0 ? (fillPrice[i] / closed[i]) * tick[v] : Number.NaN;
      loss[i] *= money;
      lossByForced[i] *= money;
      shortfall[i] /= 100;
    }
    return {
      episode: Int32Array.from({ length: n }, (_, i) => i),
      member: this.member.toFloat64(),
      venue,
      population: this.population.toUint16(),
      triggered: this.triggered.toFloat64(),
      handed: this.handed.toFloat64(),
      ended: this.ended.toFloat64(),
      trigger: this.trigger.toUint8(),
      generation: this.generation.toUint16(),
      position,
      closed,
      markPrice,
      fillPrice,
      loss,
      lossByForced,
      shortfall,
      style: this.style.toUint8(),
      slippage,
      fees,
      auctionLots: this.auctioned.toFloat64(),
      auctionConcession,
      deleveragedLots: this.deleveraged.toFloat64(),
      deleveragedTaken,
      deleveragedShortfall,
      unfilledAtLimit,
    };
  }
}
