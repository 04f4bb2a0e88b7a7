import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import type { BookOptions } from "../../src/cli/book.ts";
import { replayFile } from "../../src/cli/book-replay.ts";
import { OrderBook } from "../../src/orderbook/index.ts";
import { ReplayError } from "../../src/orderbook/replay-error.ts";
import { replayLine } from "../../src/orderbook/replay-json.ts";

const lobsterSample = fileURLToPath(new URL("../data/lobster-aapl-999.csv", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "book-"));
afterAll(() => rmSync(folder, { recursive: true }));

class Sink extends Writable {
  text = "";
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

async function replay(file: string, options: Partial<BookOptions> = {}): Promise<{ out: string; err: string }> {
  const out = new Sink();
  const err = new Sink();
  await replayFile(file, { format: "json", selfTrade: "none", ...options }, out, err);
  return { out: out.text, err: err.text };
}

function fileOf(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe("a file of commands", () => {
  test("gives what happened line by line, and what rests", async () => {
    const file = fileOf(
      "orders.jsonl",
      `\uFEFF{"op":"limit","id":1,"side":"buy","price":100,"qty":10,"tif":"gtc","display":5}\r
{"op":"limit","id":2,"side":"sell","price":101,"qty":4}

{"op":"limit","id":3,"side":"sell","price":101,"qty":1}
{"op":"market","id":4,"side":"sell","qty":5}
{"op":"stop","id":5,"side":"sell","trigger":95,"qty":5,"price":94}
{"op":"limit","id":2,"side":"sell","price":101,"qty":4}
{"op":"cancel","id":5}`,
    );
    const depth = join(folder, "depth.json");
    const { out } = await replay(file, { depth });
    expect(out).toBe(`{"event":"trade","maker":1,"taker":4,"price":100,"qty":5}
{"event":"rejected","id":2,"reason":"duplicate-id"}
{"event":"cancelled","id":5,"qty":5}
`);
    expect(JSON.parse(readFileSync(depth, "utf8"))).toEqual([
      { id: 1, side: "buy", price: 100, qty: 5 },
      { id: 2, side: "sell", price: 101, qty: 4 },
      { id: 3, side: "sell", price: 101, qty: 1 },
    ]);
  });

  test("an empty book is an empty array", async () => {
    const depth = join(folder, "empty.json");
    await replay(fileOf("empty.jsonl", ""), { depth });
    expect(JSON.parse(readFileSync(depth, "utf8"))).toEqual([]);
  });

  test("what cannot be understood is named with its line, after what happened before", async () => {
    const file = fileOf("bad.jsonl", '{"op":"cancel","id":1}\n\n{"op":"limit","id":2,"side":"buy","price":100}\n');
    const out = new Sink();
    const depth = join(folder, "never.json");
    const options: BookOptions = { format: "json", selfTrade: "none", depth };
    await expect(replayFile(file, options, out, new Sink())).rejects.toThrow(`${file}:3: missing field "qty"`);
    expect(out.text).toBe('{"event":"rejected","id":1,"reason":"unknown-id"}\n');
    expect(() => readFileSync(depth)).toThrow();
    await expect(replay(join(folder, "none.jsonl"))).rejects.toThrow("cannot read the orders");
  });

  const wrong: [string, string][] = [
    ["{", "not JSON"],
    ["[]", "expected a JSON object"],
    ["7", "expected a JSON object"],
    ["{}", 'missing field "op"'],
    ['{"op":"limt"}', 'unknown op "limt"'],
    ['{"op":"cancel"}', 'missing field "id"'],
    ['{"op":"cancel","id":"1"}', '"id": expected a number, got "1"'],
    ['{"op":"cancel","id":0}', '"id": expected a positive safe integer, got 0'],
    ['{"op":"cancel","id":1.5}', '"id": expected a positive safe integer, got 1.5'],
    ['{"op":"cancel","id":9007199254740993}', '"id": expected a positive safe integer'],
    ['{"op":"market","id":1,"side":"Buy","qty":1}', '"side": expected one of buy, sell, got "Buy"'],
    ['{"op":"market","id":1,"side":"toString","qty":1}', '"side": expected one of buy, sell'],
    ['{"op":"limit","id":1,"side":"buy","price":1,"qty":1,"tif":"day"}', '"tif": expected one of gtc, ioc, fok, post'],
    ['{"op":"limit","id":1,"side":"buy","price":"1","qty":1}', '"price": expected a number, got "1"'],
    ['{"op":"limit","id":1,"side":"buy","price":null,"qty":1}', '"price": expected a number, got null'],
    ['{"op":"phase","phase":"open"}', '"phase": expected one of continuous, auction, halted, got "open"'],
    ['{"op":"band","low":9,"high":8}', 'expected "low" <= "high", got 9 and 8'],
  ];
  for (const [text, message] of wrong) {
    test(`refuses ${text}`, () => {
      const attempt = () => replayLine(new OrderBook(), text, 4);
      expect(attempt).toThrow(ReplayError);
      expect(attempt).toThrow(message);
    });
  }

  test("bad numbers are the book's to refuse", async () => {
    const line = (id: number, price: number, qty: number) =>
      `${JSON.stringify({ op: "limit", id, side: "buy", price, qty })}\n`;
    const { out } = await replay(fileOf("numbers.jsonl", line(1, 1.5, 1) + line(1, 1, 0) + line(1, 2 ** 53, 1)));
    expect(out.match(/bad-\w+/g)).toEqual(["bad-price", "bad-quantity", "bad-price"]);
  });
});

describe("a LOBSTER file", () => {
  test("every execution meets the order that it names", async () => {
    const { out, err } = await replay(lobsterSample, { format: "lobster" });
    expect(err).toBe("98 of 98 executions met the order that the file names\n");
    const lines = out.trimEnd().split("\n");
    expect(lines.at(-1)).toBe('{"event":"summary","executions":98,"matched":98}');
    expect(lines.filter((line) => line.startsWith('{"event":"trade"'))).toHaveLength(98);
    expect(lines.filter((line) => line.includes("rejected"))).toEqual([]);
  });

  test("an execution that meets another order is counted as missed", async () => {
    const rows = "1,1,10,5,100,1\n2,1,11,5,100,1\n3,4,11,5,100,1\n4,4,10,5,100,1\n";
    const { err } = await replay(fileOf("swapped.csv", rows), { format: "lobster" });
    expect(err).toContain("0 of 2 executions");
  });

  test("wrong rows are named with their line", async () => {
    const attempt = (row: string) => replay(fileOf("wrong.csv", `1,1,10,5,100,1\n${row}\n`), { format: "lobster" });
    await expect(attempt("1,1,10")).rejects.toThrow(":2: expected 6 columns");
    await expect(attempt("1,9,10,5,100,1")).rejects.toThrow(":2: expected a type 1..7, got 9");
    await expect(attempt("1,1,x,5,100,1")).rejects.toThrow(':2: expected an integer order id, got "x"');
    await expect(attempt("1,1,11,5,100,0")).rejects.toThrow(":2: expected direction 1 or -1, got 0");
  });
});

describe("the command", () => {
  const bin = fileURLToPath(new URL("../../bin/stampede.js", import.meta.url));

  test("reads standard input and ends with 2 on bad input", () => {
    const good = execFileSync(process.execPath, [bin, "book", "-"], { input: '{"op":"cancel","id":5}\n' });
    expect(good.toString()).toBe('{"event":"rejected","id":5,"reason":"unknown-id"}\n');
    const bad = spawnSync(process.execPath, [bin, "book", "-"], { input: "{}\n" });
    expect(bad.status).toBe(2);
    expect(bad.stderr.toString()).toContain('standard input:1: missing field "op"');
  });
});
