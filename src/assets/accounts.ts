/** What the fund and the trust ask of the clearing house; `Clearing` of src/clearing fits it. */
export interface Accounts {
  readonly ledger: {
    /** Per venue and member: lots held, below 0 issued. */
    readonly position: readonly Int32Array[];
    /** Per venue and member: ticks x lots received less paid. */
    readonly cash: readonly Float64Array[];
    /** Per venue and member: cents at the venue's house. */
    readonly collateral: readonly Float64Array[];
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
