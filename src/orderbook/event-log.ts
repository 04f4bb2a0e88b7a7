import { EventKind, type Refusal, type Side } from "./codes.ts";
import { widenBytes, widenDoubles, widenInts } from "./widen.ts";

const { Trade: TRADE } = EventKind;

/**
 * What a book did, in the order it happened, one column an attribute. The consumer reads rows `0..count-1` and then
 * calls `clear()`. Columns are replaced when the log grows: take them afresh after every call into the book.
 *
 * A trade names both orders. Every other kind names its order in the `taker` columns (`taker`, `takerOwner`,
 * `takerTag`, `takerSide`). Columns that a row's kind does not name hold what an earlier row left there.
 */
export class EventLog {
  /** Whether it takes trades alone and leaves out what else happens. */
  readonly tradesOnly: boolean;
  /** Rows in use. */
  count = 0;
  /** `EventKind` of each row. */
  kind = new Uint8Array(64);
  /** Id of the order that was there first (trades only). */
  maker = new Float64Array(64);
  /** Id of the order that took, or that the row is about. */
  taker = new Float64Array(64);
  /** Ticks. Of a trade the price; else the order's limit price, `NO_PRICE` where it has none. */
  price = new Float64Array(64);
  /** Lots: traded, taken off, refused, or sent to the book by a trigger. */
  qty = new Float64Array(64);
  makerOwner = new Int32Array(64);
  takerOwner = new Int32Array(64);
  makerTag = new Int32Array(64);
  takerTag = new Int32Array(64);
  /** `Side` of the taker, or of the order that the row is about. */
  takerSide = new Uint8Array(64);
  /** `Refusal` of a rejected row. */
  reason = new Uint8Array(64);

  constructor(tradesOnly = false) {
    this.tradesOnly = tradesOnly;
  }

  /** Forgets all rows. Keeps the memory. */
  clear(): void {
    this.count = 0;
  }

  /** Appends a trade. */
  trade(
    maker: number,
    taker: number,
    price: number,
    qty: number,
    makerOwner: number,
    takerOwner: number,
    makerTag: number,
    takerTag: number,
    takerSide: Side,
  ): void {
    const row = this.count;
    if (row === this.kind.length) this.grow();
    this.kind[row] = TRADE;
    this.maker[row] = maker;
    this.taker[row] = taker;
    this.price[row] = price;
    this.qty[row] = qty;
    this.makerOwner[row] = makerOwner;
    this.takerOwner[row] = takerOwner;
    this.makerTag[row] = makerTag;
    this.takerTag[row] = takerTag;
    this.takerSide[row] = takerSide;
    this.count = row + 1;
  }

  /** Appends a cancel or a trigger. */
  note(kind: EventKind, id: number, price: number, qty: number, owner: number, tag: number, side: Side): void {
    if (this.tradesOnly) return;
    const row = this.count;
    if (row === this.kind.length) this.grow();
    this.kind[row] = kind;
    this.taker[row] = id;
    this.price[row] = price;
    this.qty[row] = qty;
    this.takerOwner[row] = owner;
    this.takerTag[row] = tag;
    this.takerSide[row] = side;
    this.count = row + 1;
  }

  /** Appends a refusal. */
  reject(reason: Refusal, id: number, price: number, qty: number, owner: number, tag: number, side: Side): void {
    const row = this.count;
    this.note(EventKind.Rejected, id, price, qty, owner, tag, side);
    if (this.count > row) this.reason[row] = reason;
  }

  private grow(): void {
    const size = this.kind.length * 2;
    this.kind = widenBytes(this.kind, size);
    this.maker = widenDoubles(this.maker, size);
    this.taker = widenDoubles(this.taker, size);
    this.price = widenDoubles(this.price, size);
    this.qty = widenDoubles(this.qty, size);
    this.makerOwner = widenInts(this.makerOwner, size);
    this.takerOwner = widenInts(this.takerOwner, size);
    this.makerTag = widenInts(this.makerTag, size);
    this.takerTag = widenInts(this.takerTag, size);
    this.takerSide = widenBytes(this.takerSide, size);
    this.reason = widenBytes(this.reason, size);
  }
}
