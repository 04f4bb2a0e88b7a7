/** Gold: a process of its own with shared news, and central banks that buy it on dips (and do not buy silver). */
import { z } from "zod";
import { duration, fraction, nonNegative, positive } from "../core/quantity.ts";
import type { RandomStream } from "../core/random.ts";
import { DAY } from "../core/time.ts";

export const goldConfig = z
  .strictObject({
    start: positive().default(4450).meta({ description: "price when the run starts, USD per ounce" }),
    volatility: nonNegative()
      .default(0.01)
      .meta({ description: "standard deviation of the logarithm per square root of a day" }),
    drift: z.number().default(0).meta({ description: "drift of the logarithm per day" }),
    closed: fraction()
      .default(0.15)
      .meta({ description: "share of the diffusion that goes on while venues are closed" }),
    spread: duration().prefault("90m").meta({ description: "half-life with which news is absorbed" }),
    dip: z
      .strictObject({
        memory: duration().prefault("3d").meta({ description: "memory of the mean from which a dip is measured" }),
        beyond: fraction()
          .default(0.04)
          .meta({ description: "fall below that mean at which central banks begin to buy" }),
        strength: nonNegative()
          .default(0.35)
          .meta({ description: "part of the fall beyond that they take back per day" }),
      })
      .prefault({})
      .meta({ description: "price-insensitive buying by central banks, in gold only" }),
  })
  .meta({ description: "gold: its own log diffusion, its share of news, and central banks' buying on dips" });

export type GoldConfig = z.output<typeof goldConfig>;

export class Gold {
  private readonly config: GoldConfig;
  private readonly rng: RandomStream;
  private log: number;
  private mean: number;
  private pending = 0;
  private last: number;

  constructor(config: GoldConfig, rng: RandomStream, start: number) {
    this.config = config;
    this.rng = rng;
    this.log = Math.log(config.start);
    this.mean = this.log;
    this.last = start;
  }

  /** Price, USD per ounce. */
  get price(): number {
    return Math.exp(this.log);
  }

  /** A change of the logarithm by `size`, absorbed gradually. */
  news(size: number): void {
    this.pending += size;
  }

  /** Moves on to `time`; `minutes` is the length of the step that begins, in which venues are open. */
  step(time: number, minutes: number): void {
    const { volatility, drift, closed, spread, dip } = this.config;
    const elapsed = Math.max(0, time - this.last);
    const days = (minutes / 1440) * (1 - closed) + (elapsed / DAY) * closed;
    const taken = spread > 0 ? this.pending * (1 - Math.exp((-Math.LN2 * elapsed) / spread)) : this.pending;
    this.pending -= taken;
    const below = this.mean - this.log - dip.beyond;
    const bought = below > 0 ? below * (1 - Math.exp(-dip.strength * days)) : 0;
    this.log += taken + bought + drift * days + volatility * Math.sqrt(days) * this.rng.normal();
    this.mean += (this.log - this.mean) * (1 - Math.exp(-elapsed / dip.memory));
    this.last = time;
  }
}
