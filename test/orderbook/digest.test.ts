import { expect, test } from "vitest";
import { verify } from "../../bench/book.ts";
import { drawStream } from "../../bench/order-flow.ts";
import { type OrderStream, readStream } from "../../bench/order-stream.ts";

const file = new URL("../data/orders-calm-7.csv", import.meta.url).pathname;

test("trades and what rests agree with another book's digests of the same stream", () => {
  const stream: OrderStream = readStream(file);
  expect(stream.count).toBe(12_000);
  expect(verify(stream)).toEqual({ trades: 2273, tradeDigest: 2115869487, bookDigest: 2669174905 });
});

test("a drawn crash sweeps the book, and always in the same way", () => {
  const stream = drawStream("crash", 60_000, 5000, 7);
  const { trades, tradeDigest, bookDigest } = verify(stream);
  expect(verify(stream)).toEqual({ trades, tradeDigest, bookDigest });
  expect([trades, tradeDigest, bookDigest]).toMatchInlineSnapshot(`
    [
      18967,
      3601165288,
      2213380715,
    ]
  `);
});
