/**
 * Novice retail in the LOF. They believe the story that they hear ("silver only rises", "100 yuan a day, sure profit") and
 * look at the exchange price, hardly at the value behind it. Outsiders catch the story from those who talk about it; some
 * then buy for a fixed sum every day, others at once and for much. Greed makes them blind to the premium, limit-ups make
 * them queue at the limit, and a stop of subscriptions tells them that there will be no more shares. Fear comes from a fall
 * of silver, a limit-down, a loss on their own cost or a value that they no longer trust; then they put everything at the
 * lower limit and wait in the queue, day after day, because bought shares and queues cannot be left (T+1).
 *
 * As reported of fund 161226, 22 December 2025 to 9 February 2026. Attention-driven buying is Barber and Odean (2008),
 * gains sooner taken than losses Odean (1998), the pull of a price limit Subrahmanyam (1994, the magnet effect).
 */
import type { LofFund } from "../assets/lof-fund.ts";
import { MemberSet } from "../clearing/member-set.ts";
import { Cause, tagOf } from "../core/cause.ts";
import { sampleField, sampleMany } from "../core/distribution.ts";
import { NO_PRICE, Side, TimeInForce } from "../orderbook/index.ts";
import type { Desk } from "./desk.ts";
import { definePopulation, type Population, type PopulationContext, type View } from "./population.ts";
import { buyLimit, lotCents, sellLimit } from "./quotes.ts";
import { type RetailLofConfig, retailLofConfig } from "./retail-lof-config.ts";
import { RetailMood } from "./retail-mood.ts";

/** No holder's logarithmic gain weighs more than this: 3.5 times the money. */
const MOST_GAIN = 1.25;

/**
 * A member's fields are a row, those first that end most looks: members come at random out of many, so each array more
 * would be one more trip to main memory. Field F of member i is at `rows[(i << BITS) + F]`.
 */
const BITS = 4;
/** Step in which it last did something: it does one thing a step. */
const ACTED = 0;
/** Places in the sets of those who hold shares, and of those who want out at any price. */
const HOLDING = 1;
const PANICKED = 2;
/** Trading day on which a saver last bought. */
const SAVED_DAY = 3;
/** The one order that it may have in the book, 0 for none, and the trading day on which it was sent. */
const ORDER = 4;
const ORDER_DAY = 5;
/** Mean cost of what it holds, ticks, and the loss that makes it afraid, a logarithm. */
const COST = 6;
const NERVE = 7;
/** Published premium that it puts up with. */
const TOLERANCE = 8;
/** Part of its first money that a saver spends a day, as cents. */
const SUM = 9;
/** Places in the sets of those whose order may still wait, and of the holders and newcomers who save daily. */
const WAITING = 10;
const SAVING = 11;

export class RetailLof implements Population {
  readonly fast = false;
  /** Members who were drawn into the story so far. */
  newcomers = 0;
  private readonly config: RetailLofConfig;
  private readonly context: PopulationContext;
  private readonly fund: LofFund;
  private readonly venue: number;
  /** What moves everybody in this step. */
  readonly mood: RetailMood;
  private readonly herdTag: number;
  private readonly saveTag: number;
  private readonly gainTag: number;
  private readonly panicTag: number;
  private readonly rows: Float64Array;
  private readonly panicked: MemberSet;
  private readonly holding: MemberSet;
  private readonly saving: MemberSet;
  private readonly waiting: MemberSet;
  /** Trading day on which the panicked last joined the queue. */
  private queuedDay = -1;

  constructor(config: RetailLofConfig, context: PopulationContext) {
    const { assets, count, rng, name, index } = context;
    if (!assets.fund.exists) throw new Error(`${name}: the scenario has no fund (assets.fund) to buy`);
    this.config = config;
    this.context = context;
    this.fund = assets.fund;
    this.venue = this.fund.venueIndex;
    this.mood = new RetailMood(config, this.venue, context.mechanism("herding"));
    this.herdTag = tagOf(index, Cause.Herding);
    this.saveTag = tagOf(index, Cause.AutoInvest);
    this.gainTag = tagOf(index, Cause.ProfitTaking);
    this.panicTag = tagOf(index, Cause.Panic);
    this.rows = new Float64Array(count << BITS);
    sampleField(this.rows, BITS, TOLERANCE, config.tolerance, rng, 0, 100);
    sampleField(this.rows, BITS, NERVE, config.nerve, rng, 0.001, 1);
    sampleField(this.rows, BITS, SUM, config.sum, rng, 0, 1);
    for (let at = 0; at < this.rows.length; at += 1 << BITS) {
      this.rows[at + SAVED_DAY] = -1;
      this.rows[at + ACTED] = -1;
    }
    this.panicked = new MemberSet(this.rows, BITS, PANICKED);
    this.holding = new MemberSet(this.rows, BITS, HOLDING);
    this.saving = new MemberSet(this.rows, BITS, SAVING);
    this.waiting = new MemberSet(this.rows, BITS, WAITING);
  }

  endow(): void {
    const { clearing, first, count, rng, venues } = this.context;
    const { currency, multiplier, openingTicks } = venues[this.venue];
    const { holders, savers } = this.config;
    const money = sampleMany(this.config.money, count, rng, 0, 1e12);
    const shares = sampleMany(this.config.shares, count, rng, 0, 1e12);
    for (let i = 0; i < count; i++) {
      const cents = Math.round(money[i] * 100);
      clearing.ledger.endow(first + i, currency, cents);
      this.rows[(i << BITS) + SUM] *= cents;
      const lots = rng.chance(holders) ? Math.floor(shares[i] / multiplier) : 0;
      if (lots <= 0) continue;
      this.fund.allot(first + i, lots);
      this.join(i, rng.chance(savers));
      this.holding.add(i);
      this.rows[(i << BITS) + COST] = openingTicks;
    }
  }

  /**
   * Most looks end in nothing, so they are not made one by one: of a Poisson number of looks those that lead to
   * something are Poisson too, with the rate times the chance (thinning; Lewis and Shedler 1979).
   */
  act(view: View, desk: Desk): void {
    const venue = view.venues[this.venue];
    if (!venue.accepting || view.round > 0) return;
    this.mood.look(view);
    if (this.queuedDay !== venue.dayIndex) this.queueAgain(view, desk);
    const { rng, count } = this.context;
    const { holding, panicked, saving, waiting, mood } = this;
    const busy = (view.minutes * venue.activity(view.time)) / Math.max(1, venue.minutesPerDay);
    const looks = this.config.looks * (1 + this.config.busier * mood.attention) * busy;
    const heard = 1 - Math.exp(-mood.urge);
    for (let n = rng.poisson(count * looks * heard); n > 0; n--) this.listen(rng.int(count), view, desk);
    const most = this.mostHazard();
    for (let n = rng.poisson(holding.size * looks * most); n > 0 && holding.size > 0; n--)
      this.mind(holding.list[rng.int(holding.size)], most, view, desk);
    for (let n = rng.poisson(panicked.size * looks); n > 0 && panicked.size > 0; n--)
      this.calmDown(panicked.list[rng.int(panicked.size)], view, desk);
    if (venue.lock === 0)
      for (let n = rng.poisson(waiting.size * looks * this.config.impatience); n > 0 && waiting.size > 0; n--)
        this.takeBack(waiting.list[rng.int(waiting.size)], view, desk);
    for (let n = rng.poisson(2 * saving.size * busy); n > 0; n--)
      this.save(saving.list[rng.int(saving.size)], view, desk);
  }

  filled(_venue: number, member: number, lots: number, ticks: number): void {
    const i = member - this.context.first;
    const held = this.context.clearing.position(this.venue, member);
    if (lots > 0) {
      const at = (i << BITS) + COST;
      const cost = this.rows[at];
      this.rows[at] = held > lots ? cost + ((ticks - cost) * lots) / held : ticks;
      this.holding.add(i);
    } else if (held <= 0) {
      this.holding.remove(i);
      this.saving.remove(i);
      this.panicked.remove(i);
    }
  }

  /** Members who want out at any price now. */
  get frightened(): number {
    return this.panicked.size;
  }

  /** An outsider hears the story, or is drawn by a price that looks cheap against the value. */
  private listen(i: number, view: View, desk: Desk): void {
    if (this.holding.has(i) || this.hasActed(i, view) || this.waits(i, view) || !this.accepts(i)) return;
    this.newcomers++;
    const saver = this.context.rng.chance(this.config.savers);
    this.join(i, saver);
    if (saver) this.save(i, view, desk);
    else this.buy(i, this.config.lump, this.herdTag, view, desk);
  }

  /** Comes in to buy for a fixed sum a day, or with a lump. */
  private join(i: number, saver: boolean): void {
    if (saver) this.saving.add(i);
    else this.saving.remove(i);
  }

  /** The chance that the keenest holder there could be does anything at a look. */
  private mostHazard(): number {
    const { leave, profit, add, fear } = this.config;
    const { mood } = this;
    const sells = (leave + profit * MOST_GAIN) / (1 + 3 * mood.greed);
    return 1 - Math.exp(-(mood.fear + fear.loss * mood.height + sells + add * mood.urge));
  }

  /**
   * A holder is afraid, takes a gain or wants its money back, buys more, or does nothing.
   * @param most the chance with which the holder was chosen
   */
  private mind(i: number, most: number, view: View, desk: Desk): void {
    if (this.panicked.has(i) || this.hasActed(i, view) || this.waits(i, view)) return;
    const { profit, leave, add, fear } = this.config;
    const venue = view.venues[this.venue];
    const member = this.context.first + i;
    const gain = Math.min(MOST_GAIN, Math.log(venue.lastTicks / Math.max(1, this.rows[(i << BITS) + COST])));
    const own = gain < -this.rows[(i << BITS) + NERVE] ? fear.loss * this.mood.height : 0;
    const sells = (leave + profit * Math.max(0, gain)) / (1 + 3 * this.mood.greed);
    // One draw decides: to flee, else to sell, else to buy more, each with the chance 1 - exp(-rate).
    const draw = this.context.rng.next() * most;
    const calm = Math.exp(-(this.mood.fear + own));
    const keeps = calm * Math.exp(-sells);
    if (draw < 1 - calm) {
      this.panicked.add(i);
      this.flee(i, member, view, desk);
    } else if (draw < 1 - keeps) {
      const lots = view.clearing.sellable(this.venue, member);
      const part = Math.max(Math.ceil(lots * this.config.lump), Math.min(lots, 10));
      if (lots > 0) this.send(i, Side.Sell, this.sellPrice(view), part, this.gainTag, view, desk);
    } else if (draw < 1 - keeps * Math.exp(-add * this.mood.urge) && this.accepts(i)) {
      this.buy(i, this.config.lump, this.herdTag, view, desk);
    }
  }

  /** Who has waited long enough for a price takes the order back. */
  private takeBack(i: number, view: View, desk: Desk): void {
    if (this.panicked.has(i) || this.hasActed(i, view) || !this.waits(i, view)) return;
    desk.cancel(this.context.first + i, this.venue, this.rows[(i << BITS) + ORDER]);
    this.rows[(i << BITS) + ACTED] = view.time;
  }

  /** The day's fixed sum of a saver, once a trading day. */
  private save(i: number, view: View, desk: Desk): void {
    const { dayIndex } = view.venues[this.venue];
    const at = i << BITS;
    if (this.hasActed(i, view) || this.rows[at + SAVED_DAY] === dayIndex) return;
    if (this.panicked.has(i) || this.waits(i, view) || view.assets.mood < this.config.stopMood) return;
    this.rows[at + SAVED_DAY] = dayIndex;
    this.buyFor(i, this.rows[at + SUM], this.buyPrice(view), this.saveTag, view, desk);
  }

  /** Whether the premium that is published is one that the member puts up with; greed blinds. */
  private accepts(i: number): boolean {
    return this.fund.premium < this.rows[(i << BITS) + TOLERANCE] * (1 + this.mood.blindness);
  }

  /** Buys for a part of the money at hand. */
  private buy(i: number, part: number, tag: number, view: View, desk: Desk): void {
    const { clearing } = view;
    const member = this.context.first + i;
    const { currency } = view.venues[this.venue];
    const money = clearing.wallet(member, currency) + Math.max(0, clearing.free(this.venue, member));
    this.buyFor(i, money * part, this.buyPrice(view), tag, view, desk);
  }

  private buyFor(i: number, cents: number, price: number, tag: number, view: View, desk: Desk): void {
    const lots = Math.floor(cents / lotCents(view.venues[this.venue], price));
    if (lots > 0) this.send(i, Side.Buy, price, lots, tag, view, desk);
  }

  /** At the upper limit they queue there; else somewhere around the market, as eager as they happen to be. */
  private buyPrice(view: View): number {
    const venue = view.venues[this.venue];
    if (venue.lock > 0) return venue.limitHighTicks;
    return Math.max(venue.limitLowTicks, 1, buyLimit(venue, venue.midTicks(), this.eagerness()));
  }

  private sellPrice(view: View): number {
    const venue = view.venues[this.venue];
    if (venue.lock < 0) return venue.limitLowTicks;
    const price = sellLimit(venue, venue.midTicks(), this.eagerness());
    return venue.limitHighTicks === NO_PRICE ? price : Math.min(venue.limitHighTicks, price);
  }

  /** How far through the mid an order goes, as a fraction; below 0 it waits for the market to come. */
  private eagerness(): number {
    const { rng } = this.context;
    const { eager, slip, distance } = this.config;
    return rng.chance(eager) ? slip * rng.next() : -Math.min(0.5, rng.exponential(distance));
  }

  /** Everything that may be sold goes to the lower limit. */
  private flee(i: number, member: number, view: View, desk: Desk): void {
    const lots = view.clearing.sellable(this.venue, member);
    if (lots <= 0) return;
    const venue = view.venues[this.venue];
    const low = venue.limitLowTicks;
    const price = low === NO_PRICE ? sellLimit(venue, venue.midTicks(), 10 * this.config.slip) : low;
    this.send(i, Side.Sell, price, lots, this.panicTag, view, desk);
  }

  /** The first chance of a trading day: who wants out joins the queue anew, as orders end with the day. */
  private queueAgain(view: View, desk: Desk): void {
    this.queuedDay = view.venues[this.venue].dayIndex;
    this.waiting.clear();
    for (let k = this.panicked.size - 1; k >= 0; k--) {
      const i = this.panicked.list[k];
      this.flee(i, this.context.first + i, view, desk);
    }
  }

  /** Few leave the queue: when silver rises again and the limit is open, or as little is left to lose against the value. Who has no order in it (new T+1 shares) joins. */
  private calmDown(i: number, view: View, desk: Desk): void {
    if (this.hasActed(i, view)) return;
    const member = this.context.first + i;
    const venue = view.venues[this.venue];
    const { silver } = this.mood;
    const { hope: rate, relief, fear } = this.config;
    const near = 1 - this.mood.height;
    const opening = venue.lock < 0 ? 0 : rate * Math.max(0, silver);
    const hope = opening + (silver > -fear.scare ? relief * near * near : 0);
    const waits = this.waits(i, view);
    if (this.context.rng.chance(1 - Math.exp(-hope))) {
      if (waits) desk.cancel(member, this.venue, this.rows[(i << BITS) + ORDER]);
      this.panicked.remove(i);
    } else if (!waits) this.flee(i, member, view, desk);
  }

  /** A plain limit order, good for the day. */
  private send(i: number, side: Side, price: number, lots: number, tag: number, view: View, desk: Desk): void {
    const member = this.context.first + i;
    const at = i << BITS;
    this.rows[at + ORDER] = desk.limit(member, this.venue, side, price, lots, TimeInForce.Gtc, tag);
    this.rows[at + ACTED] = view.time;
    this.rows[at + ORDER_DAY] = view.venues[this.venue].dayIndex;
    this.waiting.add(i);
  }

  private hasActed(i: number, view: View): boolean {
    return this.rows[(i << BITS) + ACTED] === view.time;
  }

  /** Whether the member's order is still in the book, or on its way there. */
  private waits(i: number, view: View): boolean {
    const at = i << BITS;
    const order = this.rows[at + ORDER];
    if (order === 0) return false;
    const { dayIndex, book } = view.venues[this.venue];
    if (this.rows[at + ORDER_DAY] === dayIndex && book.openQty(order) > 0) return true;
    this.rows[at + ORDER] = 0;
    this.waiting.remove(i);
    return false;
  }
}

/** Novices who catch the story, chase limit-ups, and queue at limit-down. */
export const retailLof = definePopulation({
  kind: "retail-lof",
  about: "novices in the LOF: catch the story, save daily or chase limit-ups, ignore the premium, queue at limit-down",
  config: retailLofConfig,
  create: (settings, context) => new RetailLof(settings, context),
});
