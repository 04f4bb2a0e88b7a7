/** Accounts of heightened risk, of which a house asks more: who they are, drawn once at the start. */
import type { RandomStream } from "../core/random.ts";

/** A class of accounts by their populations (null: all), and the part of those accounts that is in it. */
export interface RiskClassMembers {
  readonly populations: readonly number[] | null;
  readonly share: number;
}

/**
 * For each member the class that it is in, 1 … n in the order of the list, or 0 for an ordinary account. A member of several
 * populations' classes is in the first that takes it.
 * @param drawOf the stream of a member's population; asked only where a class takes a part of one
 */
export function drawRiskClasses(
  classes: readonly RiskClassMembers[],
  populationOf: Uint16Array,
  drawOf: (member: number) => RandomStream,
): Uint8Array {
  const out = new Uint8Array(populationOf.length);
  if (classes.length === 0) return out;
  for (let member = 0; member < out.length; member++) {
    for (let k = 0; k < classes.length && out[member] === 0; k++) {
      const { populations, share } = classes[k];
      if (populations !== null && !populations.includes(populationOf[member])) continue;
      if (share >= 1 || drawOf(member).next() < share) out[member] = k + 1;
    }
  }
  return out;
}
