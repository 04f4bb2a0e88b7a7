/** Where the losses come from that led accounts into liquidation: by whom, since when, through which forced sales. */

import { AccountState, Trigger } from "../clearing/account-state.ts";
import { breachPrice } from "../clearing/breach.ts";
import type { Clearing } from "../clearing/clearing.ts";
import type { LossExplainer, LossExplanation } from "../clearing/loss-explainer.ts";
import { CAUSES, isForced } from "../core/cause.ts";
import type { VenueAttribution } from "./attribution.ts";
import { CascadeBook } from "./cascade-record.ts";
import type { MoveLog } from "./move-log.ts";
import { SafeMarks } from "./safe-marks.ts";

const WIDTH = CAUSES.length;
/** Generations of forced selling that are told apart; later ones are counted with the last. */
const GENERATIONS = 64;

/**
 * Explains each forced episode's loss, from when the account was last safe: what the ledger booked is its position times
 * what each kind moved the mid by, the mark's distance from the mid, and what its own trades since then won or lost.
 */
export class KillLedger implements LossExplainer {
  /** USD (or the run's first currency) per tick and lot at each venue; set by the engine as exchange rates move. */
  readonly usdPerTick: Float64Array;
  readonly book = new CascadeBook();
  private readonly venues: readonly VenueAttribution[];
  private clearing: Clearing | null = null;
  /** By venue; null where nothing is margined or nothing is attributed. */
  private readonly marks: (SafeMarks | null)[] = [];
  /** By venue: windows that end with its last round, by the round after which they begin. */
  private readonly fresh: readonly Map<number, number>[];
  private readonly freshRound: Int32Array;
  /** Round before which the venue's margin last changed. */
  private readonly raisedRound: Int32Array;
  private readonly byKind: Float64Array;
  private readonly byGeneration = new Float64Array(GENERATIONS);

  constructor(venues: readonly VenueAttribution[]) {
    this.venues = venues;
    this.usdPerTick = new Float64Array(venues.length);
    this.fresh = venues.map(() => new Map());
    this.freshRound = new Int32Array(venues.length).fill(-1);
    this.raisedRound = new Int32Array(venues.length).fill(-1);
    this.byKind = new Float64Array(Math.max(0, ...venues.map(({ kinds }) => kinds + 1)));
  }

  /** Tells it whose accounts to follow; once, before the first of them trades. */
  follow(clearing: Clearing): void {
    this.clearing = clearing;
    const { members } = clearing.ledger;
    for (const { moves } of this.venues) this.marks.push(moves === null ? null : new SafeMarks(members));
  }

  look(venue: number, member: number, position: number): void {
    const marks = this.marks[venue];
    if (marks?.turned(member, position)) this.safe(venue, member);
  }

  raised(venue: number): void {
    this.raisedRound[venue] = this.venues[venue].round;
  }

  safe(venue: number, member: number): void {
    const marks = this.marks[venue];
    if (marks === null) return;
    const { round, time, mid } = this.venues[venue];
    marks.set(member, round, time, this.booked(venue, member), this.mark(venue) - mid);
  }

  /** The venue has settled: losses count from here on, unless the account is called or being closed. */
  settle(venue: number): void {
    const { clearing } = this;
    const marks = this.marks[venue];
    const house = clearing?.houses[venue];
    const { moves } = this.venues[venue];
    if (marks === null || !clearing || !house || moves === null) return;
    const { state } = house.accounts;
    const holders = clearing.ledger.holders[venue];
    let oldest = this.venues[venue].round;
    for (let i = 0; i < holders.size; i++) {
      const member = holders.list[i];
      if (state[member] === AccountState.Called || state[member] === AccountState.Liquidating)
        oldest = Math.min(oldest, marks.round[member]);
      else this.safe(venue, member);
    }
    moves.forget(oldest);
  }

  explain(venue: number, member: number, position: number, out: LossExplanation): void {
    const marks = this.marks[venue];
    const { moves, mid } = this.venues[venue];
    if (marks === null || moves === null) {
      out.loss = out.byForced = Number.NaN;
      out.generation = 0;
      return;
    }
    const { book } = this;
    const window = this.window(venue, marks.round[member], marks.time[member], moves);
    const loss = marks.booked[member] - this.booked(venue, member);
    const gap = -position * (this.mark(venue) - mid - marks.gap[member]);
    const moved = -position * book.moveOf(window);
    out.loss = loss;
    out.byForced = -position * book.forcedOf(window);
    out.generation = book.generationAfter(window, position > 0);
    const safe = mid - book.moveOf(window) + marks.gap[member];
    const raise = this.raisedRound[venue] > marks.round[member] ? this.raiseShare(venue, member, safe) : 0;
    book.episode(window, loss - gap - moved, gap, raise, out.generation);
  }

  /** The window of the venue's rounds after `from` up to the last one; those with the same ends are one. */
  private window(venue: number, from: number, time: number, moves: MoveLog): number {
    const { kinds, round, time: now } = this.venues[venue];
    const fresh = this.fresh[venue];
    if (this.freshRound[venue] !== round) {
      fresh.clear();
      this.freshRound[venue] = round;
    }
    const known = fresh.get(from);
    if (known !== undefined) return known;
    const { byKind, byGeneration, book } = this;
    byKind.fill(0);
    byGeneration.fill(0);
    let move = 0;
    for (let i = moves.after(from); i < moves.count; i++) {
      const ticks = moves.ticks[i];
      const episode = moves.episode[i];
      byKind[moves.kind[i]] += ticks;
      move += ticks;
      if (episode >= 0) byGeneration[Math.min(book.generationOf(episode), GENERATIONS - 1)] += ticks;
    }
    let forced = 0;
    for (let k = 0; k < kinds; k++) if (byKind[k] !== 0 && isForced(k % WIDTH)) forced += byKind[k];
    const usdPerTick = this.usdPerTick[venue];
    const span = { venue, fromRound: from, toRound: round, from: time, to: now };
    const [ofFall, ofRise] = [this.worst(-1), this.worst(1)];
    const window = book.window({ ...span, move, forced, usdPerTick, ofFall, ofRise });
    for (let k = 0; k <= kinds; k++) if (byKind[k] !== 0) book.cause(window, k, byKind[k]);
    fresh.set(from, window);
    return window;
  }

  /**
   * How much of the way from the safe mark to the breach that the margin before would have had, the raise took away: the
   * breach that it has now lies nearer. 0 where the account was not brought down by a raise.
   */
  private raiseShare(venue: number, member: number, safe: number): number {
    const house = this.clearing?.houses[venue];
    if (!house || house.accounts.trigger[member] !== Trigger.MarginRaise) return 0;
    const { accounts, rates } = house;
    const rateClass = accounts.rateClass[member];
    const base = accounts.base(member);
    const position = accounts.position(member);
    const before = breachPrice(base, position, rates.earlier[rateClass]);
    const now = breachPrice(base, position, rates.classMaintenance[rateClass]);
    const way = safe - before;
    const part = way === 0 ? 1 : (now - before) / way;
    return Number.isNaN(part) ? 0 : Math.min(1, Math.max(0, part));
  }

  /** 1 + the generation that moved the price most in that direction; 0 when none did. */
  private worst(sign: number): number {
    let most = 0;
    let generation = 0;
    for (let g = 0; g < GENERATIONS; g++) {
      if (sign * this.byGeneration[g] <= most) continue;
      most = sign * this.byGeneration[g];
      generation = g + 1;
    }
    return generation;
  }

  /** Ticks x lots that the account has won at the venue so far, its position at the mark. */
  private booked(venue: number, member: number): number {
    return (this.clearing as Clearing).ledger.booked(venue, member, this.mark(venue));
  }

  private mark(venue: number): number {
    return (this.clearing as Clearing).venues[venue].markTicks;
  }
}
