/** What forced closing cost, by venue and by the style with which an episode began. Money is in the venue's currency. */
import { LIQUIDATION_STYLES } from "../core/liquidation-style.ts";
import type { RunResult } from "../engine/result.ts";

/** Sums over the episodes of a venue, or of a style at it. */
export interface LiquidationCosts {
  readonly episodes: number;
  /** Lots closed, and of them those sold by auction and those closed against accounts of the other side. */
  readonly lots: number;
  readonly auctionLots: number;
  readonly deleveragedLots: number;
  /** Against the mark at the trigger. */
  readonly slippage: number;
  readonly fees: number;
  /** Given up against the mark at the auction. */
  readonly auctionConcession: number;
  /** Taken from accounts of the other side against the mark then, and what of it the closed accounts did not lack. */
  readonly deleveragedTaken: number;
  readonly deleveragedOvershoot: number;
  readonly unfilledAtLimit: number;
  /** Loss beyond collateral that the waterfall bore. */
  readonly shortfall: number;
}

type Sums = { -readonly [K in keyof LiquidationCosts]: number };

const nothing = (): Sums => ({
  episodes: 0,
  lots: 0,
  auctionLots: 0,
  deleveragedLots: 0,
  slippage: 0,
  fees: 0,
  auctionConcession: 0,
  deleveragedTaken: 0,
  deleveragedOvershoot: 0,
  unfilledAtLimit: 0,
  shortfall: 0,
});

/** Costs of the venue with that number: of all episodes, and of each style that occurred. */
export function liquidationCosts(
  { liquidations: t }: RunResult,
  venue: number,
): { readonly all: LiquidationCosts; readonly byStyle: ReadonlyMap<string, LiquidationCosts> } {
  const all = nothing();
  const byStyle = new Map<string, Sums>();
  for (let i = 0; i < t.member.length; i++) {
    if (t.venue[i] !== venue) continue;
    const style = LIQUIDATION_STYLES[t.style[i]];
    const own = byStyle.get(style) ?? nothing();
    byStyle.set(style, own);
    for (const sums of [all, own]) add(sums, t, i);
  }
  return { all, byStyle };
}

function add(sums: Sums, t: RunResult["liquidations"], i: number): void {
  sums.episodes++;
  sums.lots += t.closed[i];
  sums.auctionLots += t.auctionLots[i];
  sums.deleveragedLots += t.deleveragedLots[i];
  sums.slippage += t.slippage[i];
  sums.fees += t.fees[i];
  sums.auctionConcession += t.auctionConcession[i];
  sums.deleveragedTaken += t.deleveragedTaken[i];
  sums.deleveragedOvershoot += t.deleveragedTaken[i] - t.deleveragedShortfall[i];
  sums.unfilledAtLimit += t.unfilledAtLimit[i];
  sums.shortfall += t.shortfall[i];
}
