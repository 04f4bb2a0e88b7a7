/** Every trade of a run, when the scenario asks for them. */
import { Column } from "../core/columns.ts";
import type { TradeTable } from "./result.ts";

export class TradeLog {
  private readonly time = new Column();
  private readonly venue = new Column();
  private readonly price = new Column();
  private readonly qty = new Column();
  private readonly buyer = new Column();
  private readonly seller = new Column();
  private readonly takerSide = new Column();
  private readonly makerTag = new Column();
  private readonly takerTag = new Column();
  private readonly bid = new Column();
  private readonly ask = new Column();
  /** The incoming order's id, and the best prices that it met; NaN where there is none. */
  private incoming = -1;
  private metBid = Number.NaN;
  private metAsk = Number.NaN;

  /** An order is about to reach a book whose best prices are these. */
  meet(id: number, bid: number, ask: number): void {
    this.incoming = id;
    this.metBid = bid;
    this.metAsk = ask;
  }

  /** That order is done with. */
  forget(): void {
    this.incoming = -1;
  }

  push(
    time: number,
    venue: number,
    price: number,
    qty: number,
    buyer: number,
    seller: number,
    takerSide: number,
    makerTag: number,
    takerTag: number,
    takerId: number,
  ): void {
    this.time.push(time);
    this.venue.push(venue);
    this.price.push(price);
    this.qty.push(qty);
    this.buyer.push(buyer);
    this.seller.push(seller);
    this.takerSide.push(takerSide);
    this.makerTag.push(makerTag);
    this.takerTag.push(takerTag);
    // Stops that the order set off, and auctions, met prices that nobody noted.
    const met = takerId === this.incoming;
    this.bid.push(met ? this.metBid : Number.NaN);
    this.ask.push(met ? this.metAsk : Number.NaN);
  }

  table(): TradeTable {
    return {
      time: this.time.toFloat64(),
      venue: this.venue.toUint8(),
      price: this.price.toFloat64(),
      qty: this.qty.toFloat64(),
      buyer: this.buyer.toFloat64(),
      seller: this.seller.toFloat64(),
      takerSide: this.takerSide.toUint8(),
      makerTag: this.makerTag.toInt32(),
      takerTag: this.takerTag.toInt32(),
      bid: this.bid.toFloat64(),
      ask: this.ask.toFloat64(),
    };
  }
}
