/**
 * Who moved the price. Over a round, a venue's mid moves by D ticks and takers of kind k trade f_k lots (bought less
 * sold). With F = sum f_k and G = sum |f_k|, kind k is given D sign(F) f_k / G, and what is left, D (1 - |F| / G), is the
 * re-pricing of quotes that no flow explains. The shares sum to D exactly by construction; a one-sided flow is given all
 * of the move, a balanced flow none; who trades against the flow is given the opposite sign. It is linear in D, so the
 * bouncing of a thin book cancels out of the sums. Sums over rounds give any account's loss by those who caused it.
 */
import { CAUSES, causeOfTag, isForced, populationOfTag } from "../core/cause.ts";

const WIDTH = CAUSES.length;
/** Generations of forced selling that are told apart; later ones are counted with the last. */
export const GENERATIONS = 64;

/** The flows and their impact at one venue; all prices in ticks. */
export class VenueAttribution {
  /** Kinds are population * CAUSES.length + cause; the last entry of `impact` is re-pricing. */
  readonly kinds: number;
  /** Cumulative impact of each kind since the start, ticks. */
  readonly impact: Float64Array;
  /** The same at the last settlement: the point from which an account's loss is explained. */
  readonly anchor: Float64Array;
  /** Cumulative impact of forced flow by generation, and at the last settlement. */
  readonly forced = new Float64Array(GENERATIONS);
  readonly forcedAnchor = new Float64Array(GENERATIONS);
  /** Mid at the end of the last round, and at the last settlement. */
  mid = 0;
  midAnchor = 0;
  /** Lots since the recorder last asked. */
  readonly bought: Float64Array;
  readonly sold: Float64Array;
  readonly aggressive: Float64Array;
  readonly impactSince: Float64Array;
  private readonly flow: Float64Array;
  private readonly forcedFlow = new Float64Array(GENERATIONS);
  /** Kinds that took in this round, each once: a round costs what traded, not what exists. */
  private readonly takers: Int32Array;
  private readonly takes: Uint8Array;
  private count = 0;
  private anyForced = false;

  constructor(populations: number) {
    this.kinds = populations * WIDTH;
    this.impact = new Float64Array(this.kinds + 1);
    this.anchor = new Float64Array(this.kinds + 1);
    this.bought = new Float64Array(this.kinds);
    this.sold = new Float64Array(this.kinds);
    this.aggressive = new Float64Array(this.kinds + 1);
    this.impactSince = new Float64Array(this.kinds + 1);
    this.flow = new Float64Array(this.kinds);
    this.takers = new Int32Array(this.kinds);
    this.takes = new Uint8Array(this.kinds);
  }

  /** A trade: `sign` +1 when the taker bought. `generation` is that of the taker's forced episode. */
  trade(takerTag: number, makerTag: number, sign: number, lots: number, generation: number): void {
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
    if (!isForced(causeOfTag(takerTag))) return;
    this.forcedFlow[Math.min(generation, GENERATIONS - 1)] += sign * lots;
    this.anyForced = true;
  }

  /** Ends a round: shares the move of the mid since the last one. */
  endRound(mid: number): void {
    const move = mid - this.mid;
    this.mid = mid;
    const { flow, impact, impactSince, kinds, takers, takes, count } = this;
    if (count === 0) {
      if (move !== 0) {
        impact[kinds] += move;
        impactSince[kinds] += move;
      }
      return;
    }
    let gross = 0;
    let net = 0;
    for (let i = 0; i < count; i++) {
      net += flow[takers[i]];
      gross += Math.abs(flow[takers[i]]);
    }
    let explained = 0;
    const perLot = gross > 0 ? (move * Math.sign(net)) / gross : 0;
    for (let i = 0; i < count; i++) {
      const k = takers[i];
      takes[k] = 0;
      const share = perLot * flow[k];
      explained += share;
      impact[k] += share;
      impactSince[k] += share;
      flow[k] = 0;
    }
    if (this.anyForced) this.shareForced(perLot);
    impact[kinds] += move - explained;
    impactSince[kinds] += move - explained;
    this.count = 0;
  }

  /** Gives each generation of forced flow its part. */
  private shareForced(perLot: number): void {
    const { forced, forcedFlow } = this;
    for (let g = 0; g < GENERATIONS; g++) {
      forced[g] += perLot * forcedFlow[g];
      forcedFlow[g] = 0;
    }
    this.anyForced = false;
  }

  /** A settlement: losses are explained from here on. */
  settle(): void {
    this.anchor.set(this.impact);
    this.forcedAnchor.set(this.forced);
    this.midAnchor = this.mid;
  }
}
