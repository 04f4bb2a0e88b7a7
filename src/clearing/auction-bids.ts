/**
 * What accounts bid for positions that are sold off by auction, and who gets them. A bidder's price falls with what it takes
 * on: lots that close a position of its own have the least concession; each lot beyond a flat position is worth what
 * unwinding it into the book would cost, `caution` x `within` x (lots / depth within that distance). Money bounds the lots.
 */

/** What a bidder has to bid with. */
export interface Bidder {
  readonly member: number;
  /** Lots that would close a position of its own. */
  readonly closes: number;
  /** Lots beyond those that its money and its position limit carry. */
  readonly carries: number;
}

export interface BidTerms {
  /** Least and most distance from the mark, fractions. */
  readonly concession: number;
  readonly reserve: number;
  /** Further concession for each lot beyond a flat position, a fraction. */
  readonly perLot: number;
}

/** Up to `lots` at no worse than `concession` off the mark. */
export interface Bid {
  readonly member: number;
  readonly lots: number;
  readonly concession: number;
}

/** Prices that a bidder names for what it takes beyond its own position: more would make its curve finer. */
const STEPS = 10;

/** The bids of all bidders that keep to the reserve, best first; of equal ones the earlier bidder's first. */
export function bidsOf(bidders: readonly Bidder[], terms: BidTerms): Bid[] {
  const bids: Bid[] = [];
  for (const bidder of bidders) {
    const { member, closes } = bidder;
    if (closes > 0 && terms.concession <= terms.reserve)
      bids.push({ member, lots: closes, concession: terms.concession });
    let before = 0;
    for (let step = 1; step <= STEPS; step++) {
      const upTo = Math.ceil((bidder.carries * step) / STEPS);
      const concession = terms.concession + terms.perLot * upTo;
      if (concession > terms.reserve) break;
      if (upTo > before) bids.push({ member, lots: upTo - before, concession });
      before = upTo;
    }
  }
  return bids.sort((a, b) => a.concession - b.concession);
}

/** The bids that `lots` are sold to, the last of them in part; fewer lots than asked for where there are too few bids. */
export function acceptedBids(bids: readonly Bid[], lots: number): Bid[] {
  const taken: Bid[] = [];
  let left = lots;
  for (const bid of bids) {
    if (left <= 0) break;
    const part = Math.min(left, bid.lots);
    taken.push({ ...bid, lots: part });
    left -= part;
  }
  return taken;
}
