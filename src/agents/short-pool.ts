/** Who stands short when the run begins: open interest has two sides, so the first longs need counterparties. */
import type { Clearing } from "../clearing/clearing.ts";

const NOBODY = "no population offers the short side of the first positions on this venue";

/**
 * Members that stand ready to be short at the start, per venue. Those who start long take from them, and the lots are
 * spread round-robin over all that were offered. Used while populations are endowed, not after.
 */
export class ShortPool {
  private readonly clearing: Clearing;
  /** Per venue: the members offered, in the order in which they were offered. */
  private readonly shorts: number[][] = [];
  /** Per venue and as `shorts`: collateral that comes with each lot, as a fraction of its value. */
  private readonly cushions: number[][] = [];
  /** Per venue: whose turn it is. */
  private readonly turns: number[] = [];
  /** Per venue: lots taken so far. */
  private readonly lots: number[] = [];

  constructor(clearing: Clearing) {
    this.clearing = clearing;
  }

  /**
   * Offers members first … first+count-1 as shorts of a venue. `cushion`: the part of a lot's value that the short
   * deposits from its wallet for each lot it is given (its wallet is the bound); twice the margin or so lets it live
   * through a rally.
   */
  offer(venue: number, first: number, count: number, cushion = 0.3): void {
    this.reach(venue);
    for (let member = first; member < first + count; member++) {
      this.shorts[venue].push(member);
      this.cushions[venue].push(cushion);
    }
  }

  /**
   * Opens `lots` at `ticks` between `long` and the offered shorts. The long's own collateral is its own affair.
   * Throws when nobody was offered on that venue: the scenario lists longs with a first position and no shorts.
   */
  take(venue: number, long: number, lots: number, ticks: number): void {
    if (lots <= 0) return;
    this.reach(venue);
    const shorts = this.shorts[venue];
    const count = shorts.length;
    if (count === 0) throw new Error(NOBODY);
    const turn = this.turns[venue];
    const each = Math.floor(lots / count);
    const extra = lots - each * count;
    for (let k = 0; k < count && (each > 0 || k < extra); k++) {
      const i = (turn + k) % count;
      this.open(venue, long, shorts[i], each + (k < extra ? 1 : 0), ticks, this.cushions[venue][i]);
    }
    this.turns[venue] = (turn + extra) % count;
    this.lots[venue] += lots;
  }

  /**
   * The reverse of `take`, for funds that start short: opens `lots` at `ticks` against the offered members, who are then
   * less short by as much. Throws as `take` does.
   */
  give(venue: number, short: number, lots: number, ticks: number): void {
    if (lots <= 0) return;
    this.reach(venue);
    const { ledger } = this.clearing;
    const shorts = this.shorts[venue];
    const count = shorts.length;
    if (count === 0) throw new Error(NOBODY);
    const turn = this.turns[venue];
    for (let k = 0; k < count; k++) {
      const part = Math.floor((lots * (k + 1)) / count) - Math.floor((lots * k) / count);
      if (part > 0) ledger.openPosition(venue, shorts[(turn + k) % count], short, part, ticks);
    }
    this.lots[venue] -= lots;
  }

  /** How many members are offered on the venue. */
  size(venue: number): number {
    return this.shorts[venue]?.length ?? 0;
  }

  /** One of the offered members, each in turn: dealers for whoever wants or brings metal. Throws when there is none. */
  next(venue: number): number {
    const count = this.size(venue);
    if (count === 0) throw new Error(NOBODY);
    const turn = this.turns[venue];
    this.turns[venue] = (turn + 1) % count;
    return this.shorts[venue][turn];
  }

  /** Lots taken on the venue less those given back: what the offered members are short of the first positions. */
  taken(venue: number): number {
    return this.lots[venue] ?? 0;
  }

  private open(venue: number, long: number, short: number, lots: number, ticks: number, cushion: number): void {
    const { ledger, venues } = this.clearing;
    const { centsPerTick, currency } = venues[venue];
    ledger.openPosition(venue, long, short, lots, ticks);
    const wanted = Math.ceil(lots * ticks * centsPerTick * cushion);
    const cents = Math.min(wanted, this.clearing.wallet(short, currency));
    if (cents > 0) ledger.deposit(short, venue, cents);
  }

  private reach(venue: number): void {
    while (this.shorts.length <= venue) {
      this.shorts.push([]);
      this.cushions.push([]);
      this.turns.push(0);
      this.lots.push(0);
    }
  }
}
