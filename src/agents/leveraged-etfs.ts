/**
 * Leveraged and inverse exchange-traded funds. They believe nothing: each promises L times the day's return, and must
 * therefore buy after a rise and sell after a fall, whatever L is, in the last minutes before the settlement that its
 * value is struck at. Investors add money after good days and take it out after bad ones. A fund whose assets are gone
 * is wound up.
 *
 * The trade that restores the leverage is L (L - 1) r A for assets A and the day's return r: Cheng, Madhavan, "The
 * dynamics of leveraged and inverse exchange-traded funds" (2009). About $3.5 bn of silver had to be sold on
 * 30 January 2026 (Morgan Stanley QDS); the largest fund, twice long, held some $5 bn the day before.
 */
import { z } from "zod";
import { Cause, tagOf } from "../core/cause.ts";
import { duration, fraction, nonNegative, positive, venueName } from "../core/quantity.ts";
import { type Switch, switchAt } from "../core/switch.ts";
import { MINUTE } from "../core/time.ts";
import { Side, TimeInForce } from "../orderbook/index.ts";
import type { Desk } from "./desk.ts";
import {
  type CommonConfig,
  definePopulation,
  type Population,
  type PopulationContext,
  type View,
} from "./population.ts";
import { buyLimit, isTrading, lotCents, seenTicks, sellLimit } from "./quotes.ts";

const fund = z.strictObject({
  leverage: z
    .number()
    .min(-5)
    .max(5)
    .refine((l) => l !== 0 && l !== 1, { error: "expected a leverage other than 0 and 1, such as 2 or -2" })
    .describe("multiple of the day's return that the fund promises; below 0 for an inverse fund"),
  assets: positive().describe("assets when the run begins, in the venue's currency"),
});

const config = z.strictObject({
  venue: venueName().describe("where they hold futures; they rebalance into its settlement"),
  funds: z
    .array(fund)
    .min(1)
    .default([
      { leverage: 2, assets: 2.4e9 },
      { leverage: -2, assets: 3e8 },
    ])
    .describe("the funds; as many as `members`"),
  window: duration().prefault("45m").describe("time before the settlement in which they trade"),
  overtime: duration().prefault("20m").describe("time after the settlement in which they finish what was left"),
  participation: fraction()
    .default(0.25)
    .describe("part of the market's last minute's volume that they trade per minute, at most"),
  slip: fraction().default(0.006).describe("most that an order gives away against the mid"),
  reserve: nonNegative().default(1).describe("money that investors can still bring, as a multiple of the first assets"),
  flow: nonNegative()
    .default(0.1)
    .describe(
      "assets created per day, as a part of assets, for a unit of the fund's side of the log return over the last five settlements",
    ),
  mostFlow: fraction().default(0.03).describe("largest creation or redemption of a day, as a part of assets"),
});

type Config = z.output<typeof config> & CommonConfig;

/** Settlements that investors look back on. */
const LOOK_BACK = 5;

export class LeveragedEtfs implements Population {
  readonly fast = false;
  private readonly config: Config;
  private readonly context: PopulationContext;
  private readonly venue: number;
  private readonly working: Switch;
  private readonly leverage: Float64Array;
  /** Per fund: lots of the next trade that come from creations (below 0: redemptions), and whether it is wound up. */
  private readonly flowLots: Float64Array;
  private readonly wound: Uint8Array;
  private settledAt = Number.NEGATIVE_INFINITY;

  constructor(config: Config, context: PopulationContext) {
    if (config.funds.length !== context.count)
      throw new RangeError(
        `${context.name}: expected as many members as funds (${config.funds.length}), got ${context.count}`,
      );
    this.config = config;
    this.context = context;
    this.venue = context.venue(config.venue);
    this.working = switchAt(context.mechanism("leveraged-etf"));
    this.leverage = Float64Array.from(config.funds, (f) => f.leverage);
    this.flowLots = new Float64Array(context.count);
    this.wound = new Uint8Array(context.count);
  }

  endow(): void {
    const { first, clearing, venues, shortPool } = this.context;
    const venue = venues[this.venue];
    const price = venue.openingTicks;
    this.config.funds.forEach(({ leverage, assets }, i) => {
      const cents = Math.round(assets * 100);
      clearing.ledger.endow(first + i, venue.currency, cents + Math.round(cents * this.config.reserve));
      clearing.ledger.deposit(first + i, this.venue, cents);
      // The wallet is investors' money: no margin call reaches it.
      clearing.setOwner(first + i, 0, 0);
      const lots = Math.round((leverage * cents) / lotCents(venue, price));
      if (lots > 0) shortPool.take(this.venue, first + i, lots, price);
      else shortPool.give(this.venue, first + i, -lots, price);
    });
  }

  act(view: View, desk: Desk): void {
    const venue = view.venues[this.venue];
    if (!this.working.on || !isTrading(venue)) return;
    const { window, overtime, latency } = this.config;
    const left = venue.nextSettlement - view.time;
    const late = view.time - this.settledAt < overtime;
    if (left > window && !late) return;
    const part = left > window ? 1 : Math.min(1, (view.minutes * MINUTE) / Math.max(1, left));
    const seen = seenTicks(venue, view.time, latency);
    for (let i = 0; i < this.wound.length; i++) this.rebalance(i, seen, part, view, desk);
  }

  /** The day's value is struck: investors decide on what they saw, and the next window trades what they brought. */
  settled(venue: number, view: View): void {
    if (venue !== this.venue) return;
    this.settledAt = view.time;
    for (let i = 0; i < this.wound.length; i++) this.createOrRedeem(i, view);
  }

  /** Assets of fund i in cents: what its account is worth. The wallet is investors' money, not the fund's. */
  assets(i: number): number {
    return this.context.clearing.equity(this.venue, this.context.first + i);
  }

  /** Lots that fund i lacks (below 0: has too many) to be L times its assets at a price of `ticks`. */
  gap(i: number, ticks: number): number {
    const { clearing, first, venues } = this.context;
    const wanted = (this.leverage[i] * this.assets(i)) / lotCents(venues[this.venue], ticks);
    return Math.round(wanted) - clearing.position(this.venue, first + i);
  }

  private rebalance(i: number, seen: number, part: number, view: View, desk: Desk): void {
    if (this.wound[i]) return;
    if (this.assets(i) <= 0) {
      this.wound[i] = 1;
      return;
    }
    const { rng, first } = this.context;
    const venue = view.venues[this.venue];
    const { participation, slip } = this.config;
    const gap = this.gap(i, seen);
    const most = rng.round(participation * venue.minuteVolume * view.minutes);
    const lots = Math.min(most, rng.round(Math.abs(gap) * part));
    if (lots < 1) return;
    const buys = gap > 0;
    const price = buys ? buyLimit(venue, seen, slip) : sellLimit(venue, seen, slip);
    const tag = tagOf(this.context.index, this.cause(i, gap));
    desk.limit(first + i, this.venue, buys ? Side.Buy : Side.Sell, price, lots, TimeInForce.Ioc, tag);
  }

  /** What the next slice is for: investors' money or leverage, in proportion where both ask for the same side. */
  private cause(i: number, gap: number): Cause {
    const flow = this.flowLots[i];
    const same = Math.abs(flow) > 0 && flow > 0 === gap > 0;
    const share = same ? Math.min(1, flow / gap) : 0;
    if (share === 0 || !this.context.rng.chance(share)) return Cause.Rebalancing;
    return flow > 0 === this.leverage[i] > 0 ? Cause.Subscription : Cause.Redemption;
  }

  private createOrRedeem(i: number, view: View): void {
    this.flowLots[i] = 0;
    const assets = this.assets(i);
    if (!this.working.on || this.wound[i] || assets <= 0) return;
    const { clearing, first } = this.context;
    const { settlements, currency, settlementTicks } = view.venues[this.venue];
    const { flow, mostFlow } = this.config;
    const { count } = settlements;
    if (count <= LOOK_BACK) return;
    const past = Math.log(settlements.at(count - 1) / settlements.at(count - 1 - LOOK_BACK));
    const wish = Math.max(-mostFlow, Math.min(mostFlow, flow * past * Math.sign(this.leverage[i])));
    const cents = Math.floor(Math.abs(wish) * assets);
    const member = first + i;
    const moved =
      wish > 0
        ? Math.min(cents, clearing.wallet(member, currency))
        : Math.min(cents, Math.max(0, Math.floor(clearing.free(this.venue, member))));
    if (moved < 1) return;
    if (wish > 0) clearing.ledger.deposit(member, this.venue, moved);
    else clearing.withdraw(this.venue, member, moved);
    this.flowLots[i] =
      (Math.sign(wish) * this.leverage[i] * moved) / lotCents(view.venues[this.venue], settlementTicks);
  }
}

/** Funds that promise a multiple of the day's return and rebalance into the settlement. */
export const leveragedEtfs = definePopulation({
  kind: "leveraged-etfs",
  about:
    "funds that promise a multiple of the day's return: buy after a rise and sell after a fall, into the settlement",
  config,
  create: (settings, context) => new LeveragedEtfs(settings, context),
});
