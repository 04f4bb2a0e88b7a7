/** What the metal is held to be worth by consensus: a log diffusion, and news that is absorbed gradually and may leak. */
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
    const { volatility, drift, closed, uncertaintyHalfLife } = this.config;
    this.absorb(time);
    const days = (minutes / 1440) * (1 - closed) + (elapsed / DAY) * closed;
    this.log += drift * days + volatility * Math.sqrt(days) * this.rng.normal();
    this.uncertainty *= Math.exp((-Math.LN2 * elapsed) / uncertaintyHalfLife);
    this.last = time;
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
