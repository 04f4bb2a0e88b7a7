/**
 * The price at which a fund values its futures. By the exchange's settlement it is stale when the exchange is locked at a
 * price limit; by the fair-value rule it moves with the international price between the same times of day.
 */
import type { Venue } from "../market/venue.ts";
import { NO_PRICE } from "../orderbook/index.ts";
import type { ValuationRule } from "./lof-config.ts";

export class FundValuation {
  rule: ValuationRule;
  /** Futures price of the last valuation, ticks (fractions occur under the fair-value rule); 0 before the first. */
  ticks = 0;
  /** Units of the fund's currency per unit of the international venue's. */
  rate = 1;
  private readonly futures: Venue | null;
  private readonly international: Venue | null;
  /** Whether the two venues have the same currency. */
  private readonly sameCurrency: boolean;
  /** The same as `ticks`, had limits never made it stale. */
  private fair = 0;
  private settlement = 0;
  /** International price in the fund's currency at the last valuation, and at the day's end that awaits one. */
  private abroad = 0;
  private abroadNow = 0;
  /** Whether the futures closed at a price limit on that day. */
  private stale = false;
  /** The same prices behind the value that was published last. */
  private publishedTicks = 0;
  private publishedAbroad = 0;
  private publishedSettlement = 0;

  constructor(rule: ValuationRule, futures: Venue | null, international: Venue | null) {
    this.rule = rule;
    this.futures = futures;
    this.international = international;
    this.sameCurrency = futures?.currency === international?.currency;
  }

  /** Starts from the settlement that is known before the run. */
  begin(): void {
    this.settlement = (this.futures as Venue).settlementTicks;
    this.ticks = this.settlement;
    this.fair = this.settlement;
    this.abroad = this.abroadPrice();
    this.published();
  }

  /** The fund's day ends: notes the prices abroad, and whether the exchange is locked. */
  dayEnds(): void {
    this.abroadNow = this.abroadPrice();
    const { lastTicks, limitLowTicks, limitHighTicks } = this.futures as Venue;
    this.stale =
      (limitLowTicks !== NO_PRICE && lastTicks <= limitLowTicks) ||
      (limitHighTicks !== NO_PRICE && lastTicks >= limitHighTicks);
  }

  /** Values the day that ended last, once its settlement is known. */
  value(): void {
    const move = this.abroadNow / this.abroad;
    this.settlement = (this.futures as Venue).settlementTicks;
    this.fair = this.stale ? this.fair * move : this.settlement;
    this.ticks = this.rule === "settlement" ? this.settlement : this.ticks * move;
    this.abroad = this.abroadNow;
  }

  /** The value is published: what follows is measured from here. */
  published(): void {
    this.publishedTicks = this.ticks;
    this.publishedAbroad = this.abroad;
    this.publishedSettlement = this.settlement;
  }

  /** Futures now over those behind the published value, by the price that the rule looks at. */
  sincePublication(): number {
    return this.rule === "settlement"
      ? (this.futures as Venue).midTicks() / this.publishedTicks
      : this.abroadPrice() / this.publishedAbroad;
  }

  /** Last settlement over the one behind the published value: what people have reason to expect. */
  settlementMove(): number {
    return this.settlement / this.publishedSettlement;
  }

  /** Futures as the international price has them now, over the last valuation. */
  fairMove(): number {
    return (this.fair * (this.abroadPrice() / this.abroad)) / this.ticks;
  }

  private abroadPrice(): number {
    const price = (this.international as Venue).mid();
    return this.sameCurrency ? price : price * this.rate;
  }
}
