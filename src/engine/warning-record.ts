/**
 * What a fall would set off: how the accounts of each margined venue stand every half hour. One walk over those who hold a
 * position, so a sample costs what a settlement does; nothing is kept between samples and no step pays for it.
 */
import { AccountState } from "../clearing/account-state.ts";
import { breachPrice, lotsToRestore } from "../clearing/breach.ts";
import type { Clearing } from "../clearing/clearing.ts";
import { Column } from "../core/columns.ts";
import { MINUTE } from "../core/time.ts";
import type { Venue } from "../market/venue.ts";
import type { LadderTable, WarningTable } from "./result.ts";

/** How often accounts are looked at, ms of simulated time: at the end of the first step of each half hour. */
const WARNING_EVERY = 30 * MINUTE;
/** Accounts that a look may cost for each half hour: a venue with more holders is looked at as much more seldom. */
const ACCOUNTS_A_LOOK = 2_500;
/** Falls below the mark for which what is forced is counted. */
const FALLS = [0.02, 0.05, 0.1] as const;
/** A rung of the ladder is 1% of the mark; beyond 50% on either side nothing is kept. */
const RUNGS = 50;
/** Numbers in a row of accounts, and in one of a ladder. */
const WIDTH = 13;
const LADDER_WIDTH = 5;
/** An account that has less than this many times its maintenance margin counts as stretched. */
const STRETCHED = 2;

export class WarningRecord {
  /** By venue: the moment from which on it is looked at again. */
  private readonly next: number[] = [];
  /** time, venue, mark, long and short accounts, leverage, stretched part, lots in breach and to be closed at each fall. */
  private readonly rows = new Column();
  /** time, venue, rung, lots of longs and of shorts that breach there. */
  private readonly ladder = new Column();
  private readonly longs = new Float64Array(2 * RUNGS);
  private readonly shorts = new Float64Array(2 * RUNGS);
  /** Lots in breach and lots to be closed at each of FALLS. */
  private readonly breached = new Float64Array(FALLS.length);
  private readonly forced = new Float64Array(FALLS.length);

  /** Samples every open margined venue whose time has come: when a half hour, or several, has begun since its last. `time`: the step that ends. */
  sample(time: number, venues: readonly Venue[], clearing: Clearing): void {
    const { next } = this;
    for (let v = 0; v < venues.length; v++) {
      if (time < next[v] || clearing.houses[v] === null || venues[v].closed) continue;
      const pause = Math.max(1, Math.ceil(clearing.ledger.holders[v].size / ACCOUNTS_A_LOOK));
      next[v] = (Math.floor(time / WARNING_EVERY) + pause) * WARNING_EVERY;
      this.sampleVenue(time, v, venues[v].markTicks, clearing);
    }
  }

  private sampleVenue(time: number, v: number, mark: number, clearing: Clearing): void {
    const house = clearing.houses[v];
    if (house === null) return;
    const { accounts, rates } = house;
    const holders = clearing.ledger.holders[v];
    const { longs, shorts, breached, forced } = this;
    longs.fill(0);
    shorts.fill(0);
    breached.fill(0);
    forced.fill(0);
    let longAccounts = 0;
    let shortAccounts = 0;
    let lots = 0;
    let equity = 0;
    let stretched = 0;
    for (let i = 0; i < holders.size; i++) {
      const member = holders.list[i];
      const position = accounts.position(member);
      if (position > 0) longAccounts++;
      else shortAccounts++;
      // Who is being sold out weighs in nothing that is said of the others.
      if (accounts.state[member] === AccountState.Liquidating) continue;
      if (position > 0) lots += position;
      const base = accounts.base(member);
      const rate = rates.classMaintenance[accounts.rateClass[member]];
      const breach = breachPrice(base, position, rate);
      if (position < 0) {
        const rung = RUNGS + Math.max(0, Math.floor((breach / mark - 1) * 100));
        if (rung < 2 * RUNGS) shorts[rung] -= position;
        continue;
      }
      const own = base + position * mark;
      equity += Math.max(0, own);
      if (own < STRETCHED * rate * position * mark) stretched += position;
      if (!(breach > 0)) continue;
      const rung = RUNGS + Math.min(-1, Math.floor((breach / mark - 1) * 100));
      if (rung >= 0) longs[rung] += position;
      if (breach < mark * (1 - FALLS[FALLS.length - 1])) continue;
      const initial = rates.classInitial[accounts.rateClass[member]];
      for (let f = 0; f < FALLS.length; f++) {
        const fallen = mark * (1 - FALLS[f]);
        if (breach < fallen) continue;
        breached[f] += position;
        forced[f] += lotsToRestore(base, position, fallen, initial);
      }
    }
    this.push(time, v, mark, longAccounts, shortAccounts, (lots * mark) / equity, stretched / lots);
    this.pushLadder(time, v);
  }

  private push(
    time: number,
    v: number,
    mark: number,
    long: number,
    short: number,
    leverage: number,
    part: number,
  ): void {
    const { rows, breached, forced } = this;
    rows.push(time);
    rows.push(v);
    rows.push(mark);
    rows.push(long);
    rows.push(short);
    rows.push(Number.isFinite(leverage) ? leverage : Number.NaN);
    rows.push(part);
    for (let f = 0; f < FALLS.length; f++) rows.push(breached[f]);
    for (let f = 0; f < FALLS.length; f++) rows.push(forced[f]);
  }

  private pushLadder(time: number, v: number): void {
    const { ladder, longs, shorts } = this;
    for (let k = 0; k < 2 * RUNGS; k++) {
      if (longs[k] === 0 && shorts[k] === 0) continue;
      ladder.push(time);
      ladder.push(v);
      ladder.push(k - RUNGS);
      ladder.push(longs[k]);
      ladder.push(shorts[k]);
    }
  }

  /** @param ticks tick sizes of the venues: prices are written in their currency */
  table(ticks: readonly number[]): WarningTable {
    const column = (place: number): Float64Array => this.rows.every(WIDTH, place);
    const venue = Uint8Array.from(column(1));
    return {
      time: column(0),
      venue,
      mark: column(2).map((mark, i) => mark * ticks[venue[i]]),
      longAccounts: column(3),
      shortAccounts: column(4),
      leverage: column(5),
      stretched: column(6),
      breached2: column(7),
      breached5: column(8),
      breached10: column(9),
      forced2: column(10),
      forced5: column(11),
      forced10: column(12),
    };
  }

  ladderTable(): LadderTable {
    const column = (place: number): Float64Array => this.ladder.every(LADDER_WIDTH, place);
    return {
      time: column(0),
      venue: Uint8Array.from(column(1)),
      rung: Int32Array.from(column(2)),
      longs: column(3),
      shorts: column(4),
    };
  }
}
