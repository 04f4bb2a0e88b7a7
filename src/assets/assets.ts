/** What the venues price: consensus value and news, gold, exchange rate, metal, the LOF, the ETF, and social attention. */
import type { RandomStream } from "../core/random.ts";
import type { Venue } from "../market/venue.ts";
import type { Accounts } from "./accounts.ts";
import { Attention } from "./attention.ts";
import type { AssetsConfig } from "./config.ts";
import { EtfTrust } from "./etf-trust.ts";
import { FairValue, type News } from "./fair-value.ts";
import { Fx } from "./fx.ts";
import { Gold } from "./gold.ts";
import { LofFund } from "./lof-fund.ts";
import { Account, GRAMS_PER_OUNCE, Metal } from "./metal.ts";

/** Something that the assets have to tell; the engine drains these into the run's events. */
export interface AssetNotice {
  /** ms UTC */
  readonly time: number;
  readonly kind: string;
  readonly subject: string | null;
  /** One short line for a person. */
  readonly text: string;
}

/** What the assets are made with. */
export interface AssetsContext {
  readonly venues: readonly Venue[];
  readonly clearing: Accounts;
  /** A random stream of that name, unique within the run. */
  rng(name: string): RandomStream;
  /** First moment of the run, ms UTC. */
  readonly start: number;
}

/** A published value that moves by more than this (log) is told. */
const TELL = 0.08;

export class Assets {
  readonly metal: Metal;
  readonly fund: LofFund;
  readonly trust: EtfTrust;
  readonly notices: AssetNotice[] = [];
  private readonly venues: readonly Venue[];
  private readonly accounts: Accounts;
  private readonly value: FairValue;
  private readonly goldProcess: Gold;
  private readonly fxProcess: Fx;
  private readonly crowd: Attention;
  private now: number;
  /** News since the last step; it breaks when the next one begins. */
  private readonly breaking: News[] = [];
  /** News that has leaked and is not yet published. */
  private readonly announced: { time: number; text: string }[] = [];

  /** @param config frozen; throws when a venue that it names is not among the venues' names */
  constructor(config: AssetsConfig, { venues, clearing, rng, start }: AssetsContext) {
    this.venues = venues;
    this.accounts = clearing;
    this.now = start;
    this.value = new FairValue(config.fairValue, rng("fair-value"), start);
    this.goldProcess = new Gold(config.gold, rng("gold"), start);
    this.fxProcess = new Fx(config.fx, rng("fx"), start);
    this.metal = new Metal(config.metal, config.fairValue.start, start);
    this.fund = new LofFund(config.fund, venues, clearing, start);
    this.trust = new EtfTrust(config.trust, venues, clearing, this.metal);
    const shown = venues.find((venue) => venue.name === config.attention.venue) ?? venues[0];
    const feeds = venues.filter((venue) => venue === shown || venue.index === this.fund.venueIndex);
    this.crowd = new Attention(config.attention, feeds, start);
  }

  /** Consensus value of the metal, USD per ounce. */
  get fairValue(): number {
    return this.value.value;
  }

  /** Value as the best informed see it, leaks and unabsorbed news included, USD per ounce. */
  early(): number {
    return this.value.early();
  }

  /** One noisy look at the consensus value: `noise` is the standard deviation of the logarithm in quiet times. */
  signal(noise: number, rng: RandomStream): number {
    return this.value.signal(noise, rng);
  }

  /** Disagreement about value beyond the usual: a standard deviation of the logarithm, 0 when nothing happens. */
  get uncertainty(): number {
    return this.value.uncertainty;
  }

  /** Gold, USD per ounce. */
  get gold(): number {
    return this.goldProcess.price;
  }

  /** CNY per USD. */
  get fx(): number {
    return this.fxProcess.rate;
  }

  /** Share of people who talk about silver, 0 to 1. */
  get attention(): number {
    return this.crowd.level;
  }

  /** Their mood: -1 fear … 1 greed. */
  get mood(): number {
    return this.crowd.mood;
  }

  /** Open interest of all futures venues over deliverable stock (the "virtual to real" ratio). */
  get oiOverStock(): number {
    let grams = 0;
    for (let v = 0; v < this.venues.length; v++) {
      const venue = this.venues[v];
      if (!venue.isFutures) continue;
      const perLot = venue.multiplier * (venue.unit === "oz" ? GRAMS_PER_OUNCE : 1000);
      grams += this.accounts.ledger.openInterest(v) * perLot;
    }
    return grams / this.metal.held(Account.Deliverable);
  }

  /** Moves everything on to `time`, the start of a step of `minutes` minutes; before the populations act. */
  step(time: number, minutes: number): void {
    this.now = time;
    this.value.step(time, minutes);
    this.goldProcess.step(time, minutes);
    this.fxProcess.step(time);
    for (const news of this.breaking) this.takeIn(news);
    this.breaking.length = 0;
    if (this.announced.length > 0) this.announce();
    this.metal.step(time, this.venues[0].mid());
    this.crowd.step(time);
    this.trust.step(time);
    const change = this.fund.step(time, this.fx);
    if (Math.abs(change) > TELL) this.tell("nav", `fund value published: ${percent(Math.exp(change) - 1)}`);
  }

  /** A venue's settlement has become known. */
  settled(venueIndex: number, time: number): void {
    if (venueIndex === this.fund.venueIndex) this.fund.settled(time);
  }

  /** News breaks at the next call of `step`; with a leak, then it leaks, and the rest comes out `leak.lead` later. */
  news(news: News): void {
    this.breaking.push(news);
  }

  /** A demand story spreads (or sours, below 0) and fades with a half-life in ms. */
  narrative(size: number, halfLife: number): void {
    this.crowd.narrative(size, halfLife);
  }

  /** Hoarded metal comes into circulation: returns the tonnes moved, no more than there were. */
  releaseFloat(tonnes: number): number {
    return this.metal.move(Account.Hoards, Account.Float, Math.round(tonnes * 1e6)) / 1e6;
  }

  /** Metal is locked away in hoards: returns the tonnes moved, no more than floated. */
  lockFloat(tonnes: number): number {
    return this.metal.move(Account.Float, Account.Hoards, Math.round(tonnes * 1e6)) / 1e6;
  }

  private takeIn(news: News): void {
    this.value.news(news, this.now);
    if (news.gold) this.goldProcess.news(news.gold);
    if (news.fx) this.fxProcess.news(news.fx);
    if (!news.leak) return;
    this.tell("leak", `${percent(news.leak.share)} of the news leaks`);
    this.announced.push({ time: this.now + news.leak.lead, text: news.text ?? "the news that leaked is published" });
  }

  /** Says when news that had leaked is published. */
  private announce(): void {
    for (let i = this.announced.length - 1; i >= 0; i--) {
      if (this.announced[i].time > this.now) continue;
      this.tell("news", this.announced[i].text);
      this.announced.splice(i, 1);
    }
  }

  private tell(kind: string, text: string): void {
    this.notices.push({ time: this.now, kind, subject: null, text });
  }
}

function percent(x: number): string {
  return `${(x * 100).toFixed(1)}%`;
}
