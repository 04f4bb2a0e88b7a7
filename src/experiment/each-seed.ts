/** The same work for several seeds, some of them at once. */

export interface EachSeedOptions {
  readonly seeds: readonly number[];
  /** How many at once. */
  readonly jobs: number;
  readonly signal: AbortSignal;
  /** Told how many are done, of how many, from none on. */
  readonly onRun?: ((done: number, of: number) => void) | undefined;
}

/** Results in the order of the seeds. Throws what the first to fail throws, or the signal's reason; the others are stopped. */
export async function eachSeed<T>(
  work: (seed: number, signal: AbortSignal) => Promise<T>,
  { seeds, jobs, signal, onRun }: EachSeedOptions,
): Promise<T[]> {
  const failure = new AbortController();
  const stop = AbortSignal.any([signal, failure.signal]);
  const results: T[] = [];
  let next = 0;
  let done = 0;
  const lane = async () => {
    while (next < seeds.length) {
      const at = next++;
      results[at] = await work(seeds[at], stop);
      onRun?.(++done, seeds.length);
    }
  };
  const orStopAll = (error: unknown) => {
    failure.abort(error);
    throw error;
  };
  onRun?.(0, seeds.length);
  await Promise.all(Array.from({ length: Math.min(jobs, seeds.length) }, () => lane().catch(orStopAll)));
  return results;
}
