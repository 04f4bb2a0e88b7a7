/** A sweep cut into parts that know nothing of each other: one for each task of a job array. */
import { UsageError } from "../usage-error.ts";

/** Part `index` of `of`, counted from 1. */
export interface Part {
  readonly index: number;
  readonly of: number;
}

/** Reads `3/20`. Throws a UsageError. */
export function parsePart(text: string): Part {
  const match = /^(\d{1,7})\/(\d{1,7})$/.exec(text);
  const [index, of] = match ? [Number(match[1]), Number(match[2])] : [0, 0];
  if (index < 1 || index > of) throw new UsageError(`a part is written 3/20, the third of twenty, not ${text}`);
  return { index, of };
}

/**
 * Whether run `run` of a plan (replicate run % seeds of point ⌊run / seeds⌋) belongs to a part. Parts are slices of the
 * runs seed by seed, equal but for one run, so that runs that share a run-up are mostly in one part.
 */
export function isInPart({ index, of }: Part, run: number, points: number, seeds: number): boolean {
  const place = (run % seeds) * points + Math.floor(run / seeds);
  const count = points * seeds;
  return place >= Math.floor((count * (index - 1)) / of) && place < Math.floor((count * index) / of);
}
