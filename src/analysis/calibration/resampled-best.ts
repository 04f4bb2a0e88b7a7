/** How much a search's answer owes to its seeds: the seeds are drawn again, and the best of the points tried is chosen again. */
import type { RandomStream } from "../../core/random.ts";
import { lossOf, missesOf, type Target } from "./moments.ts";

export interface ResampledBest {
  /** By resample: the number of the point that is the best on those seeds. */
  readonly best: Int32Array;
  /** Standard error of the loss of the point chosen on all seeds. */
  readonly error: number;
}

/** Resamples that are drawn. */
export const RESAMPLES = 200;

/**
 * Bootstrap over seeds, drawn with replacement, the same draw at every point.
 * @param samples by point, by target, by seed  @param chosen point that is the best on all seeds
 */
export function resampleBest(
  targets: readonly Target[],
  samples: readonly (readonly Float64Array[])[],
  chosen: number,
  stream: RandomStream,
): ResampledBest {
  const width = samples[0]?.[0]?.length ?? 0;
  const best = new Int32Array(RESAMPLES);
  let sum = 0;
  let squares = 0;
  for (let r = 0; r < RESAMPLES; r++) {
    const drawn = Int32Array.from({ length: width }, () => stream.int(width));
    let least = Number.POSITIVE_INFINITY;
    for (const [p, point] of samples.entries()) {
      const loss = lossOf(
        missesOf(
          targets,
          point.map((values) => Float64Array.from(drawn, (s) => values[s])),
        ),
      );
      if (loss < least) {
        least = loss;
        best[r] = p;
      }
      if (p === chosen) {
        sum += loss;
        squares += loss * loss;
      }
    }
  }
  const mean = sum / RESAMPLES;
  return { best, error: Math.sqrt(Math.max(0, squares / RESAMPLES - mean * mean)) };
}
