/**
 * When each account of a margined venue was last safe, and what the ledger had booked for it by then: the moment from
 * which a loss is explained. It is the last settlement at which the account was neither called nor being closed; or,
 * where that is later, the moment when it came by its position, paid what was missing, or was let go by the desk.
 */
export class SafeMarks {
  /** The round of the venue after which losses count, and its time (ms UTC). */
  readonly round: Int32Array;
  readonly time: Float64Array;
  /** Ticks x lots won so far, and the mark less the mid in ticks, then. */
  readonly booked: Float64Array;
  readonly gap: Float64Array;
  /** Sign of the position when the account was last looked at. */
  private readonly side: Int8Array;

  constructor(members: number) {
    this.round = new Int32Array(members);
    this.time = new Float64Array(members);
    this.booked = new Float64Array(members);
    this.gap = new Float64Array(members);
    this.side = new Int8Array(members);
  }

  /** Takes note of the position; says whether the account has come by it since it was last looked at. */
  turned(member: number, position: number): boolean {
    const side = position > 0 ? 1 : position < 0 ? -1 : 0;
    if (this.side[member] === side) return false;
    this.side[member] = side;
    return side !== 0;
  }

  set(member: number, round: number, time: number, booked: number, gap: number): void {
    this.round[member] = round;
    this.time[member] = time;
    this.booked[member] = booked;
    this.gap[member] = gap;
  }
}
