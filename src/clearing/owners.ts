/** How owners answer a margin call. */

export class Owners {
  /** Minutes from a call to the owner's payment. */
  readonly payDelay: Float64Array;
  /** Part of the wallet that the owner is willing to put in. */
  readonly willingness: Float64Array;

  /** Half an hour and the whole wallet, until a population says otherwise. */
  constructor(members: number) {
    this.payDelay = new Float64Array(members).fill(30);
    this.willingness = new Float64Array(members).fill(1);
  }
}
