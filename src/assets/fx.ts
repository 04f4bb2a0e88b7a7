/** The exchange rate: yuan per dollar, a small diffusion that returns to its level. */
import { z } from "zod";
import { duration, nonNegative, positive } from "../core/quantity.ts";
import type { RandomStream } from "../core/random.ts";
import { DAY } from "../core/time.ts";

export const fxConfig = z
  .strictObject({
    start: positive().default(6.97).meta({ description: "CNY per USD (6.97: January 2026)" }),
    volatility: nonNegative()
      .default(0.0012)
      .meta({ description: "standard deviation of the logarithm per square root of a day" }),
    memory: duration().prefault("30d").meta({ description: "time in which a deviation from the level falls to 1/e" }),
  })
  .meta({ description: "exchange rate, CNY per USD" });

export type FxConfig = z.output<typeof fxConfig>;

export class Fx {
  private readonly config: FxConfig;
  private readonly rng: RandomStream;
  private level: number;
  private log: number;
  private last: number;

  constructor(config: FxConfig, rng: RandomStream, start: number) {
    this.config = config;
    this.rng = rng;
    this.level = Math.log(config.start);
    this.log = this.level;
    this.last = start;
  }

  /** CNY per USD. */
  get rate(): number {
    return Math.exp(this.log);
  }

  /** Moves rate and level by `size` of the logarithm, for good. */
  news(size: number): void {
    this.level += size;
    this.log += size;
  }

  /** Moves on to `time`, exactly as an Ornstein-Uhlenbeck process over the time gone by. */
  step(time: number): void {
    const elapsed = Math.max(0, time - this.last);
    const keep = Math.exp(-elapsed / this.config.memory);
    const days = this.config.memory / DAY;
    const deviation = this.config.volatility * Math.sqrt((days / 2) * (1 - keep * keep));
    this.log = this.level + (this.log - this.level) * keep + deviation * this.rng.normal();
    this.last = time;
  }
}
