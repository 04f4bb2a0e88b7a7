/** What the fund and the trust ask of the clearing house; `Clearing` of src/clearing fits it. */
export interface Accounts {
  readonly ledger: {
    /** Lots held, below 0 issued. */
    position(venue: number, member: number): number;
    /** Ticks x lots received less paid. */
    cash(venue: number, member: number): number;
    /** Cents at the venue's house. */
    collateral(venue: number, member: number): number;
    /** Cents outside any house. */
    wallet(member: number, currency: string): number;
    /** Moves money between wallets. */
    transferWallet(from: number, to: number, currency: string, cents: number): void;
    /** Moves lots without cash. */
    moveShares(venue: number, from: number, to: number, lots: number): void;
    /** Lots on the long side of a venue. */
    openInterest(venue: number): number;
  };
}
