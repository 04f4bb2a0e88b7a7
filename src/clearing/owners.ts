/** How owners answer a margin call. */

export class Owners {
  /** Minutes from a call to the owner's payment; 0: a standing order, the broker draws on the wallet before it calls. */
  readonly payDelay: Float64Array;
  /** Part of the wallet that the owner is willing to put in. */
  readonly willingness: Float64Array;

  /** A standing order on the whole wallet, until a population says otherwise. */
  constructor(members: number) {
    this.payDelay = new Float64Array(members);
    this.willingness = new Float64Array(members).fill(1);
  }
}
