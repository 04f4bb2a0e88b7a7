/**
 * Physical silver as stocks and flows, in whole grams: mines and recycling supply it slowly, industry consumes it, and
 * vaults and hoards lock it away. Metal only moves between accounts, so that their sum is always what there was at the
 * start, plus what came, less what was consumed. What still floats sets how tight the market is.
 */
import { z } from "zod";
import { duration, fraction, nonNegative, positive } from "../core/quantity.ts";
import { DAY } from "../core/time.ts";

const tonnes = (of: string) => nonNegative().meta({ description: `${of}, tonnes` });

export const metalConfig = z
  .strictObject({
    float: tonnes("metal in free circulation when the run starts").default(6000),
    deliverable: tonnes("metal registered for delivery on the exchanges").default(4150),
    etf: tonnes("metal in the vaults of funds other than the modelled trust").default(0),
    hoards: tonnes("metal that private hoarders keep").default(2500),
    industry: tonnes("industry's working stock").default(3200),
    mines: tonnes("mine supply per year (about 820 Moz)").default(25_500),
    recycling: tonnes("recycled supply per year at the reference price (about 195 Moz)").default(6000),
    recyclingElasticity: nonNegative()
      .default(0.35)
      .meta({ description: "elasticity of recycling to the lagged price" }),
    recyclingLag: duration().prefault("45d").meta({ description: "mean lag with which recycling follows the price" }),
    consumption: tonnes("consumption per year at the reference price (industry 680 Moz and other uses)").default(
      29_500,
    ),
    consumptionElasticity: nonNegative()
      .default(0.12)
      .meta({ description: "elasticity of consumption to the price below the threshold" }),
    destruction: nonNegative().default(0.8).meta({ description: "elasticity above the threshold: demand destruction" }),
    threshold: positive()
      .default(1.2)
      .meta({ description: "price over the reference at which demand destruction begins" }),
    warrants: nonNegative().default(1).meta({
      description: "elasticity of the stock registered for delivery to the float: short metal is taken off warrant",
    }),
    warrantTime: duration()
      .prefault("15d")
      .meta({ description: "time constant with which metal comes off warrant or is registered" }),
    restock: duration()
      .prefault("20d")
      .meta({ description: "time in which industry refills its working stock from the float" }),
    tightness: z
      .strictObject({
        yield: nonNegative().default(0.06).meta({ description: "log premium per log fall of the float" }),
        threshold: fraction()
          .default(0.6)
          .meta({ description: "share of the first float below which the market is short" }),
        squeeze: nonNegative()
          .default(3)
          .meta({ description: "log premium per square of the shortfall below that threshold" }),
        cap: nonNegative().default(0.4).meta({ description: "largest log premium" }),
        thinning: nonNegative()
          .default(0.7)
          .meta({ description: "exponent with which offers thin as the float shrinks" }),
      })
      .prefault({})
      .meta({ description: "how scarcity of float acts: convenience yield and thinner offers" }),
  })
  .meta({ description: "physical metal: stocks, supply, consumption" });

export type MetalConfig = z.output<typeof metalConfig>;

/** Accounts that hold metal. */
export const Account = { Float: 0, Deliverable: 1, Etf: 2, Hoards: 3, Industry: 4 } as const;
export type Account = (typeof Account)[keyof typeof Account];
const ACCOUNTS = 5;

/** Grams in a troy ounce and in a tonne. */
export const GRAMS_PER_OUNCE = 31.1034768;
const GRAMS_PER_TONNE = 1_000_000;

export class Metal {
  private readonly config: MetalConfig;
  private readonly grams = new Float64Array(ACCOUNTS);
  private readonly firstFloat: number;
  /** Grams ever supplied (mines, recycling) and consumed. */
  private supplied = 0;
  private used = 0;
  /** Fractions of a gram that flows still owe. */
  private oweSupply = 0;
  private oweUse = 0;
  private oweRestock = 0;
  private oweWarrants = 0;
  private readonly firstDeliverable: number;
  private readonly reference: number;
  private lagged: number;
  private last: number;

  /** @param reference price at which supply and demand are what the configuration says */
  constructor(config: MetalConfig, reference: number, start: number) {
    this.config = config;
    this.grams[Account.Float] = Math.round(config.float * GRAMS_PER_TONNE);
    this.grams[Account.Deliverable] = Math.round(config.deliverable * GRAMS_PER_TONNE);
    this.grams[Account.Etf] = Math.round(config.etf * GRAMS_PER_TONNE);
    this.grams[Account.Hoards] = Math.round(config.hoards * GRAMS_PER_TONNE);
    this.grams[Account.Industry] = Math.round(config.industry * GRAMS_PER_TONNE);
    this.firstFloat = this.grams[Account.Float];
    this.firstDeliverable = this.grams[Account.Deliverable];
    this.reference = reference;
    this.lagged = reference;
    this.last = start;
  }

  /** Grams in an account. */
  held(account: Account): number {
    return this.grams[account];
  }

  get floatTonnes(): number {
    return this.grams[Account.Float] / GRAMS_PER_TONNE;
  }

  get etfTonnes(): number {
    return this.grams[Account.Etf] / GRAMS_PER_TONNE;
  }

  get deliverableTonnes(): number {
    return this.grams[Account.Deliverable] / GRAMS_PER_TONNE;
  }

  get hoardTonnes(): number {
    return this.grams[Account.Hoards] / GRAMS_PER_TONNE;
  }

  get industryTonnes(): number {
    return this.grams[Account.Industry] / GRAMS_PER_TONNE;
  }

  /** Grams ever mined and recycled. */
  get suppliedGrams(): number {
    return this.supplied;
  }

  /** Grams ever consumed. */
  get consumedGrams(): number {
    return this.used;
  }

  /** Grams in all accounts; always those at the start + supplied - consumed. */
  get totalGrams(): number {
    let sum = 0;
    for (let a = 0; a < ACCOUNTS; a++) sum += this.grams[a];
    return sum;
  }

  /** Metal that an account starts with before the first step, grams: the trust's vault, a hoarder's bars. */
  endow(account: Account, grams: number): void {
    this.grams[account] += wholeGrams(grams);
  }

  /** Moves up to `grams` (whole, 0 or more) between accounts; returns how many there were to move. */
  move(from: Account, to: Account, grams: number): number {
    const moved = Math.min(wholeGrams(grams), this.grams[from]);
    this.grams[from] -= moved;
    this.grams[to] += moved;
    return moved;
  }

  /** Industry consumes up to `grams` of its working stock beyond what its demand curve takes; returns how many. */
  consume(grams: number): number {
    const eaten = Math.min(wholeGrams(grams), this.grams[Account.Industry]);
    this.grams[Account.Industry] -= eaten;
    this.used += eaten;
    return eaten;
  }

  /** How scarce floating metal is: 0 as at the start (or more plentiful), 1 when none floats. */
  get tightness(): number {
    return Math.max(0, 1 - this.floatRatio);
  }

  /** What buyers will pay above value to have metal now (convenience yield), as a logarithm; steep in a shortage. */
  get premium(): number {
    const { yield: slope, threshold, squeeze, cap } = this.config.tightness;
    const ratio = this.floatRatio;
    const short = Math.max(0, threshold - ratio);
    const premium = -slope * Math.log(Math.max(ratio, 0.01)) + squeeze * short * short;
    return Math.max(-cap, Math.min(cap, premium));
  }

  /** How much of the usual size is offered, 0.1 … 1: who has no metal does not offer it. */
  get offerScale(): number {
    const ratio = this.floatRatio;
    if (ratio >= 1) return 1;
    return Math.max(0.1, Math.exp(this.config.tightness.thinning * Math.log(Math.max(ratio, 0.01))));
  }

  /** Tonnes per day that are consumed at a price. */
  consumptionAt(price: number): number {
    const { consumption, consumptionElasticity, destruction, threshold } = this.config;
    const x = Math.log(price / this.reference);
    const beyond = Math.max(0, x - Math.log(threshold));
    return (consumption / 365) * Math.exp(-consumptionElasticity * (x - beyond) - destruction * beyond);
  }

  /** Tonnes per day that are recycled, at the price as recyclers have come to know it. */
  get recyclingPerDay(): number {
    const { recycling, recyclingElasticity } = this.config;
    return (recycling / 365) * Math.exp(recyclingElasticity * Math.log(this.lagged / this.reference));
  }

  /** Lets supply, consumption and restocking flow up to `time` at `price` (USD per ounce). */
  step(time: number, price: number): void {
    const days = Math.max(0, time - this.last) / DAY;
    this.last = time;
    if (days === 0) return;
    const { mines, recyclingLag, restock, industry } = this.config;
    this.lagged += (price - this.lagged) * (1 - Math.exp((-days * DAY) / recyclingLag));
    this.oweSupply += (mines / 365 + this.recyclingPerDay) * days * GRAMS_PER_TONNE;
    const came = Math.floor(this.oweSupply);
    this.oweSupply -= came;
    this.supplied += came;
    this.grams[Account.Float] += came;
    const demand = this.consumptionAt(price) * days * GRAMS_PER_TONNE;
    this.oweUse += demand;
    const use = Math.floor(this.oweUse);
    this.oweUse -= use;
    this.consume(use);
    const gap = industry * GRAMS_PER_TONNE - this.grams[Account.Industry];
    this.oweRestock += gap > 0 ? Math.min(gap, demand + (gap * days * DAY) / restock) : 0;
    const refill = Math.floor(this.oweRestock);
    this.oweRestock -= refill;
    this.move(Account.Float, Account.Industry, refill);
    this.registerOrWithdraw(days);
  }

  /** Metal that is short elsewhere is taken off warrant; plentiful metal is registered. */
  private registerOrWithdraw(days: number): void {
    const { warrants, warrantTime } = this.config;
    const target = this.firstDeliverable * Math.exp(warrants * Math.log(Math.max(0.05, Math.min(2, this.floatRatio))));
    const share = 1 - Math.exp((-days * DAY) / warrantTime);
    this.oweWarrants += (target - this.grams[Account.Deliverable]) * share;
    const whole = Math.trunc(this.oweWarrants);
    this.oweWarrants -= whole;
    if (whole > 0) this.move(Account.Float, Account.Deliverable, whole);
    else if (whole < 0) this.move(Account.Deliverable, Account.Float, -whole);
  }

  private get floatRatio(): number {
    return this.firstFloat > 0 ? this.grams[Account.Float] / this.firstFloat : 1;
  }
}

function wholeGrams(grams: number): number {
  if (!Number.isSafeInteger(grams) || grams < 0)
    throw new RangeError(`expected whole grams of 0 or more, got ${grams}`);
  return grams;
}
