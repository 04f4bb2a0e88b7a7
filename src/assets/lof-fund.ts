/**
 * The LOF: one class of shares, traded on an exchange at a price and subscribed or redeemed at the day's net asset value,
 * which nobody knows when ordering. The value is what the fund owns, from the ledger (money, collateral and futures at
 * the valuation price), over its shares. Under the settlement rule a price limit on the futures makes it stale; under the
 * fair-value rule the futures are moved with the international price between the same times of day.
 */
import { DAY, MINUTE, zoneOffset } from "../core/time.ts";
import type { Venue } from "../market/venue.ts";
import type { Accounts } from "./accounts.ts";
import { FundQueue } from "./fund-queue.ts";
import { FundValuation } from "./fund-valuation.ts";
import type { FundConfig, ValuationRule } from "./lof-config.ts";
import { type FundPosition, netAssets } from "./net-assets.ts";

const NOBODY = -1;

export class LofFund {
  /** Number of the venue where the shares trade, -1 when the scenario has no fund. */
  readonly venueIndex: number;
  /** Number of the venue where the fund holds futures. */
  readonly futuresIndex: number;
  /** Value per share last published; NaN when the scenario has no fund. */
  publishedNav: number;
  /** Value per share last computed; the manager knows it some hours before it is published. */
  computedNav: number;
  /** Whether subscriptions are taken. */
  open: boolean;
  /** Most that one investor may subscribe a day, cents; Infinity: no cap. */
  cap: number;
  /** How far holders trust the published value, 0 to 1; falls when it is not what they had reason to expect. */
  confidence = 1;
  /** Part of the assets that the futures make up, when last valued. */
  exposure = 1;
  /** Cents ever subscribed and lots ever handed in to be redeemed. */
  subscribedCents = 0;
  redeemedLots = 0;
  private readonly config: FundConfig | undefined;
  private readonly venue: Venue | null;
  private readonly futures: Venue | null;
  private readonly valuation: FundValuation;
  /** Whether holders were told how the value is struck now; if not, they expect it to follow the settlement. */
  private explained = false;
  private readonly accounts: Accounts;
  private manager = NOBODY;
  private registry = NOBODY;
  /** Settlement of the fund's trading day that awaits valuation, and publication that is due (ms UTC; 0 none). */
  private settledAt = 0;
  private publishAt = 0;
  private readonly subscriptions = new FundQueue();
  private readonly redemptions = new FundQueue();
  /** Cents that each investor has subscribed since the last cut-off. */
  private readonly today = new Map<number, number>();
  private last: number;

  constructor(config: FundConfig | undefined, venues: readonly Venue[], accounts: Accounts, start: number) {
    const find = (name: string | undefined) => venues.find((venue) => venue.name === name) ?? null;
    this.config = config;
    this.venue = find(config?.venue);
    this.futures = find(config?.futures);
    this.venueIndex = this.venue ? venues.indexOf(this.venue) : -1;
    this.futuresIndex = this.futures ? venues.indexOf(this.futures) : -1;
    this.accounts = accounts;
    this.publishedNav = config?.nav ?? Number.NaN;
    this.computedNav = this.publishedNav;
    this.valuation = new FundValuation(config?.rule ?? "settlement", this.futures, find(config?.international));
    this.open = config?.open ?? false;
    this.cap = config?.cap === undefined ? Number.POSITIVE_INFINITY : Math.round(config.cap * 100);
    this.last = start;
  }

  /** Whether the scenario has a fund. */
  get exists(): boolean {
    return this.venue !== null;
  }

  /** Cents of one lot of shares at a value per share. */
  lotCents(nav: number): number {
    return nav * (this.venue as Venue).multiplier * 100;
  }

  /**
   * Names the fund's own member (it issues the shares and holds the futures) and the one that keeps the shares which
   * nobody is allotted, and issues the first shares to it. Called once, before anybody is endowed.
   */
  manage(manager: number, registry: number, lots: number): void {
    this.manager = manager;
    this.registry = registry;
    this.accounts.ledger.moveShares(this.venueIndex, manager, registry, lots);
  }

  /** Whether orders to subscribe or redeem are taken now: in the exchange's sessions, halts included. */
  get takesOrders(): boolean {
    return this.manager !== NOBODY && !(this.venue as Venue).closed;
  }

  /**
   * Gives a member shares before the first step. Throws when the fund has no manager or not so many shares: the
   * scenario lists holders without a manager, or with more shares than it issues.
   */
  allot(member: number, lots: number): void {
    if (this.manager === NOBODY)
      throw new Error("the fund has no manager: the scenario lists holders but no lof-manager");
    const left = this.accounts.ledger.position(this.venueIndex, this.registry);
    if (lots > left) throw new Error(`the fund has ${left} lots of shares left to allot, not ${lots}`);
    this.accounts.ledger.moveShares(this.venueIndex, this.registry, member, lots);
  }

  /** Lots of shares that have a claim on the assets. */
  get lots(): number {
    if (this.manager === NOBODY) return 0;
    const issued = -this.accounts.ledger.position(this.venueIndex, this.manager);
    return issued + this.subscriptions.owing + this.redemptions.unpriced;
  }

  /** Net assets at a futures price in ticks, cents: what is owned less what is owed or not yet the fund's. */
  assetsAt(ticks: number): number {
    if (this.manager === NOBODY) return 0;
    return netAssets(this.accounts, this.position, ticks) - this.subscriptions.unpriced - this.redemptions.owing;
  }

  /** Cents of subscriptions less lots of redemptions at `ticks`, ordered today: what the day's value will bring in. */
  flowAt(ticks: number): number {
    const perLot = this.lots > 0 ? this.assetsAt(ticks) / this.lots : 0;
    return this.subscriptions.unpriced - this.redemptions.unpriced * perLot;
  }

  /** Cents that the manager must keep ready: subscriptions without a price, redemptions to be paid. */
  get reserved(): number {
    return this.subscriptions.unpriced + this.redemptions.owing;
  }

  /** Cents owed to those who redeemed and that fall due within so many trading days. */
  payable(days: number): number {
    const { owed, dueDay, length } = this.redemptions;
    let sum = 0;
    for (let i = 0; i < length; i++) if (dueDay[i] <= (this.venue as Venue).dayIndex + days) sum += owed[i];
    return sum;
  }

  /** What a screen shows in trading hours: the published value moved with the price that the rule looks at. */
  get indicative(): number {
    if (this.valuation.ticks === 0) return this.publishedNav;
    return this.publishedNav * (1 + this.exposure * (this.valuation.sincePublication() - 1));
  }

  /** What the shares are worth to someone who looks through price limits: futures moved with the international price. */
  get worth(): number {
    if (this.valuation.ticks === 0) return this.publishedNav;
    return this.computedNav * (1 + this.exposure * (this.valuation.fairMove() - 1));
  }

  /** How the futures are valued. */
  get rule(): ValuationRule {
    return this.valuation.rule;
  }

  /** Price of the shares over the value last published, less 1. */
  get premium(): number {
    return this.venue ? this.venue.last() / this.publishedNav - 1 : Number.NaN;
  }

  /** Takes no more subscriptions. */
  suspendSubscription(): void {
    this.open = false;
  }

  /** Takes subscriptions up to `cents` per investor and day; Infinity: without a cap. Throws unless above 0. */
  capSubscription(cents: number): void {
    if (!(cents > 0)) throw new RangeError(`expected a cap above 0 cents, got ${cents}`);
    this.open = true;
    this.cap = cents;
  }

  /** Takes subscriptions without a cap. */
  resumeSubscription(): void {
    this.capSubscription(Number.POSITIVE_INFINITY);
  }

  /** Changes the valuation rule, from the next valuation on. `explained`: holders know what value to expect by it. */
  revalue(rule: ValuationRule, explained = false): void {
    this.valuation.rule = rule;
    this.explained = explained;
  }

  /**
   * Orders shares for up to `cents` at the unknown value of the day; `people` is how many investors the member stands
   * for. The money is paid at once. Returns the cents taken: 0 when closed, less than asked under the cap.
   */
  subscribe(member: number, cents: number, people: number, time: number): number {
    if (!this.open || this.manager === NOBODY) return 0;
    const currency = (this.venue as Venue).currency;
    const before = this.today.get(member) ?? 0;
    const room = Math.max(0, this.cap * people - before);
    const taken = Math.floor(Math.min(cents, room, this.accounts.ledger.wallet(member, currency)));
    if (taken < this.lotCents(this.publishedNav)) return 0;
    this.accounts.ledger.transferWallet(member, this.manager, currency, taken);
    this.today.set(member, before + taken);
    this.subscriptions.add(member, taken, time);
    this.subscribedCents += taken;
    return taken;
  }

  /** Hands in up to `lots` at the unknown value of the day, for money later. Returns the lots taken. */
  redeem(member: number, lots: number, time: number): number {
    if (this.manager === NOBODY) return 0;
    const taken = Math.min(lots, this.accounts.ledger.position(this.venueIndex, member));
    if (taken <= 0) return 0;
    this.accounts.ledger.moveShares(this.venueIndex, member, this.manager, taken);
    this.redemptions.add(member, taken, time);
    this.redeemedLots += taken;
    return taken;
  }

  /** The fund's trading day ends: prices are noted; the value follows once all settlements are known. */
  settled(time: number): void {
    if (!this.venue) return;
    this.settledAt = time;
    this.valuation.dayEnds();
  }

  /**
   * Values, publishes, delivers and pays what is due by `time`; `rate`: units of the fund's currency per unit of the
   * international venue's. Returns the log change of a value just published, else 0.
   */
  step(time: number, rate: number): number {
    if (!this.venue || this.manager === NOBODY) return 0;
    this.valuation.rate = rate;
    if (this.valuation.ticks === 0) {
      this.valuation.begin();
      this.measureExposure();
    }
    const healing = (this.config as FundConfig).healing;
    this.confidence = 1 - (1 - this.confidence) * Math.exp(-Math.max(0, time - this.last) / healing);
    this.last = time;
    if (this.settledAt > 0 && time > this.settledAt) this.value();
    this.deliver();
    this.pay();
    if (this.publishAt === 0 || time < this.publishAt) return 0;
    return this.publish();
  }

  private value(): void {
    this.valuation.value();
    this.computedNav = this.assetsAt(this.valuation.ticks) / (this.lots * this.lotCents(1));
    this.measureExposure();
    this.priceOrders(this.settledAt);
    this.publishAt = this.publicationAfter(this.settledAt);
    this.settledAt = 0;
    this.today.clear();
  }

  private publish(): number {
    const change = Math.log(this.computedNav / this.publishedNav);
    const expected = this.explained ? change : Math.log(1 + this.exposure * (this.valuation.settlementMove() - 1));
    this.confidence *= Math.exp(-(this.config as FundConfig).distrust * Math.abs(change - expected));
    this.publishedNav = this.computedNav;
    this.valuation.published();
    this.publishAt = 0;
    return change;
  }

  private priceOrders(cutoff: number): void {
    const { fee, redemptionFee, delivery, payment } = this.config as FundConfig;
    const venue = this.venue as Venue;
    const lotCents = this.lotCents(this.computedNav);
    const { subscriptions: s, redemptions: r } = this;
    for (let i = 0; i < s.length; i++) {
      if (!s.isOpen(i, cutoff)) continue;
      const lots = Math.floor((s.given[i] * (1 - fee)) / lotCents);
      const back = Math.floor(s.given[i] * (1 - fee) - lots * lotCents);
      s.price(i, lots, venue.dayIndex + delivery);
      if (back > 0 && back <= this.wallet)
        this.accounts.ledger.transferWallet(this.manager, s.member[i], venue.currency, back);
    }
    for (let i = 0; i < r.length; i++)
      if (r.isOpen(i, cutoff))
        r.price(i, Math.floor(r.given[i] * lotCents * (1 - redemptionFee)), venue.dayIndex + payment);
  }

  private deliver(): void {
    const { member, owed, dueDay, length } = this.subscriptions;
    const day = (this.venue as Venue).dayIndex;
    let n = 0;
    while (n < length && dueDay[n] <= day) {
      if (owed[n] > 0) this.accounts.ledger.moveShares(this.venueIndex, this.manager, member[n], owed[n]);
      n++;
    }
    this.subscriptions.settled(n);
  }

  /** Pays in order of arrival, as far as the money outside the futures house goes. */
  private pay(): void {
    const { member, owed, dueDay, length } = this.redemptions;
    const { dayIndex, currency } = this.venue as Venue;
    let n = 0;
    while (n < length && dueDay[n] <= dayIndex && owed[n] <= this.wallet) {
      this.accounts.ledger.transferWallet(this.manager, member[n], currency, owed[n]);
      n++;
    }
    this.redemptions.settled(n);
  }

  private measureExposure(): void {
    const lots = this.accounts.ledger.position(this.futuresIndex, this.manager);
    const assets = this.assetsAt(this.valuation.ticks);
    this.exposure = assets > 0 ? (lots * this.valuation.ticks * (this.futures as Venue).centsPerTick) / assets : 0;
  }

  private publicationAfter(time: number): number {
    const offset = zoneOffset(time, (this.venue as Venue).config.zone) * MINUTE;
    const midnight = Math.floor((time + offset) / DAY) * DAY - offset;
    const at = midnight + (this.config as FundConfig).publish * MINUTE;
    return at > time ? at : at + DAY;
  }

  private get wallet(): number {
    return this.accounts.ledger.wallet(this.manager, (this.venue as Venue).currency);
  }

  private get position(): FundPosition {
    const { currency } = this.venue as Venue;
    const { centsPerTick } = this.futures as Venue;
    return { member: this.manager, shares: this.venueIndex, futures: this.futuresIndex, currency, centsPerTick };
  }
}
