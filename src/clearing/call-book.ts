/** Every margin call of one venue: what was asked, what was paid, and how it ended. */
import { Column } from "../core/columns.ts";

/** How a call stands: an index into CALL_OUTCOMES of the results. */
const [OPEN, PAID, RECOVERED, LATE, UNMET] = [0, 1, 2, 3, 4];
const WIDTH = 7;
/** Places in a row. */
const [MEMBER, MADE, ENDED, OUTCOME, ASKED, PUT_IN, SLOW] = [0, 1, 2, 3, 4, 5, 6];

/** The calls of a venue. */
export interface CallColumns {
  readonly member: Float64Array;
  readonly made: Float64Array;
  readonly ended: Float64Array;
  readonly outcome: Float64Array;
  readonly asked: Float64Array;
  readonly paid: Float64Array;
}

export class CallBook {
  /** Row by row. */
  private readonly rows = new Column();
  /** Where the row of a member's open call begins. */
  private readonly open = new Map<number, number>();

  /** Notes a call for `cents`; one that is open already goes on. `slow`: the owner means to pay, but its payment would come after the deadline. */
  call(member: number, time: number, cents: number, slow: boolean): void {
    if (this.open.has(member)) return;
    this.open.set(member, this.rows.length);
    for (const value of [member, time, Number.NaN, OPEN, cents, 0, slow ? 1 : 0]) this.rows.push(value);
  }

  /** The owner pays in on its open call. */
  pay(member: number, cents: number): void {
    const row = this.open.get(member);
    if (row !== undefined) this.rows.set(row + PUT_IN, this.rows.at(row + PUT_IN) + cents);
  }

  /** The account is healthy again: its owner paid, or the price or a smaller position did. */
  meet(member: number, time: number): void {
    const row = this.open.get(member);
    if (row !== undefined) this.end(member, row, time, this.rows.at(row + PUT_IN) > 0 ? PAID : RECOVERED);
  }

  /** The account is to be sold out. */
  fail(member: number, time: number): void {
    const row = this.open.get(member);
    if (row !== undefined) this.end(member, row, time, this.rows.at(row + SLOW) === 1 ? LATE : UNMET);
  }

  /** All of them in the order in which they were made; times in ms UTC, money in cents. */
  columns(): CallColumns {
    const column = (place: number): Float64Array => this.rows.every(WIDTH, place);
    return {
      member: column(MEMBER),
      made: column(MADE),
      ended: column(ENDED),
      outcome: column(OUTCOME),
      asked: column(ASKED),
      paid: column(PUT_IN),
    };
  }

  private end(member: number, row: number, time: number, outcome: number): void {
    this.rows.set(row + ENDED, time);
    this.rows.set(row + OUTCOME, outcome);
    this.open.delete(member);
  }
}
