/** The desk collects the orders of a round. Populations put them here; the engine shuffles the bundles and sends them. */
import type { Side, TimeInForce } from "../orderbook/index.ts";

/** What a row asks for. */
export const DeskOp = { Limit: 0, Market: 1, Stop: 2, Cancel: 3, Replace: 4, Reduce: 5 } as const;
export type DeskOp = (typeof DeskOp)[keyof typeof DeskOp];

/**
 * Rows in the order in which they were put. Rows of one member that follow each other are one bundle: they are sent
 * together and in order. Order ids count up per venue and are given at once, so that a member can cancel what it put.
 */
export class Desk {
  count = 0;
  op = new Uint8Array(1024);
  venue = new Uint8Array(1024);
  side = new Uint8Array(1024);
  tif = new Uint8Array(1024);
  member = new Int32Array(1024);
  tag = new Int32Array(1024);
  id = new Float64Array(1024);
  price = new Float64Array(1024);
  qty = new Float64Array(1024);
  display = new Float64Array(1024);
  private readonly nextId: Float64Array;

  constructor(venues: number) {
    this.nextId = new Float64Array(venues).fill(1);
  }

  /** A limit order at `ticks`; returns its id. `tag` from `tagOf(population, cause)`. `display` 0: all shown. */
  limit(
    member: number,
    venue: number,
    side: Side,
    ticks: number,
    lots: number,
    tif: TimeInForce,
    tag: number,
    display = 0,
  ): number {
    return this.put(DeskOp.Limit, member, venue, side, ticks, lots, tif, tag, this.nextId[venue]++, display);
  }

  /** A market order; what does not fill at once is dropped. Returns its id. */
  market(member: number, venue: number, side: Side, lots: number, tag: number): number {
    return this.put(DeskOp.Market, member, venue, side, 0, lots, 0, tag, this.nextId[venue]++, 0);
  }

  /** A stop order: due when a trade reaches `trigger` ticks, then a market order. Returns its id. */
  stop(member: number, venue: number, side: Side, trigger: number, lots: number, tag: number): number {
    return this.put(DeskOp.Stop, member, venue, side, trigger, lots, 0, tag, this.nextId[venue]++, 0);
  }

  /** Takes an order out of the book; nothing happens when it is no longer there. */
  cancel(member: number, venue: number, id: number): void {
    this.put(DeskOp.Cancel, member, venue, 0, 0, 0, 0, 0, id, 0);
  }

  /** Moves an order to another price and quantity (same price and no larger quantity keeps its priority). */
  replace(member: number, venue: number, id: number, ticks: number, lots: number): void {
    this.put(DeskOp.Replace, member, venue, 0, ticks, lots, 0, 0, id, 0);
  }

  /** Empties the desk; ids go on counting. */
  clear(): void {
    this.count = 0;
  }

  private put(
    op: DeskOp,
    member: number,
    venue: number,
    side: number,
    price: number,
    qty: number,
    tif: number,
    tag: number,
    id: number,
    display: number,
  ): number {
    const i = this.count;
    if (i === this.op.length) this.grow();
    this.op[i] = op;
    this.venue[i] = venue;
    this.side[i] = side;
    this.tif[i] = tif;
    this.member[i] = member;
    this.tag[i] = tag;
    this.id[i] = id;
    this.price[i] = price;
    this.qty[i] = qty;
    this.display[i] = display;
    this.count = i + 1;
    return id;
  }

  private grow(): void {
    const size = this.op.length * 2;
    const bytes = (old: Uint8Array): Uint8Array<ArrayBuffer> => {
      const grown = new Uint8Array(size);
      grown.set(old);
      return grown;
    };
    const ints = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const grown = new Int32Array(size);
      grown.set(old);
      return grown;
    };
    const floats = (old: Float64Array): Float64Array<ArrayBuffer> => {
      const grown = new Float64Array(size);
      grown.set(old);
      return grown;
    };
    this.op = bytes(this.op);
    this.venue = bytes(this.venue);
    this.side = bytes(this.side);
    this.tif = bytes(this.tif);
    this.member = ints(this.member);
    this.tag = ints(this.tag);
    this.id = floats(this.id);
    this.price = floats(this.price);
    this.qty = floats(this.qty);
    this.display = floats(this.display);
  }
}
