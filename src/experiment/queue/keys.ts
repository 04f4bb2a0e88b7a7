/** Names in Redis. All begin with `stampede:`, BullMQ's own among them. */

/** Prefix of every key. */
export const PREFIX = "stampede";

/** Name of the queue that workers of an engine version serve: runs of another version never reach them. */
export const queueName = (version: string): string => `runs-${version}`;

/** A run's job: named by the plan and the run's key, so that adding it twice adds it once. */
export const jobId = (plan: string, run: string): string => `${plan}-${run}`;

/** Set of the plans whose coordinators have announced themselves. */
export const SWEEPS = `${PREFIX}:sweeps`;

/** A sweep's announcement; it expires unless its coordinator lives. */
export const sweepKey = (plan: string): string => `${PREFIX}:sweep:${plan}`;

/** A plan, compressed. */
export const planKey = (plan: string): string => `${PREFIX}:plan:${plan}`;

/** Tables that a run left. */
export const tablesKey = (plan: string, run: string): string => `${PREFIX}:tables:${plan}:${run}`;

/** Hash of the workers that refuse a sweep, with the version that each runs. */
export const refusalsKey = (plan: string): string => `${PREFIX}:refusals:${plan}`;
