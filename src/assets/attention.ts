/**
 * Social attention to the story "silver only rises": a contagion with susceptible, infected and tired people (SIR with
 * return to susceptibility), whose rate of infection rises with the gains and limit-ups that the feeds show. After
 * Shiller, "Narrative Economics" (2017), who fits exactly this epidemic to financial stories; that attention follows past
 * returns and extreme daily moves is Barber and Odean (2008).
 */
import { z } from "zod";
import { duration, fraction, nonNegative, venueName } from "../core/quantity.ts";
import { DAY, HOUR } from "../core/time.ts";
import type { Venue } from "../market/venue.ts";

export const attentionConfig = z
  .strictObject({
    venue: venueName().optional().meta({
      description:
        "the venue whose moves the feeds show, beside those of the fund's shares where there is a fund; the first one if not given",
    }),
    start: fraction().default(0.05).meta({ description: "share of people who talk about it when the run starts" }),
    contagion: nonNegative()
      .default(0.14)
      .meta({ description: "new talkers per talker and day when prices stand still" }),
    gain: nonNegative()
      .default(4)
      .meta({ description: "how much the rate of contagion rises with the recent gain (per 1 of log return)" }),
    limitUp: nonNegative()
      .default(0.15)
      .meta({ description: "rise of the rate of contagion while one of them is locked limit-up" }),
    recovery: duration().prefault("6d").meta({ description: "mean time after which a talker tires of it" }),
    rest: duration().prefault("12d").meta({ description: "mean time after which the tired can be caught again" }),
    memory: duration().prefault("3d").meta({ description: "memory of the return that the feeds show" }),
    mood: duration().prefault("1d").meta({ description: "memory of the mood between greed and fear" }),
  })
  .meta({ description: "social attention, a contagion fed by gains and limit-ups" });

export type AttentionConfig = z.output<typeof attentionConfig>;

/** Log return at which the mood is about three quarters of the way to its end. */
const MOOD_SCALE = 0.08;
/** Someone outside always hears of it: keeps the epidemic from dying of rounding. */
const SEED = 0.0005;

export class Attention {
  private readonly config: AttentionConfig;
  private readonly venues: readonly Venue[];
  private talking: number;
  private tired = 0;
  /** Mean log price of each venue over the memory; NaN before the first look. */
  private readonly mean: Float64Array;
  private push = 0;
  private pushHalfLife: number = DAY;
  private last: number;
  /** -1 fear … 1 greed. */
  mood = 0;

  constructor(config: AttentionConfig, venues: readonly Venue[], start: number) {
    this.config = config;
    this.venues = venues;
    this.mean = new Float64Array(venues.length).fill(Number.NaN);
    this.talking = config.start;
    this.last = start;
  }

  /** Share of people who talk about it, 0 to 1. */
  get level(): number {
    return this.talking;
  }

  /** A story spreads (or sours, below 0): `size` on the scale of attention, fading with a half-life in ms. */
  narrative(size: number, halfLife: number): void {
    this.push += size;
    this.pushHalfLife = Math.max(halfLife, 1);
  }

  /** Moves on to `time`. */
  step(time: number): void {
    let left = time - this.last;
    // Over a weekend the epidemic goes on; small steps keep the explicit scheme exact enough.
    while (left > 0) {
      const slice = Math.min(left, HOUR);
      this.advance(slice);
      left -= slice;
    }
    this.last = time;
  }

  private advance(ms: number): void {
    const { contagion, gain, limitUp, recovery, rest, mood } = this.config;
    const days = ms / DAY;
    const drift = this.drift(ms);
    const lock = this.lock();
    const rate = contagion + gain * Math.max(0, drift) + (lock > 0 ? limitUp : 0) + Math.max(0, this.push);
    const susceptible = Math.max(0, 1 - this.talking - this.tired);
    const caught = susceptible * (1 - Math.exp(-(rate * this.talking + SEED) * days));
    const told = this.push > 0 ? Math.min(susceptible - caught, this.push * susceptible * days) : 0;
    const tiring = this.talking * (1 - Math.exp(-ms / recovery));
    const back = this.tired * (1 - Math.exp(-ms / rest));
    this.talking += caught + told - tiring;
    this.tired += tiring - back;
    const feeling = Math.max(-1, Math.min(1, Math.tanh(drift / MOOD_SCALE) + 0.5 * lock + this.push));
    this.mood += (feeling - this.mood) * (1 - Math.exp(-ms / mood));
    this.push *= Math.exp((-Math.LN2 * ms) / this.pushHalfLife);
  }

  /** Mean log rise of the venues' prices over their means, which follow. */
  private drift(ms: number): number {
    const keep = Math.exp(-ms / this.config.memory);
    let sum = 0;
    for (let v = 0; v < this.venues.length; v++) {
      const log = Math.log(this.venues[v].last());
      if (Number.isNaN(this.mean[v])) this.mean[v] = log;
      const rise = log - this.mean[v];
      this.mean[v] = log - rise * keep;
      sum += rise;
    }
    return sum / this.venues.length;
  }

  /** The sum of the venues' locks, held to -1 … 1. */
  private lock(): number {
    let sum = 0;
    for (let v = 0; v < this.venues.length; v++) sum += this.venues[v].lock;
    return Math.max(-1, Math.min(1, sum));
  }
}
