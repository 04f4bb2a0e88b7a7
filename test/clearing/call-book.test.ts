/** What becomes of margin calls. */
import { describe, expect, it } from "vitest";
import { CallBook } from "../../src/clearing/call-book.ts";
import { restoreSnapshot, takeSnapshot } from "../../src/core/snapshot.ts";
import { CALL_OUTCOMES } from "../../src/engine/result.ts";

const outcomes = (book: CallBook): string[] =>
  Array.from({ length: book.count }, (_, i) => CALL_OUTCOMES[book.at(i).outcome]);

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
    expect(book.at(0)).toEqual({ member: 1, made: 10, ended: 70, outcome: 1, asked: 1000, paid: 1000 });
    expect(book.at(4).ended).toBeNaN();
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
    expect([book.at(0).asked, book.at(0).ended, book.at(1).asked]).toEqual([100, 3, 300]);
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
