import type { RescueKind } from "../../analysis/cause/index.ts";
import { amount, percent } from "../wording.ts";

/** A size in its kind's own words: "margin 4.2 points higher", "a halt of 35 minutes". */
export function sizeWords(kind: string, size: number): string {
  if (kind === "margin") return `margin ${amount(Number((size * 100).toPrecision(3)))} points higher`;
  if (kind === "halt") return `a halt of ${amount(size)} minutes`;
  if (kind === "slow") return size === 1 ? "no forced sale at all" : `liquidation ${percent(size)} slower`;
  return `bids of ${amount(size)} lots`;
}

/** "margin 4.2 points higher from 29 Jan 09:00", or that nothing within the bounds does. */
export function bestWords({ kind, best, moments }: RescueKind, when: (at: number) => string): string {
  if (best?.found) return `${sizeWords(kind, best.found.size)} ${kind === "halt" ? "at" : "from"} ${when(best.at)}`;
  if (moments.length === 0) return "cannot be tried";
  return `not by ${sizeWords(kind, Math.max(...moments.map(({ most }) => most)))}`;
}
