/** Every margin call of one venue: what was asked, what was paid, and how it ended. */
import { Column } from "../core/columns.ts";

/** How a call stands: an index into CALL_OUTCOMES of the results. */
const [OPEN, PAID, RECOVERED, LATE, UNMET] = [0, 1, 2, 3, 4];
const WIDTH = 7;
/** Places in a row. */
const [MEMBER, MADE, ENDED, OUTCOME, ASKED, PUT_IN, SLOW] = [0, 1, 2, 3, 4, 5, 6];

/** A call of a venue; times in ms UTC, money in cents. */
export interface CallRow {
  readonly member: number;
  readonly made: number;
  readonly ended: number;
  readonly outcome: number;
  readonly asked: number;
  readonly paid: number;
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

  get count(): number {
    return this.rows.length / WIDTH;
  }

  at(i: number): CallRow {
    const value = (place: number): number => this.rows.at(i * WIDTH + place);
    return {
      member: value(MEMBER),
      made: value(MADE),
      ended: value(ENDED),
      outcome: value(OUTCOME),
      asked: value(ASKED),
      paid: value(PUT_IN),
    };
  }

  private end(member: number, row: number, time: number, outcome: number): void {
    this.rows.set(row + ENDED, time);
    this.rows.set(row + OUTCOME, outcome);
    this.open.delete(member);
  }
}
