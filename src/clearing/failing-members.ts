/** Members that fail elsewhere: from then on they pay nothing, and their money outside the house is out of reach. */
import type { Clearing } from "./clearing.ts";

export type FailingSide = "long" | "short" | "both";

/**
 * Lets the `count` members with the largest positions at the venue fail, on one side or on both; of equal ones the first. Their
 * wallets in the venue's currency go to their creditors elsewhere, a row of the ledger that nobody draws on; they meet no call
 * any more, and what margin stands at the venue is all that stands behind their positions. Returns them, the largest first.
 */
export function failLargest(clearing: Clearing, venue: number, count: number, side: FailingSide): number[] {
  const { ledger, owners, venues } = clearing;
  const holders = ledger.holders[venue];
  const found: { readonly member: number; readonly lots: number }[] = [];
  for (let i = 0; i < holders.size; i++) {
    const member = holders.list[i];
    const position = clearing.position(venue, member);
    const lots = side === "both" ? Math.abs(position) : side === "long" ? position : -position;
    if (lots > 0) found.push({ member, lots });
  }
  const failing = found.sort((a, b) => b.lots - a.lots || a.member - b.member).slice(0, count);
  if (failing.length === 0) return [];
  const creditors = ledger.openLayer(venues[venue].currency, 0);
  for (const { member } of failing) {
    owners.willingness[member] = 0;
    const money = ledger.walletAt(venue, member);
    if (money <= 0) continue;
    ledger.deposit(member, venue, money);
    ledger.payFromLayer(creditors, venue, member, -money);
  }
  return failing.map(({ member }) => member);
}
