/** Where an account's fields are in its row: field F of member m is at `rows[(m << BITS) + F]`. */
export const AccountField = {
  /** log2 of the width of a row. */
  BITS: 3,
  /** Lots held; below 0 is short (or issued). */
  POSITION: 0,
  /** Ticks x lots received less paid for what was traded and not yet turned into money. */
  CASH: 1,
  /** Cents of the venue's currency at its house or broker. */
  COLLATERAL: 2,
  /** Cents outside any house, in the table of the first venue of their currency; 0 in the others. */
  WALLET: 3,
  /** Places in the lists of accounts to be looked at again, and of accounts with a position. */
  TOUCHED: 4,
  HOLDER: 5,
  /** Ticks x lots at which the open position was entered, 0 or more; only at margined venues. */
  ENTRY: 6,
  /** Ticks x lots of cash that was turned into money so far; only at margined venues. */
  REALISED: 7,
} as const;

const { BITS, POSITION, CASH, COLLATERAL } = AccountField;

/**
 * The accounts of one venue, a row for each member. All that an order or a fill asks of an account stands side by side:
 * they come from members at random, far more than caches hold, so each array more would be one more trip to main memory.
 * A row is as wide as a cache line.
 */
export class AccountTable {
  readonly rows: Float64Array;

  constructor(members: number) {
    this.rows = new Float64Array(members << BITS);
  }

  position(member: number): number {
    return this.rows[(member << BITS) + POSITION];
  }

  cash(member: number): number {
    return this.rows[(member << BITS) + CASH];
  }

  collateral(member: number): number {
    return this.rows[(member << BITS) + COLLATERAL];
  }
}
