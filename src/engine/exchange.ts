/** The exchange floor: sends a round's orders to the books and books what happened. Nothing else touches a book. */
import { type Desk, DeskOp } from "../agents/desk.ts";
import type { Population } from "../agents/population.ts";
import type { Clearing } from "../clearing/clearing.ts";
import { causeOfTag, isForced } from "../core/cause.ts";
import type { Venue } from "../market/venue.ts";
import { NO_PRICE, type OrderBook, Refusal, type Side, type TimeInForce } from "../orderbook/index.ts";
import type { VenueAttribution } from "./attribution.ts";
import type { BundleShuffle } from "./desk-order.ts";
import type { TradeLog } from "./trade-log.ts";

/** Order ids count up from 1. */
const NO_ORDER = 0;

export class Exchange {
  /** Orders, cancels, replaces that reached a book. */
  operations = 0;
  private readonly venues: readonly Venue[];
  private readonly clearing: Clearing;
  private readonly attributions: readonly VenueAttribution[];
  private readonly populations: readonly Population[];
  /** Populations that want to hear of fills. */
  private readonly listens: Uint8Array;
  private readonly populationOf: Uint16Array;
  private readonly trades: TradeLog | null;

  constructor(parts: {
    venues: readonly Venue[];
    clearing: Clearing;
    attributions: readonly VenueAttribution[];
    populations: readonly Population[];
    populationOf: Uint16Array;
    trades: TradeLog | null;
  }) {
    this.venues = parts.venues;
    this.clearing = parts.clearing;
    this.attributions = parts.attributions;
    this.populations = parts.populations;
    this.populationOf = parts.populationOf;
    this.trades = parts.trades;
    this.listens = Uint8Array.from(parts.populations, (p) => (p.filled ? 1 : 0));
  }

  /** Sends all bundles in their shuffled order, then empties the desk. */
  send(desk: Desk, order: BundleShuffle, time: number): void {
    order.shuffle(desk);
    for (let b = 0; b < order.count; b++) {
      const end = order.end[b];
      for (let row = order.first[b]; row < end; row++) this.place(desk, row, time);
    }
    desk.clear();
  }

  /** Tells populations of the positions that clearing moved outside the books; there is no order behind them. */
  tellOffBook(): void {
    const { clearing, populations, populationOf, listens } = this;
    for (let v = 0; v < clearing.houses.length; v++) {
      const deals = clearing.houses[v]?.liquidations.deals;
      if (!deals || deals.count === 0) continue;
      for (let i = 0; i < deals.count; i++) {
        const [buyer, seller, ticks, lots] = [deals.buyer[i], deals.seller[i], deals.ticks[i], deals.lots[i]];
        const p = populationOf[buyer];
        const q = populationOf[seller];
        if (listens[p]) populations[p].filled?.(v, buyer, lots, ticks, NO_ORDER);
        if (listens[q]) populations[q].filled?.(v, seller, -lots, ticks, NO_ORDER);
      }
      deals.clear();
    }
  }

  private place(desk: Desk, row: number, time: number): void {
    const v = desk.venue[row];
    const venue = this.venues[v];
    if (venue.closed) return;
    const book = venue.book;
    const op = desk.op[row];
    const id = desk.id[row];
    this.operations++;
    if (this.trades) this.noteQuotes(this.trades, id, v);
    if (op === DeskOp.Cancel) {
      book.cancel(id);
    } else if (op === DeskOp.Replace) {
      if (book.replace(id, desk.price[row], desk.qty[row]) === Refusal.OutsideBand) book.cancel(id);
    } else if (op === DeskOp.Reduce) {
      book.reduce(id, desk.qty[row]);
    } else {
      this.enter(book, desk, row, v, op);
    }
    if (book.log.count > 0) this.drain(v, time);
    venue.afterOrder(time);
    if (book.log.count > 0) this.drain(v, time);
    this.trades?.forget();
    if (venue.stops.length > 0) this.stopAssociated(venue);
  }

  /** Halts the venues that stop with this one. */
  stopAssociated(venue: Venue): void {
    for (const { venue: name, until, reason, collect } of venue.stops)
      this.venues.find((other) => other.name === name)?.halt(until, reason, collect);
    venue.stops.length = 0;
  }

  private enter(book: OrderBook, desk: Desk, row: number, v: number, op: number): void {
    const member = desk.member[row];
    const side = desk.side[row] as Side;
    const tag = desk.tag[row];
    const id = desk.id[row];
    const price = desk.price[row];
    const at = op === DeskOp.Market ? (side === 0 ? book.bestAsk() : book.bestBid()) : price;
    const lots = this.clearing.admit(v, member, side, desk.qty[row], at);
    if (lots <= 0) return;
    if (op === DeskOp.Limit)
      book.limit(id, side, price, lots, desk.tif[row] as TimeInForce, desk.display[row], member, tag);
    else if (op === DeskOp.Market) book.market(id, side, lots, member, tag);
    else book.stop(id, side, price, lots, Number.MIN_SAFE_INTEGER - 1, member, tag);
  }

  private noteQuotes(trades: TradeLog, id: number, v: number): void {
    const { book, tick } = this.venues[v];
    const bid = book.bestBid();
    const ask = book.bestAsk();
    trades.meet(id, bid === NO_PRICE ? Number.NaN : bid * tick, ask === NO_PRICE ? Number.NaN : ask * tick);
  }

  /** Books the trades of a venue's log with everyone concerned, and empties it. */
  drain(v: number, time: number): void {
    const venue = this.venues[v];
    const { log } = venue.book;
    const { clearing, attributions, populations, listens, populationOf, trades } = this;
    const attribution = attributions[v];
    for (let i = 0; i < log.count; i++) {
      const taker = log.takerOwner[i];
      const maker = log.makerOwner[i];
      const takerTag = log.takerTag[i];
      const makerTag = log.makerTag[i];
      const ticks = log.price[i];
      const lots = log.qty[i];
      const takerBuys = log.takerSide[i] === 0;
      const buyer = takerBuys ? taker : maker;
      const seller = takerBuys ? maker : taker;
      clearing.fill(v, buyer, seller, ticks, lots, takerBuys ? takerTag : makerTag, takerBuys ? makerTag : takerTag);
      const takerForced = isForced(causeOfTag(takerTag));
      venue.onTrade(ticks, lots, takerForced || isForced(causeOfTag(makerTag)), time);
      const episode = takerForced ? clearing.episodeOf(v, taker) : -1;
      attribution.trade(takerTag, makerTag, takerBuys ? 1 : -1, lots, episode);
      const p = populationOf[taker];
      const q = populationOf[maker];
      if (listens[p]) populations[p].filled?.(v, taker, takerBuys ? lots : -lots, ticks, log.taker[i]);
      if (listens[q]) populations[q].filled?.(v, maker, takerBuys ? -lots : lots, ticks, log.maker[i]);
      if (!trades) continue;
      const price = ticks * venue.tick;
      trades.push(time, v, price, lots, buyer, seller, log.takerSide[i], makerTag, takerTag, log.taker[i]);
    }
    log.clear();
  }
}
