import { NO_PRICE, NOBODY, Phase, Side, TimeInForce } from "./codes.ts";
import type { OrderBook } from "./order-book.ts";
import { ReplayError } from "./replay-error.ts";

const SIDES = Object.freeze({ buy: Side.Buy, sell: Side.Sell });
const TIFS = Object.freeze({
  gtc: TimeInForce.Gtc,
  ioc: TimeInForce.Ioc,
  fok: TimeInForce.Fok,
  post: TimeInForce.Post,
});
const PHASES = Object.freeze({ continuous: Phase.Continuous, auction: Phase.Auction, halted: Phase.Halted });
const OPS = "limit, market, stop, cancel, reduce, replace, phase, band";

/**
 * Carries one command line (`docs/order-book.md`) out on a book. Quantities and prices are the book's to judge;
 * everything else that is amiss throws `ReplayError` with the line's number. Blank lines do nothing.
 */
export function replayLine(book: OrderBook, text: string, line: number): void {
  if (text.trim() === "") return;
  const fields = new Fields(text, line);
  const op = fields.text("op");
  switch (op) {
    case "limit":
      book.limit(
        fields.id(),
        fields.choice("side", SIDES),
        fields.number("price"),
        fields.number("qty"),
        fields.has("tif") ? fields.choice("tif", TIFS) : TimeInForce.Gtc,
        fields.has("display") ? fields.number("display") : 0,
        fields.owner(),
        0,
      );
      return;
    case "market":
      book.market(fields.id(), fields.choice("side", SIDES), fields.number("qty"), fields.owner(), 0);
      return;
    case "stop":
      book.stop(
        fields.id(),
        fields.choice("side", SIDES),
        fields.number("trigger"),
        fields.number("qty"),
        fields.has("price") ? fields.number("price") : NO_PRICE,
        fields.owner(),
        0,
      );
      return;
    case "cancel":
      book.cancel(fields.id());
      return;
    case "reduce":
      book.reduce(fields.id(), fields.number("qty"));
      return;
    case "replace":
      book.replace(fields.id(), fields.number("price"), fields.number("qty"));
      return;
    case "phase":
      book.setPhase(fields.choice("phase", PHASES));
      return;
    case "band":
      setBand(book, fields);
      return;
    default:
      throw new ReplayError(line, `unknown op ${JSON.stringify(op)}: expected one of ${OPS}`);
  }
}

/** `null` leaves that side of the band open. */
function setBand(book: OrderBook, fields: Fields): void {
  const low = fields.orNull("low") ?? -Infinity;
  const high = fields.orNull("high") ?? Infinity;
  if (low > high) throw new ReplayError(fields.line, `expected "low" <= "high", got ${low} and ${high}`);
  book.setBand(low, high);
}

/** The fields of one command, each asked for by name and kind. */
class Fields {
  readonly line: number;
  private readonly values: Record<string, unknown>;

  constructor(text: string, line: number) {
    this.line = line;
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch (error) {
      throw new ReplayError(line, `not JSON: ${(error as Error).message}`);
    }
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
      throw new ReplayError(line, "expected a JSON object");
    }
    this.values = parsed as Record<string, unknown>;
  }

  /** Whether an optional field is given. `null` is not. */
  has(name: string): boolean {
    return this.own(name) !== undefined && this.own(name) !== null;
  }

  text(name: string): string {
    const value = this.need(name);
    if (typeof value !== "string") throw this.wrong(name, "a string", value);
    return value;
  }

  number(name: string): number {
    const value = this.need(name);
    if (typeof value !== "number") throw this.wrong(name, "a number", value);
    return value;
  }

  orNull(name: string): number | null {
    return this.need(name) === null ? null : this.number(name);
  }

  id(): number {
    const value = this.number("id");
    if (!(Number.isSafeInteger(value) && value > 0)) throw this.wrong("id", "a positive safe integer", value);
    return value;
  }

  owner(): number {
    if (!this.has("owner")) return NOBODY;
    const value = this.number("owner");
    if ((value | 0) !== value) throw this.wrong("owner", "a 32-bit integer", value);
    return value;
  }

  choice<T>(name: string, choices: Readonly<Record<string, T>>): T {
    const value = this.need(name);
    if (typeof value === "string" && Object.hasOwn(choices, value)) return choices[value]!;
    throw this.wrong(name, `one of ${Object.keys(choices).join(", ")}`, value);
  }

  private own(name: string): unknown {
    return Object.hasOwn(this.values, name) ? this.values[name] : undefined;
  }

  private need(name: string): unknown {
    const value = this.own(name);
    if (value === undefined) throw new ReplayError(this.line, `missing field "${name}"`);
    return value;
  }

  private wrong(name: string, expected: string, got: unknown): ReplayError {
    return new ReplayError(this.line, `"${name}": expected ${expected}, got ${JSON.stringify(got)}`);
  }
}
