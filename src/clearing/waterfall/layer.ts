/** What a layer of the default waterfall is. All money is in whole cents, and every payment is a transfer in the ledger. */
import type { WaterfallLayer } from "../../core/waterfall-layer.ts";

/** Whose default it is. */
export interface Claim {
  readonly member: number;
  /** Class of its broker. */
  readonly broker: number;
  /** What its own margin has borne already. */
  readonly margin: number;
  /** Number of the default. */
  readonly number: number;
}

/** Who paid: `asked` is what was asked for, `paid` (below 0: given back) what came. */
export type Tell = (payer: string, asked: number, paid: number) => void;

export interface Layer {
  readonly name: WaterfallLayer;
  /** What it has borne so far, and what it had to give. */
  readonly used: number;
  readonly available: number;
  /** Opens its rows in the ledger, in place of those that it had. */
  open(): void;
  /** Its rows in the ledger. */
  readonly rows: readonly number[];
  /** What it could still bear of that claim. */
  room(claim: Claim): number;
  /** Bears up to `owed` by paying it to the defaulter's account; returns what was paid. */
  pay(claim: Claim, owed: number, tell: Tell): number;
  /** Takes back up to `cents` from the defaulter's account for those who paid; returns what was taken. */
  refund(claim: Claim, cents: number, tell: Tell): number;
}

/**
 * Splits whole `cents` over `weights` in whole cents, none above its bound; what rounding leaves goes, a cent each, to the
 * first that have a weight and room. Less is given out where bounds are in the way.
 */
export function splitCents(cents: number, weights: readonly number[], bounds: readonly number[]): number[] {
  let total = weights.reduce((sum, weight) => sum + weight, 0);
  let left = cents;
  const parts = weights.map((weight, i) => {
    const fair = total > 0 ? Math.floor((left * weight) / total) : 0;
    const part = Math.max(0, Math.min(bounds[i], fair, left));
    total -= weight;
    left -= part;
    return part;
  });
  for (let i = 0; i < parts.length && left > 0; i++) {
    const more = weights[i] > 0 ? Math.min(left, bounds[i] - parts[i], 1) : 0;
    parts[i] += more;
    left -= more;
  }
  return parts;
}
