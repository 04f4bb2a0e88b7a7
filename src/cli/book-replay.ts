import { open, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { OrderBook, SelfTrade } from "../orderbook/index.ts";
import { LobsterReplay } from "../orderbook/lobster.ts";
import { ReplayError } from "../orderbook/replay-error.ts";
import { replayLine } from "../orderbook/replay-json.ts";
import { eventJson, restingJson } from "../orderbook/report.ts";
import type { BookOptions } from "./book.ts";
import { UsageError } from "./errors.ts";

/** Text is handed to the output in pieces of about this many characters. */
const PIECE = 1 << 16;

const SELF_TRADE = Object.freeze({
  none: SelfTrade.None,
  "cancel-resting": SelfTrade.CancelResting,
  "cancel-incoming": SelfTrade.CancelIncoming,
});

/**
 * Replays a file (`-`: standard input) and writes what happened to `out`, no faster than its reader takes it; a reader
 * who has gone away ends the replay. Throws `UsageError` when the file cannot be read or understood, once everything
 * that happened before is written.
 */
export async function replayFile(file: string, options: BookOptions, out: Writable, err: Writable): Promise<void> {
  const book = new OrderBook({ selfTrade: SELF_TRADE[options.selfTrade] });
  const writer = new EventWriter(book, out);
  try {
    if (options.format === "json") await replayJson(file, book, writer);
    else await replayLobster(file, book, writer, err);
    await writer.flush();
    if (writer.isClosed || options.depth === undefined) return;
    await writeDepth(options.depth, book);
  } catch (error) {
    await writer.flush();
    if (!(error instanceof ReplayError)) throw error;
    throw new UsageError(`${file === "-" ? "standard input" : file}:${error.line}: ${error.message}`);
  } finally {
    writer.release();
  }
}

async function replayJson(file: string, book: OrderBook, writer: EventWriter): Promise<void> {
  let line = 0;
  for await (const text of linesOf(file)) {
    replayLine(book, text, ++line);
    writer.drain();
    if (writer.isFull) await writer.flush();
    if (writer.isClosed) return;
  }
}

async function replayLobster(file: string, book: OrderBook, writer: EventWriter, err: Writable): Promise<void> {
  const replay = new LobsterReplay();
  let line = 0;
  for await (const text of linesOf(file)) replay.add(text, ++line);
  for (const _ of replay.run(book)) {
    writer.drain();
    if (writer.isFull) await writer.flush();
    if (writer.isClosed) return;
  }
  const { executions, matched } = replay;
  writer.line(`{"event":"summary","executions":${executions},"matched":${matched}}`);
  err.write(`${matched} of ${executions} executions met the order that the file names\n`);
}

/** The lines of a file, without their ends and without a byte order mark. Throws `UsageError` when it cannot be read. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let first = true;
  const lines = createInterface({ input: file === "-" ? process.stdin : await openText(file), crlfDelay: Infinity });
  for await (const line of lines) {
    yield first && line.startsWith("\uFEFF") ? line.slice(1) : line;
    first = false;
  }
}

async function openText(file: string): Promise<Readable> {
  try {
    const handle = await open(file);
    if ((await handle.stat()).isDirectory()) throw new Error(`${file} is a directory`);
    return handle.createReadStream();
  } catch (error) {
    throw new UsageError(`cannot read the orders: ${(error as Error).message}`);
  }
}

async function writeDepth(file: string, book: OrderBook): Promise<void> {
  const rows = restingJson(book);
  try {
    await writeFile(file, rows.length === 0 ? "[]\n" : `[\n${rows.join(",\n")}\n]\n`);
  } catch (error) {
    throw new UsageError(`cannot write what rests: ${(error as Error).message}`);
  }
}

/** Writes a book's events as they happen, in pieces. */
class EventWriter {
  /** Whether the reader has gone. */
  isClosed = false;
  private text = "";
  private readonly book: OrderBook;
  private readonly out: Writable;
  private readonly onError: (error: NodeJS.ErrnoException) => void;

  constructor(book: OrderBook, out: Writable) {
    this.book = book;
    this.out = out;
    this.onError = () => {
      this.isClosed = true;
    };
    out.on("error", this.onError);
  }

  /** Whether it is time to flush. */
  get isFull(): boolean {
    return this.text.length >= PIECE;
  }

  line(text: string): void {
    this.text += `${text}\n`;
  }

  /** Takes over the rows of the book's log. */
  drain(): void {
    const { log } = this.book;
    for (let row = 0; row < log.count; row++) this.line(eventJson(log, row));
    log.clear();
  }

  async flush(): Promise<void> {
    const text = this.text;
    this.text = "";
    if (text === "" || this.isClosed) return;
    await new Promise<void>((resolve) => this.out.write(text, () => resolve()));
  }

  release(): void {
    this.out.off("error", this.onError);
  }
}
