/**
 * What the metal is held to be worth by consensus: a log diffusion, and news that is absorbed gradually and may leak.
 * Information does not come evenly: a part of it comes in pieces of all sizes (Merton 1976; Maheu & McCurdy 2004), and at
 * a pace that has a memory of its own, of minutes, hours and days (the mixture of distributions of Clark 1973, on several
 * scales at once as in Calvet & Fisher 2004).
 */
import { z } from "zod";
import { duration, fraction, nonNegative, positive } from "../core/quantity.ts";
import type { RandomStream } from "../core/random.ts";
import { DAY } from "../core/time.ts";

export const fairValueConfig = z
  .strictObject({
    start: positive().meta({
      description: "consensus value when the run starts, USD per ounce (or the main venue's unit)",
    }),
    volatility: nonNegative()
      .default(0.012)
      .meta({ description: "standard deviation of the logarithm per square root of a day, news apart" }),
    arrival: z
      .strictObject({
        pieces: fraction()
          .default(0)
          .meta({ description: "part of the diffusion's variance that comes in pieces, the rest comes all the time" }),
        perDay: positive().default(300).meta({ description: "such pieces a day, at the usual pace" }),
        unevenness: nonNegative().default(0).meta({
          description: "standard deviation of the logarithm of the pace at which volatility arrives; 0: it is even",
        }),
        memories: z
          .array(duration())
          .min(1)
          .max(8)
          .prefault(["10m", "2h", "2d"])
          .meta({ description: "time constants of that pace, each with an equal share of its variance" }),
      })
      .prefault({})
      .meta({ description: "how information arrives: in pieces, and livelier at some times than at others" }),
    drift: z.number().default(0).meta({ description: "drift of the logarithm per day" }),
    closed: fraction()
      .default(0.15)
      .meta({ description: "share of the diffusion that goes on while every venue is closed (weekends)" }),
    uncertaintyHalfLife: duration()
      .prefault("1d")
      .meta({ description: "time after which half of the disagreement that news brought has gone" }),
  })
  .meta({ description: "consensus fair value: a log diffusion plus news" });

export type FairValueConfig = z.output<typeof fairValueConfig>;

/** A piece of news. Sizes are changes of the logarithm: -0.1 is a fall of 9.5%. */
export interface News {
  /** Change of the consensus once all of it is absorbed. */
  readonly size: number;
  /** Half-life of its absorption by everybody, ms; 0: at once. */
  readonly absorption?: number;
  /** The part (0 to 1) that leaks when the call is made, and how long before publication that is, ms. */
  readonly leak?: { readonly share: number; readonly lead: number } | undefined;
  /** Added to `uncertainty`: standard deviation of the logarithm. */
  readonly uncertainty?: number;
  /** The same news' effect on gold and on the exchange rate (CNY per USD). */
  /** What the run's events say of it. */
  readonly text?: string | undefined;
  readonly gold?: number;
  readonly fx?: number;
}

/** Below this much of the logarithm a piece of news counts as absorbed. */
const SPENT = 1e-6;

export class FairValue {
  private readonly config: FairValueConfig;
  private readonly rng: RandomStream;
  private log: number;
  private last: number;
  /** Logarithm of the diffusion's pace, a part for each memory. */
  private readonly pace: Float64Array;
  /** News under way, a leak and its publication apart: what is not yet absorbed, when it comes out, and half-life. */
  private readonly left: number[] = [];
  private readonly outAt: number[] = [];
  private readonly halfLife: number[] = [];
  /** Disagreement about value beyond the usual, as a standard deviation of the logarithm; 0 when nothing happens. */
  uncertainty = 0;

  constructor(config: FairValueConfig, rng: RandomStream, start: number) {
    this.config = config;
    this.rng = rng;
    this.log = Math.log(config.start);
    this.last = start;
    const { unevenness, memories } = config.arrival;
    const share = unevenness / Math.sqrt(memories.length);
    this.pace = Float64Array.from(memories, () => (unevenness > 0 ? share * rng.normal() : 0));
  }

  /** Consensus value, USD per ounce: what everybody has taken in by now. */
  get value(): number {
    return Math.exp(this.log);
  }

  /** What the best informed know and the consensus has not yet taken in, as a change of the logarithm. */
  get pending(): number {
    let sum = 0;
    for (let i = 0; i < this.left.length; i++) if (this.outAt[i] <= this.last) sum += this.left[i];
    return sum;
  }

  /** Value as the best informed see it: the consensus and all that has leaked or been published. */
  early(): number {
    return Math.exp(this.log + this.pending);
  }

  /** One noisy look at the consensus: error of the given standard deviation of the logarithm, wider in uncertainty. */
  signal(noise: number, rng: RandomStream): number {
    return Math.exp(this.log + (noise + this.uncertainty) * rng.normal());
  }

  /**
   * Takes in news. `time` is the moment of the leak when there is one; what did not leak comes out `lead` later.
   * Throws a RangeError when the share is not a fraction or a time is negative.
   */
  news(news: News, time: number): void {
    const { size, absorption = 0, leak, uncertainty = 0 } = news;
    const share = leak?.share ?? 0;
    const lead = leak?.lead ?? 0;
    if (!Number.isFinite(size)) throw new RangeError(`size: expected a number, got ${size}`);
    if (!(share >= 0 && share <= 1)) throw new RangeError(`leak.share: expected a fraction from 0 to 1, got ${share}`);
    if (!(lead >= 0)) throw new RangeError(`leak.lead: expected 0 or more, got ${lead}`);
    if (!(absorption >= 0)) throw new RangeError(`absorption: expected 0 or more, got ${absorption}`);
    this.uncertainty += uncertainty;
    this.take(size * share, time, absorption);
    this.take(size * (1 - share), time + lead, absorption);
  }

  /** Moves on to `time`; `minutes` is the length of the step that begins, in which venues are open. */
  step(time: number, minutes: number): void {
    const elapsed = Math.max(0, time - this.last);
    const { drift, closed, uncertaintyHalfLife } = this.config;
    this.absorb(time);
    const days = (minutes / 1440) * (1 - closed) + (elapsed / DAY) * closed;
    this.log += drift * days + this.learnt(days, elapsed);
    this.uncertainty *= Math.exp((-Math.LN2 * elapsed) / uncertaintyHalfLife);
    this.last = time;
  }

  /** What so many days of the diffusion bring. */
  private learnt(days: number, elapsed: number): number {
    const { rng } = this;
    const { volatility, arrival } = this.config;
    const { pieces, perDay } = arrival;
    const busy = this.busy(elapsed);
    let sum = Math.sqrt((1 - pieces) * busy * days) * rng.normal();
    if (pieces > 0) {
      // Pieces either way, of exponential size: the mean of its square is twice that of the mean squared.
      const size = Math.sqrt(pieces / perDay / 2);
      for (let n = rng.poisson(perDay * busy * days); n > 0; n--)
        sum += (rng.chance(0.5) ? 1 : -1) * rng.exponential(size);
    }
    return volatility * sum;
  }

  /** Variance that arrives now, over the usual: its mean is 1. Moves the pace on by `elapsed`. */
  private busy(elapsed: number): number {
    const { unevenness, memories } = this.config.arrival;
    if (unevenness === 0) return 1;
    const { pace, rng } = this;
    let log = -unevenness * unevenness;
    for (let k = 0; k < pace.length; k++) {
      const kept = Math.exp(-elapsed / memories[k]);
      pace[k] = kept * pace[k] + unevenness * Math.sqrt((1 - kept * kept) / pace.length) * rng.normal();
      log += pace[k];
    }
    return Math.exp(2 * log);
  }

  private take(size: number, outAt: number, halfLife: number): void {
    if (size === 0) return;
    if (halfLife === 0 && outAt <= this.last) {
      this.log += size;
      return;
    }
    this.left.push(size);
    this.outAt.push(outAt);
    this.halfLife.push(halfLife);
  }

  private absorb(time: number): void {
    let kept = 0;
    for (let i = 0; i < this.left.length; i++) {
      if (time >= this.outAt[i]) {
        const since = time - Math.max(this.last, this.outAt[i]);
        const rest = this.halfLife[i] > 0 ? this.left[i] * Math.exp((-Math.LN2 * since) / this.halfLife[i]) : 0;
        const spent = Math.abs(rest) < SPENT;
        this.log += spent ? this.left[i] : this.left[i] - rest;
        if (spent) continue;
        this.left[i] = rest;
      }
      this.left[kept] = this.left[i];
      this.outAt[kept] = this.outAt[i];
      this.halfLife[kept] = this.halfLife[i];
      kept++;
    }
    this.left.length = kept;
    this.outAt.length = kept;
    this.halfLife.length = kept;
  }
}
