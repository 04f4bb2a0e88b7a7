import type { RunResult } from "../engine/result.ts";
import type { CrashProfile } from "./crash-profile.ts";
import { lastPrices } from "./last-price.ts";
import { stepAt } from "./steps.ts";

/** What a mechanism did to the crash: the same seed with it and without it. */
export interface Amplification {
  /** Mechanisms that one run has and the other lacks. */
  readonly mechanism: string;
  /** Worst fall of the crash day from the previous settlement, fractions below 0 (0 when nothing fell). */
  readonly withMechanism: number;
  readonly without: number;
  /** withMechanism / without; NaN when the run without it does not fall. */
  readonly ratio: number;
  /** 1 - without / withMechanism: the part of the fall that goes when the mechanism goes. */
  readonly share: number;
}

/**
 * Compares two runs of a seed over the crash day that `profile` found in the run that has the mechanism. Both falls are
 * measured from their own price at the day's first step to their own low, on the same venue.
 */
export function amplification(
  base: RunResult,
  ablated: RunResult,
  venue: string,
  profile: CrashProfile,
): Amplification | null {
  const from = base.time[profile.day.first];
  const to = base.time[profile.day.last];
  const withMechanism = worstFall(base, venue, from, to);
  const without = worstFall(ablated, venue, from, to);
  if (withMechanism === null || without === null) return null;
  return {
    mechanism: ablated.without.filter((name) => !base.without.includes(name)).join(" and "),
    withMechanism,
    without,
    ratio: without < 0 ? withMechanism / without : Number.NaN,
    share: withMechanism < 0 ? 1 - without / withMechanism : Number.NaN,
  };
}

function worstFall(result: RunResult, name: string, from: number, to: number): number | null {
  const venue = result.venues.find((v) => v.name === name);
  if (!venue) return null;
  const prices = lastPrices(venue);
  const first = Math.max(0, stepAt(result.time, from));
  const last = stepAt(result.time, to);
  const start = prices[first];
  if (last <= first || Number.isNaN(start)) return null;
  let low = start;
  for (let i = first; i <= last; i++) if (prices[i] < low) low = prices[i];
  return low / start - 1;
}
