import { readFileSync } from "node:fs";
import type { Side } from "../src/orderbook/index.ts";

/** Kinds of message. */
export const ADD = 0;
export const CANCEL = 1;
export const MARKET = 2;

/** Messages for a book, in columns, so that reading them costs a benchmark next to nothing. */
export class OrderStream {
  count = 0;
  readonly op: Uint8Array;
  readonly id: Int32Array;
  readonly side: Uint8Array;
  readonly price: Int32Array;
  readonly qty: Int32Array;

  constructor(messages: number) {
    this.op = new Uint8Array(messages);
    this.id = new Int32Array(messages);
    this.side = new Uint8Array(messages);
    this.price = new Int32Array(messages);
    this.qty = new Int32Array(messages);
  }

  push(op: number, id: number, side: Side, price: number, qty: number): void {
    const row = this.count++;
    this.op[row] = op;
    this.id[row] = id;
    this.side[row] = side;
    this.price[row] = price;
    this.qty[row] = qty;
  }
}

/**
 * Reads a stream: a message a line, `A,id,side,price,qty` (limit), `C,id` (cancel) or `M,id,side,qty` (market), side 0
 * for buy and 1 for sell. Throws on anything else.
 */
export function readStream(file: string): OrderStream {
  const lines = readFileSync(file, "latin1").split("\n");
  if (lines[lines.length - 1] === "") lines.pop();
  const stream = new OrderStream(lines.length);
  for (const [at, line] of lines.entries()) {
    const [op, ...rest] = line.split(",");
    const [a = Number.NaN, b = Number.NaN, c = Number.NaN, d = Number.NaN] = rest.map(Number);
    const isRight =
      rest.length === (op === "A" ? 4 : op === "M" ? 3 : 1) && !rest.some((text) => !/^-?\d+$/.test(text));
    if (op === "A" && isRight) stream.push(ADD, a, b as Side, c, d);
    else if (op === "C" && isRight) stream.push(CANCEL, a, 0, 0, 0);
    else if (op === "M" && isRight) stream.push(MARKET, a, b as Side, 0, c);
    else throw new Error(`${file}:${at + 1}: expected A,id,side,price,qty or C,id or M,id,side,qty, got ${line}`);
  }
  return stream;
}
