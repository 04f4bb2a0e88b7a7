import { expect, test } from "vitest";
import { takeSnapshot } from "../../src/core/snapshot.ts";
import { NO_PRICE, OrderBook, Refusal } from "../../src/orderbook/index.ts";

/** Bytes of all typed arrays of a book. */
function bytes(book: OrderBook): number {
  let sum = 0;
  for (const body of takeSnapshot(book).bodies) if (body.kind === "typed") sum += body.data.byteLength;
  return sum;
}

test("a long run does not grow with the ids it has used", () => {
  const book = new OrderBook();
  const run = (from: number, to: number) => {
    for (let id = from; id < to; id++) {
      book.limit(id, (id & 1) as 0 | 1, (id & 1) === 0 ? 100 - (id % 7) : 101 + (id % 7), 1);
      if (id > 200) book.cancel(id - 200);
      book.log.clear();
    }
  };
  run(1, 100_000);
  const early = bytes(book);
  run(100_000, 1_000_000);
  expect(book.restingCount).toBe(200);
  // only the directory, four bytes for 256 ids, has grown
  expect(bytes(book) - early).toBeLessThan(8 * (1_000_000 / 256));
});

test("refused ids leave a bit and not a record behind", () => {
  const book = new OrderBook();
  book.limit(1, 1, 100, 1);
  const limit = (id: number) => book.limit(id, 0, id % 3 === 0 ? 100 : 50, 1, 3);
  let surprises = 0;
  for (let id = 2; id < 300_000; id++) {
    if (limit(id) !== (id % 3 === 0 ? Refusal.WouldCross : Refusal.Accepted)) surprises++;
    if (id % 3 !== 0) book.cancel(id);
    book.log.clear();
  }
  expect(surprises).toBe(0);
  expect(bytes(book)).toBeLessThan(400_000);
  for (const id of [2, 4, 5, 1000, 299_999]) expect(limit(id)).toBe(Refusal.DuplicateId);
  for (const id of [3, 9, 3000]) expect(book.limit(id, 0, 50, 1)).toBe(Refusal.Accepted);
  for (const id of [3, 9, 3000]) expect(book.limit(id, 0, 50, 1)).toBe(Refusal.DuplicateId);
});

test("an accepted id can never be used again, however far apart ids are", () => {
  const book = new OrderBook();
  const ids = [1, 255, 256, 257, 2 ** 30 - 1, 2 ** 30, 2 ** 31, 2 ** 32 + 5, 2 ** 52, Number.MAX_SAFE_INTEGER];
  for (const id of ids) expect(book.limit(id, 0, 10, 1)).toBe(Refusal.Accepted);
  for (const id of ids) expect(book.cancel(id)).toBe(Refusal.Accepted);
  for (let id = 1000; id < 30_000; id++) book.market(id, 0, 1); // pages come and go
  for (const id of ids) {
    expect(book.limit(id, 0, 10, 1)).toBe(Refusal.DuplicateId);
    expect(book.cancel(id)).toBe(Refusal.UnknownId);
    expect(book.cancel(id + 0.5)).toBe(Refusal.UnknownId);
  }
  for (const id of [0, -1, 1.5, Number.NaN, 2 ** 53, -0.5]) expect(() => book.limit(id, 0, 10, 1)).toThrow(RangeError);
  for (const id of [0, -1, 1.5, Number.NaN, 2 ** 53]) expect(book.cancel(id)).toBe(Refusal.UnknownId);
});

test("far-apart prices cost no memory for the gap, and are found at once", () => {
  const book = new OrderBook();
  const far = 2 ** 52;
  let id = 0;
  for (let i = 0; i < 2000; i++) {
    book.limit(++id, 0, -far + i * 1_000_003, 1);
    book.limit(++id, 1, far - i * 1_000_003, 1);
  }
  expect(book.restingCount).toBe(4000);
  expect(bytes(book)).toBeLessThan(6_000_000);
  expect(book.bestBid()).toBe(-far + 1999 * 1_000_003);
  book.market(++id, 1, 1999);
  expect(book.bestBid()).toBe(-far);
  book.market(++id, 0, 2000);
  expect(book.bestAsk()).toBe(NO_PRICE);
});

test("a price that wanders leaves no levels behind", () => {
  const book = new OrderBook();
  let id = 0;
  const at = (price: number) => {
    for (let depth = 0; depth < 40; depth++) book.limit(++id, 0, price - 50 * depth, 1);
    for (let gone = id - 39; gone <= id; gone++) book.cancel(gone);
    book.log.clear();
  };
  for (let price = 0; price < 20_000; price += 100) at(price);
  const early = bytes(book);
  for (let price = 20_000; price < 1_000_000; price += 100) at(price);
  expect(bytes(book)).toBeLessThan(2 * early);
});
