/** What becomes of margin calls. */
import { describe, expect, it } from "vitest";
import { CallBook } from "../../src/clearing/call-book.ts";
import { restoreSnapshot, takeSnapshot } from "../../src/core/snapshot.ts";
import { CALL_OUTCOMES } from "../../src/engine/result.ts";

const outcomes = (book: CallBook): string[] => Array.from(book.columns().outcome, (outcome) => CALL_OUTCOMES[outcome]);
/** Row i as [member, made, ended, asked, paid]. */
const row = (book: CallBook, i: number): number[] => {
  const { member, made, ended, asked, paid } = book.columns();
  return [member, made, ended, asked, paid].map((column) => column[i]);
};

describe("a call", () => {
  it("is met by a payment or by the price, comes too late or is unmet, or is still open", () => {
    const book = new CallBook();
    for (const member of [1, 2, 3, 4, 5]) book.call(member, 10 * member, 1000, member === 3);
    book.pay(1, 600);
    book.pay(1, 400);
    book.pay(4, 5);
    book.meet(1, 70);
    book.meet(2, 80);
    book.fail(3, 90);
    book.fail(4, 100);
    expect(outcomes(book)).toEqual(["paid", "recovered", "late", "unmet", "open"]);
    expect(row(book, 0)).toEqual([1, 10, 70, 1000, 1000]);
    expect(row(book, 4)).toEqual([5, 50, Number.NaN, 1000, 0]);
  });

  it("is one while it is open, and another after it has ended", () => {
    const book = new CallBook();
    book.call(7, 1, 100, false);
    book.call(7, 2, 200, true);
    book.fail(7, 3);
    book.fail(7, 4);
    book.call(7, 5, 300, true);
    book.fail(7, 6);
    expect(outcomes(book)).toEqual(["unmet", "late"]);
    expect([row(book, 0), row(book, 1)]).toEqual([
      [7, 1, 3, 100, 0],
      [7, 5, 6, 300, 0],
    ]);
  });

  it("goes on from a snapshot", () => {
    const book = new CallBook();
    book.call(1, 1, 100, false);
    const snapshot = takeSnapshot(book);
    const other = new CallBook();
    restoreSnapshot(other, snapshot);
    other.pay(1, 100);
    other.meet(1, 2);
    expect([outcomes(other), outcomes(book)]).toEqual([["paid"], ["open"]]);
  });
});
