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
    };
  }
}
