/** What is listed at a venue, and in what units: fixed through a run. */
import type { VenueConfig } from "./config.ts";

export class Listing {
  readonly name: string;
  /** Number among the run's venues. */
  readonly index: number;
  readonly config: VenueConfig;
  readonly currency: string;
  /** What a price is for: "oz", "kg", "share". */
  readonly unit: string;
  /** Smallest price step, currency per unit. */
  readonly tick: number;
  /** Units per lot. */
  readonly multiplier: number;
  /** Money: cents of the currency per tick and lot, a whole number. */
  readonly centsPerTick: number;
  /** Margined and marked daily; else fully paid shares. */
  readonly isFutures: boolean;
  /** Price in ticks when the run starts. */
  readonly openingTicks: number;
  private readonly ticksPerUnit: number;

  constructor(name: string, index: number, config: VenueConfig) {
    this.name = name;
    this.index = index;
    this.config = config;
    this.currency = config.currency;
    this.unit = config.unit;
    this.tick = config.tick;
    this.multiplier = config.multiplier;
    this.centsPerTick = Math.round(config.tick * config.multiplier * 100);
    this.isFutures = config.settles === "futures";
    const perUnit = Math.round(1 / config.tick);
    this.ticksPerUnit = Math.abs(perUnit * config.tick - 1) < 1e-9 ? perUnit : 0;
    this.openingTicks = this.toTicks(config.price);
  }

  /** Nearest tick to a price. */
  toTicks(price: number): number {
    return Math.round(price / this.tick);
  }

  /** Price of a number of ticks. */
  toPrice(ticks: number): number {
    // Dividing by a whole number of ticks per unit gives the nearest double to the decimal price; multiplying does not.
    return this.ticksPerUnit > 0 ? ticks / this.ticksPerUnit : ticks * this.tick;
  }
}
