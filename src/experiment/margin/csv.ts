/** A table of comma-separated values (RFC 4180), read by csv-parse; its cells know where they stand. */
import { CsvError, parse } from "csv-parse/sync";
import { type Problem, ScenarioError } from "../../scenario/index.ts";

export interface CsvCell {
  readonly text: string;
  /** Line and column from 1. */
  readonly line: number;
  readonly column: number;
}

/** What is said of quotation marks that csv-parse cannot make sense of, by its code. */
const QUOTES: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: "a quotation mark is opened here and never closed",
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: "a cell goes on after its closing quotation mark",
};

/**
 * Cells of the text, trimmed, row by row; blank lines are left out, and rows may differ in length. Throws a ScenarioError at
 * the cell whose quotation marks do not match. `file` names it there.
 */
export function readCsv(text: string, file: string): CsvCell[][] {
  const bytes = Buffer.from(text);
  const places = new Places(bytes);
  const cell = (value: string, { bytes: end, index }: { bytes: number; index: number }): CsvCell => ({
    text: value.trim(),
    ...places.next(end, index === 0),
  });
  try {
    const rows: unknown = parse(bytes, {
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      // A mark within a cell that does not begin with one is a character like others.
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      cast: cell,
    });
    return (rows as CsvCell[][]).filter((row) => row.length > 1 || row[0].text !== "");
  } catch (error) {
    if (!(error instanceof CsvError) || QUOTES[error.code] === undefined) throw error;
    const place = places.next(bytes.length, Number(error["index"]) === 0);
    const problem: Problem = { file, ...place, path: "", message: QUOTES[error.code], hint: "" };
    throw new ScenarioError([problem]);
  }
}

const [LF, CR] = [10, 13];

/** Where cells begin, from the bytes where those before them end. */
class Places {
  private readonly bytes: Buffer;
  /** End of the last cell. */
  private end = -1;
  private line = 1;
  private lineStart = 0;
  /** Bytes whose lines are counted. */
  private counted = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** Line and column of the cell that ends at a byte. `first`: of a row, which may have blank lines before it. */
  next(end: number, first: boolean): { readonly line: number; readonly column: number } {
    const { bytes } = this;
    let start = this.end + 1;
    if (first) {
      start = this.end < 0 ? 0 : this.afterLine(this.end);
      while (start < end && this.isBlank(start)) start = this.afterLine(start);
    }
    this.end = end;
    this.countTo(start);
    return { line: this.line, column: bytes.toString("utf8", this.lineStart, start).length + 1 };
  }

  private countTo(at: number): void {
    const { bytes } = this;
    while (this.counted < at) {
      const byte = bytes[this.counted++];
      if (byte !== LF && (byte !== CR || bytes[this.counted] === LF)) continue;
      this.line++;
      this.lineStart = this.counted;
    }
  }

  /** Whether nothing but white space stands from a byte to the end of its line. */
  private isBlank(at: number): boolean {
    return this.bytes.toString("utf8", at, this.lineEnd(at)).trim() === "";
  }

  private lineEnd(at: number): number {
    let end = at;
    while (end < this.bytes.length && this.bytes[end] !== LF && this.bytes[end] !== CR) end++;
    return end;
  }

  private afterLine(at: number): number {
    const end = this.lineEnd(at);
    return this.bytes[end] === CR && this.bytes[end + 1] === LF ? end + 2 : end + 1;
  }
}
