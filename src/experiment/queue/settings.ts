/** How patient the queue's two sides are. */

export interface QueueSettings {
  /**
   * A worker that says nothing for this long is taken for dead and its runs go to others, ms. A worker renews its hold
   * twice in this time. BullMQ's own default is 30 s.
   */
  readonly lock: number;
  /** Between a coordinator's looks at its runs, and a worker's looks at which sweeps there are, ms. */
  readonly check: number;
  /** A Redis that says nothing for this long when a command starts does not answer, ms. */
  readonly answer: number;
  /** How long a coordinator waits for a Redis that went away in mid-sweep, ms. Workers wait for ever. */
  readonly patience: number;
}

export const QUEUE_SETTINGS: QueueSettings = Object.freeze({
  lock: 30_000,
  check: 2_000,
  answer: 4_000,
  patience: 600_000,
});

/**
 * How often a run whose worker died is handed to another one: a run that kills every worker it meets must not go round
 * for ever.
 */
export const DEATHS_ALLOWED = 2;

/** Runs that a coordinator keeps in the queue: enough for some hundred threads, and a few megabytes of Redis. */
export const RUNS_IN_FLIGHT = 1000;

/** What a coordinator or a worker leaves in Redis and nobody comes back for is gone after this many seconds: a week. */
export const KEPT_SECONDS = 7 * 24 * 3600;
