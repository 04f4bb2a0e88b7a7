/**
 * Early institutional longs: bought low, believe that the price has left value behind, and take profit bit by bit from
 * early January (reported of JPMorgan and of managed money, whose net long fell to a two-year low before the crash).
 * The higher the price above their idea of value, the faster they sell; they are gone when it matters.
 */
import { z } from "zod";
import { Cause, tagOf } from "../core/cause.ts";
import { distribution, sampleMany } from "../core/distribution.ts";
import { duration, fraction, nonNegative, venueName } from "../core/quantity.ts";
import { DAY, MINUTE } from "../core/time.ts";
import { Side, TimeInForce } from "../orderbook/index.ts";
import { Anchor, anchorConfig } from "./anchor.ts";
import type { Desk } from "./desk.ts";
import { giveFirstPosition } from "./first-position.ts";
import {
  type CommonConfig,
  definePopulation,
  type Population,
  type PopulationContext,
  type View,
} from "./population.ts";
import { isTrading, lotCents, seenTicks, sellLimit } from "./quotes.ts";

const config = z.strictObject({
  venue: venueName(),
  anchor: anchorConfig.prefault({ to: "fair-value" }),
  lots: distribution
    .default({ lognormal: [80, 0.8] })
    .meta({ description: "lots that each holds when the run begins" }),
  cushion: distribution
    .default({ uniform: [0.5, 1.2] })
    .meta({ description: "collateral behind them, as a share of their value" }),
  pace: nonNegative().default(0.02).meta({ description: "share of the holding sold a day at fair value" }),
  eagerness: nonNegative()
    .default(0.15)
    .meta({ description: "added share a day per 10% that the price stands above value" }),
  look: duration().prefault("6h").meta({ description: "mean time between looks" }),
  slip: fraction().prefault("0.1%").meta({ description: "farthest through the mid that an order goes" }),
});

type Config = z.output<typeof config> & CommonConfig;

class EarlyLongs implements Population {
  readonly fast = false;
  private readonly config: Config;
  private readonly context: PopulationContext;
  private readonly venue: number;
  private readonly anchor: Anchor;
  private readonly tag: number;
  private readonly lots: Float64Array;

  constructor(config: Config, context: PopulationContext) {
    this.config = config;
    this.context = context;
    this.venue = context.venue(config.venue);
    this.anchor = new Anchor(config.anchor, this.venue, context);
    this.tag = tagOf(context.index, Cause.ProfitTaking);
    this.lots = sampleMany(config.lots, context.count, context.rng, 0, 1e6).map(Math.round);
  }

  endow(): void {
    const { clearing, first, count, rng, venues } = this.context;
    const venue = venues[this.venue];
    const cushion = sampleMany(this.config.cushion, count, rng, 0.05, 10);
    for (let i = 0; i < count; i++) {
      const cents = Math.round(this.lots[i] * lotCents(venue, venue.openingTicks) * cushion[i]);
      if (cents === 0) continue;
      clearing.ledger.endow(first + i, venue.currency, cents);
      clearing.ledger.deposit(first + i, this.venue, cents);
      giveFirstPosition(this.context, this.venue, first + i, this.lots[i]);
    }
  }

  act(view: View, desk: Desk): void {
    const venue = view.venues[this.venue];
    if (!isTrading(venue)) return;
    const { count, rng, first, clearing } = this.context;
    const { look, pace, eagerness, slip, latency } = this.config;
    const looks = rng.poisson((count * view.minutes * MINUTE * venue.activity(view.time)) / look);
    if (looks === 0) return;
    const seen = seenTicks(venue, view.time, latency);
    const dear = Math.max(0, seen / this.anchor.ticks(view) - 1);
    const share = Math.min(1, ((pace + eagerness * dear * 10) * look) / DAY);
    for (let n = 0; n < looks; n++) {
      const member = first + rng.int(count);
      const lots = rng.round(Math.max(0, clearing.position(this.venue, member)) * share);
      if (lots < 1) continue;
      desk.limit(member, this.venue, Side.Sell, sellLimit(venue, seen, slip), lots, TimeInForce.Ioc, this.tag);
    }
  }
}

/** Early institutional longs that take profit. */
export const earlyLongs = definePopulation({
  kind: "early-longs",
  about: "institutions that bought low and take profit, the faster the dearer the market",
  config,
  create: (settings, context) => new EarlyLongs(settings, context),
});
