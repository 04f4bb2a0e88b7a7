/** Ranges that a parameter may take, as quantile functions: from a uniform number to a value. */
import { normalCdf, normalQuantile } from "../../core/normal.ts";

/** How a parameter is distributed over its range; plain numbers in the scenario's own units. */
export type Distribution =
  /** `integer`: whole numbers, both ends included. */
  | { readonly distribution: "uniform" | "loguniform" | "integer"; readonly min: number; readonly max: number }
  /** Cut off at `min` and `max` where they are given: what lies outside is left out, not piled up at the ends. */
  | {
      readonly distribution: "normal";
      readonly mean: number;
      readonly sd: number;
      readonly min?: number;
      readonly max?: number;
    }
  /** `sd` is that of the natural logarithm. Cut off like the normal. */
  | {
      readonly distribution: "lognormal";
      readonly median: number;
      readonly sd: number;
      readonly min?: number;
      readonly max?: number;
    }
  | { readonly distribution: "triangular"; readonly min: number; readonly mode: number; readonly max: number };

/** Names of the distributions, in the order in which help shows them. */
export const DISTRIBUTIONS = ["uniform", "loguniform", "normal", "lognormal", "triangular", "integer"] as const;

/** What is wrong with it, in words that follow a parameter's name; null when nothing is. */
export function distributionProblem(d: Distribution): string | null {
  for (const [key, value] of Object.entries(d)) {
    if (key !== "distribution" && !Number.isFinite(value)) return `${key} must be a finite number`;
  }
  const min = d.min ?? Number.NEGATIVE_INFINITY;
  const max = d.max ?? Number.POSITIVE_INFINITY;
  if (min > max) return `min ${min} is above max ${max}: are they swapped?`;
  if (min === max) return `min and max are both ${min}: nothing varies`;
  switch (d.distribution) {
    case "loguniform":
      return min > 0 ? null : `a loguniform range needs min above 0, not ${min}`;
    case "integer":
      if (!Number.isInteger(min) || !Number.isInteger(max))
        return "an integer range needs whole numbers as min and max";
      return null;
    case "triangular":
      return d.mode >= min && d.mode <= max ? null : `mode ${d.mode} is outside of ${min} … ${max}`;
    case "normal":
      return d.sd > 0 ? farFrom(d.mean, d.sd, min, max) : `sd must be above 0, not ${d.sd}`;
    case "lognormal":
      if (!(d.median > 0)) return `median must be above 0, not ${d.median}`;
      if (!(d.sd > 0)) return `sd must be above 0, not ${d.sd}`;
      if (max <= 0) return `max must be above 0, not ${max}`;
      return farFrom(Math.log(d.median), d.sd, logOrLowest(min), Math.log(max));
    default:
      return null;
  }
}

/** Beyond about eight standard deviations there is no probability left to cut a piece from. */
function farFrom(mean: number, sd: number, min: number, max: number): string | null {
  const reach = 8;
  return (min - mean) / sd > reach || (mean - max) / sd > reach
    ? `the range from min to max is more than ${reach} standard deviations from the middle`
    : null;
}

/**
 * The value below which the part `u` of the distribution lies, 0 <= u <= 1. The ends of a distribution without bounds are
 * infinite. Expects one without a problem.
 */
export function quantileFunction(d: Distribution): (u: number) => number {
  switch (d.distribution) {
    case "uniform":
      return (u) => between(d.min, d.max, u);
    case "loguniform": {
      const low = Math.log(d.min);
      const high = Math.log(d.max);
      return (u) => hold(Math.exp(between(low, high, u)), d.min, d.max);
    }
    case "integer":
      return (u) => Math.min(d.max, d.min + Math.floor(u * (d.max - d.min + 1)));
    case "triangular":
      return (u) => triangular(d.min, d.mode, d.max, u);
    case "normal":
      return truncatedNormal(d.mean, d.sd, d.min ?? Number.NEGATIVE_INFINITY, d.max ?? Number.POSITIVE_INFINITY);
    case "lognormal": {
      const min = d.min ?? 0;
      const max = d.max ?? Number.POSITIVE_INFINITY;
      const logarithm = truncatedNormal(Math.log(d.median), d.sd, logOrLowest(min), Math.log(max));
      return (u) => hold(Math.exp(logarithm(u)), min, max);
    }
  }
}

/** `count` values for a grid: from end to end in equal steps of probability, or the middles of equal parts when an end is infinite. */
export function evenLevels(d: Distribution, count: number): number[] {
  const at = quantileFunction(d);
  const bounded = Number.isFinite(at(0)) && Number.isFinite(at(1));
  const levels = Array.from({ length: count }, (_, i) =>
    at(bounded && count > 1 ? i / (count - 1) : (i + 0.5) / count),
  );
  return [...new Set(levels)];
}

function between(low: number, high: number, u: number): number {
  return u === 1 ? high : low + (high - low) * u;
}

function hold(x: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, x));
}

function logOrLowest(x: number): number {
  return x > 0 ? Math.log(x) : Number.NEGATIVE_INFINITY;
}

function triangular(min: number, mode: number, max: number, u: number): number {
  const width = max - min;
  const split = (mode - min) / width;
  return u < split ? min + Math.sqrt(u * width * (mode - min)) : max - Math.sqrt((1 - u) * width * (max - mode));
}

/** In the upper half the mirror image is used, so that a range far up keeps its digits. */
function truncatedNormal(mean: number, sd: number, min: number, max: number): (u: number) => number {
  const a = (min - mean) / sd;
  const b = (max - mean) / sd;
  const mirrored = a > 0;
  const low = normalCdf(mirrored ? -b : a);
  const high = normalCdf(mirrored ? -a : b);
  return (u) => {
    const z = normalQuantile(between(low, high, mirrored ? 1 - u : u));
    return hold(mean + sd * (mirrored ? -z : z), min, max);
  };
}
