/**
 * log.jsonl, the part of a store that everything else is made from: one line for each run that ended, only ever appended
 * to. A line is on the disk before its run is counted. What a crash tore is cut off on opening.
 */
import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { SweepOutcome } from "./sweep-plan.ts";

/** A line of the log. */
export interface LogLine extends SweepOutcome {
  readonly seed: number;
  /** Seconds that the run took in its thread. */
  readonly seconds: number;
}

const NEWLINE = 10;
/** Bytes read at once: while looking for the last line's end, and while reading all lines. */
const CHUNK = 65_536;
const READ = 1_048_576;

export class SweepLog {
  /** Bytes that are on the disk. */
  bytes: number;
  private readonly file: FileHandle;
  private queued: string[] = [];
  private waiting: { resolve: () => void; reject: (error: unknown) => void }[] = [];
  private writing: Promise<void> | null = null;
  /** Why nothing can be written any more: what a failed write left behind must not be written on. */
  private broken: unknown = null;

  private constructor(file: FileHandle, bytes: number) {
    this.file = file;
    this.bytes = bytes;
  }

  /** Opens or makes the log. A last line that was not finished is cut off. */
  static async open(path: string): Promise<SweepLog> {
    const file = await open(path, "a+");
    try {
      const { size } = await file.stat();
      const whole = await endOfLastLine(file, size);
      if (whole < size) {
        await file.truncate(whole);
        await file.sync();
      }
      return new SweepLog(file, whole);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Resolves when the line is on the disk. Lines that come while others are being written go together. */
  append({ key, seed, status, error, summary, seconds }: LogLine): Promise<void> {
    if (this.broken !== null) return Promise.reject(this.broken);
    this.queued.push(`${JSON.stringify({ key, seed, status, error, summary, seconds })}\n`);
    const done = new Promise<void>((resolve, reject) => {
      this.waiting.push({ resolve, reject });
    });
    this.writing ??= this.write();
    return done;
  }

  private async write(): Promise<void> {
    while (this.queued.length > 0) {
      const data = Buffer.from(this.queued.join(""));
      const { waiting } = this;
      this.queued = [];
      this.waiting = [];
      try {
        await this.file.appendFile(data);
        await this.file.datasync();
        this.bytes += data.length;
        for (const { resolve } of waiting) resolve();
      } catch (error) {
        this.broken = error;
        for (const { reject } of [...waiting, ...this.waiting]) reject(error);
        this.queued = [];
        this.waiting = [];
      }
    }
    this.writing = null;
  }

  /** Waits for what is being written and closes the file. */
  async close(): Promise<void> {
    while (this.writing) await this.writing;
    await this.file.close();
  }
}

/** Where the last line ends that has an end: `size` when the file is whole. */
async function endOfLastLine(file: FileHandle, size: number): Promise<number> {
  const buffer = Buffer.alloc(CHUNK);
  let end = size;
  while (end > 0) {
    const start = Math.max(0, end - CHUNK);
    const { bytesRead } = await file.read(buffer, 0, end - start, start);
    const at = buffer.subarray(0, bytesRead).lastIndexOf(NEWLINE);
    if (at >= 0) return start + at + 1;
    end = start;
  }
  return 0;
}

/**
 * Reads a log line by line; `number` counts from 1 every line that is not blank, as DuckDB does. A line that cannot be
 * read (a disk that lost a block) is null: its run counts as not made. A log that is missing is empty.
 */
export async function* readLog(
  path: string,
): AsyncGenerator<{ readonly number: number; readonly line: LogLine | null }> {
  let number = 0;
  for await (const text of linesOf(path)) {
    if (text.trim() === "") continue;
    number++;
    yield { number, line: readLine(text) };
  }
}

/** Whole lines of a file; what stands behind the last line's end is left out. */
async function* linesOf(path: string): AsyncGenerator<string> {
  const stream = createReadStream(path, { highWaterMark: READ });
  let rest: Buffer[] = [];
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      let from = 0;
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
        rest.push(chunk.subarray(from, at));
        yield rest.length === 1 ? rest[0].toString() : Buffer.concat(rest).toString();
        rest = [];
        from = at + 1;
      }
      if (from < chunk.length) rest.push(chunk.subarray(from));
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  } finally {
    stream.destroy();
  }
}

function readLine(text: string): LogLine | null {
  try {
    const line = JSON.parse(text) as LogLine | null;
    const whole = typeof line?.key === "string" && (line.status === "failed" || isObject(line.summary));
    return whole ? line : null;
  } catch {
    return null;
  }
}

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;
