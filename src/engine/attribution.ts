/**
 * Who moved the price. Over a round, a venue's mid moves by D ticks and takers of kind k trade f_k lots (bought less
 * sold). With F = sum f_k and G = sum |f_k|, kind k is given D sign(F) f_k / G, and what is left, D (1 - |F| / G), is the
 * re-pricing of quotes that no flow explains. A one-sided flow is given all of the move, a balanced flow none; who trades
 * against the flow is given the opposite sign. It is linear in D, so the bouncing of a thin book cancels out of the sums.
 * Sums over rounds give any account's loss by those who caused it. docs/forensics.md derives the rule.
 *
 * Shares are whole multiples of 2^-16 tick, rounded so that running sums are within half of one of what the rule says
 * and re-pricing takes the rest: mids are half ticks, so the shares of a round add up to its move exactly, and sums of
 * such numbers are exact in doubles up to 10^11 ticks (or ticks x lots).
 */
import { CAUSES, causeOfTag, isForced, populationOfTag } from "../core/cause.ts";
import type { OrderBook } from "../orderbook/index.ts";
import type { ForcedPushes } from "./forced-pushes.ts";
import { MoveLog } from "./move-log.ts";
import type { ShapleyRule } from "./shapley.ts";

const WIDTH = CAUSES.length;
/** Shares of a price change are whole multiples of 1 / GRAIN ticks. */
export const GRAIN = 65_536;

/** How a venue's attribution is kept. */
export interface AttributionOptions {
  /** Number of the venue. */
  readonly venue: number;
  readonly populations: number;
  /** Where forced trades are written; null where no account can be forced. */
  readonly pushes: ForcedPushes | null;
  /** null: shares by signed aggressive volume. */
  readonly shapley: ShapleyRule | null;
  /** False: flows are counted, but no move is shared. */
  readonly shares: boolean;
}

/** The flows and their impact at one venue; all prices in ticks. */
export class VenueAttribution {
  /** Kinds are population * CAUSES.length + cause; the last entry of `impact` is re-pricing. */
  readonly kinds: number;
  /** Cumulative impact of each kind since the start, ticks. */
  readonly impact: Float64Array;
  /** Mid at the end of the last round; how many rounds have ended, and when the last one did. */
  mid = 0;
  round = 0;
  time = 0;
  /** Lots since the recorder last asked. */
  readonly bought: Float64Array;
  readonly sold: Float64Array;
  readonly aggressive: Float64Array;
  readonly impactSince: Float64Array;
  /** The moves that accounts still count from; kept at margined venues. */
  readonly moves: MoveLog | null;
  readonly options: AttributionOptions;
  private readonly flow: Float64Array;
  /** Kinds that took in this round, each once: a round costs what traded, not what exists. */
  private readonly takers: Int32Array;
  private readonly takes: Uint8Array;
  private count = 0;
  /** Forced takers of this round: their episodes (-1: none is open), kinds and lots bought less sold. */
  private readonly forcedEpisode: number[] = [];
  private readonly forcedKind: number[] = [];
  private readonly forcedLots: number[] = [];
  /** Sum of the shares of this round before rounding, and of those given. */
  private exact = 0;
  private given = 0;

  constructor(options: AttributionOptions) {
    this.options = options;
    this.kinds = options.populations * WIDTH;
    this.impact = new Float64Array(this.kinds + 1);
    this.bought = new Float64Array(this.kinds);
    this.sold = new Float64Array(this.kinds);
    this.aggressive = new Float64Array(this.kinds + 1);
    this.impactSince = new Float64Array(this.kinds + 1);
    this.flow = new Float64Array(this.kinds);
    this.takers = new Int32Array(this.kinds);
    this.takes = new Uint8Array(this.kinds);
    this.moves = options.pushes === null || !options.shares ? null : new MoveLog();
  }

  /** A round begins: the Shapley rule walks flows through the book as it stands now. */
  openRound(book: OrderBook): void {
    this.options.shapley?.open(book);
  }

  /** A trade: `sign` +1 when the taker bought. `episode`: row of the taker's forced episode, -1 where there is none. */
  trade(takerTag: number, makerTag: number, sign: number, lots: number, episode: number): void {
    const taker = populationOfTag(takerTag) * WIDTH + causeOfTag(takerTag);
    const maker = populationOfTag(makerTag) * WIDTH + causeOfTag(makerTag);
    if (this.takes[taker] === 0) {
      this.takes[taker] = 1;
      this.takers[this.count++] = taker;
    }
    this.flow[taker] += sign * lots;
    this.aggressive[taker] += sign * lots;
    if (sign > 0) {
      this.bought[taker] += lots;
      this.sold[maker] += lots;
    } else {
      this.sold[taker] += lots;
      this.bought[maker] += lots;
    }
    if (isForced(causeOfTag(takerTag))) this.tradeForced(taker, episode, sign * lots);
  }

  /** Ends a round at `time`: shares the move of the mid since the last one. */
  endRound(mid: number, time: number): void {
    const move = mid - this.mid;
    const { count, kinds, takers, takes, flow } = this;
    this.mid = mid;
    this.time = time;
    this.round++;
    if (count > 0) {
      if (this.options.shares) this.share(move);
      for (let i = 0; i < count; i++) {
        takes[takers[i]] = 0;
        flow[takers[i]] = 0;
      }
      this.count = 0;
      this.forcedEpisode.length = this.forcedKind.length = this.forcedLots.length = 0;
    }
    const rest = move - this.given;
    this.given = 0;
    if (rest !== 0 && this.options.shares) this.book(kinds, -1, rest);
  }

  private tradeForced(kind: number, episode: number, lots: number): void {
    const { forcedEpisode, forcedKind, forcedLots } = this;
    const last = forcedEpisode.length - 1;
    if (last >= 0 && forcedEpisode[last] === episode && forcedKind[last] === kind) {
      forcedLots[last] += lots;
      return;
    }
    forcedEpisode.push(episode);
    forcedKind.push(kind);
    forcedLots.push(lots);
  }

  /** Gives every taker its share of the move. */
  private share(move: number): void {
    const { flow, takers, count } = this;
    const { shapley } = this.options;
    let gross = 0;
    let net = 0;
    for (let i = 0; i < count; i++) {
      net += flow[takers[i]];
      gross += Math.abs(flow[takers[i]]);
    }
    const perLot = gross > 0 ? (move * Math.sign(net)) / gross : 0;
    const rates = shapley === null ? null : shapley.rates(flow, takers, count);
    this.exact = 0;
    for (let i = 0; i < count; i++) {
      const k = takers[i];
      if (isForced(k % WIDTH)) this.shareForced(k, rates === null ? perLot : rates[i], rates !== null);
      else this.give(k, -1, flow[k], rates === null ? perLot : rates[i]);
    }
  }

  /**
   * Shares out what a forced kind is given among its episodes. By volume all have the same rate; a Shapley value is
   * shared by volume once more, so that what episodes on both sides take from one another goes to re-pricing.
   */
  private shareForced(kind: number, rate: number, ofNet: boolean): void {
    const { forcedEpisode, forcedKind, forcedLots, flow } = this;
    let perLot = rate;
    if (ofNet) {
      let gross = 0;
      for (let e = 0; e < forcedKind.length; e++) if (forcedKind[e] === kind) gross += Math.abs(forcedLots[e]);
      perLot = gross > 0 ? (rate * Math.abs(flow[kind])) / gross : 0;
    }
    for (let e = 0; e < forcedKind.length; e++) {
      if (forcedKind[e] === kind) this.give(kind, forcedEpisode[e], forcedLots[e], perLot);
    }
  }

  private give(kind: number, episode: number, lots: number, perLot: number): void {
    this.exact += perLot * lots;
    const sum = Math.round(this.exact * GRAIN) / GRAIN;
    const share = sum - this.given;
    this.given = sum;
    if (share !== 0) this.book(kind, episode, share);
    const { pushes, venue } = this.options;
    if (episode >= 0 && pushes !== null) pushes.push(episode, venue, this.round, this.time, lots, share);
  }

  private book(kind: number, episode: number, share: number): void {
    this.impact[kind] += share;
    this.impactSince[kind] += share;
    if (this.moves !== null) this.moves.push(this.round, kind, episode, share);
  }
}
