/**
 * The coordinator's side of a queue: an executor whose runs happen wherever a worker takes them.
 *
 * A run is a BullMQ job named by its key. What is finished, failed, stalled or tried again is BullMQ's business; events
 * bring results at once, and a look at the queue every few seconds makes up for whatever events did not tell: results
 * from before this process lived, a Redis that was away, jobs that a Redis lost.
 */
import { type Job, Queue, QueueEvents } from "bullmq";
import { Redis } from "ioredis";
import type { ExecutedSweepRun, Executor } from "../sweep/executor.ts";
import type { SweepPlan, SweepRun } from "../sweep/sweep-plan.ts";
import { askRedis } from "./answer.ts";
import { atMost } from "./at-most.ts";
import type { QueueAddress } from "./connection.ts";
import { jobId, PREFIX, queueName, tablesKey } from "./keys.ts";
import { watchPresence } from "./presence.ts";
import { QueueError } from "./queue-error.ts";
import { DEATHS_ALLOWED, KEPT_SECONDS, QUEUE_SETTINGS, type QueueSettings, RUNS_IN_FLIGHT } from "./settings.ts";
import { type Announcement, announce, announced, refusals, versionsDiffer, withdraw } from "./sweep-board.ts";
import { type PackedPlan, packPlan, type RunJob, type RunReturn, unpackTables } from "./wire.ts";

export interface QueueExecutorOptions {
  /** Told what a person should know: no worker serves, a worker refuses, Redis went away and came back. */
  readonly note?: (text: string) => void;
  readonly settings?: QueueSettings;
}

/** A run that the coordinator waits for. */
interface Pending {
  readonly run: SweepRun;
  readonly resolve: (done: ExecutedSweepRun) => void;
  readonly reject: (error: unknown) => void;
  /** Whether the queue has taken it. */
  added: boolean;
}

/** What BullMQ writes when more workers died of a run than `DEATHS_ALLOWED`. */
const STALLED = /stalled more than allowable limit/;

/** Events that the stream keeps; who falls further behind finds the jobs themselves. */
const EVENTS_KEPT = 2000;

/** BullMQ waits for ever for the end of a connection that is being made anew: ms that it gets. */
const DISCONNECT = 250;

/** Jobs go into the queue in pieces of this many. */
const PIECE = 250;

/**
 * Connects to a queue. Throws a UsageError when its Redis does not answer; nothing is stored anywhere then.
 */
export async function makeQueueExecutor(
  plan: SweepPlan,
  address: QueueAddress,
  { note = () => {}, settings = QUEUE_SETTINGS }: QueueExecutorOptions = {},
): Promise<QueueExecutor> {
  const { eviction } = await askRedis(address, settings.answer);
  if (eviction !== "" && eviction !== "noeviction")
    note(`the Redis at ${address.shown} evicts keys when it is full (${eviction}); a queue needs noeviction`);
  const packed = await packPlan(plan);
  const executor = new QueueExecutor(plan, packed, address, note, settings);
  await executor.open();
  return executor;
}

export class QueueExecutor implements Executor {
  readonly inFlight = RUNS_IN_FLIGHT;
  private readonly announcement: Announcement;
  private readonly plan: PackedPlan;
  private readonly address: QueueAddress;
  private readonly note: (text: string) => void;
  private readonly settings: QueueSettings;
  private readonly redis: Redis;
  private readonly queue: Queue<RunJob, RunReturn>;
  private readonly events: QueueEvents;
  /** Runs that are waited for, by their jobs' ids. */
  private readonly pending = new Map<string, Pending>();
  /** Jobs of runs that were asked for and are not in the store yet. */
  private readonly owed = new Set<string>();
  private readonly said = new Set<string>();
  private timer: NodeJS.Timeout | null = null;
  /** The look at the queue that goes on, and when one last came to its end, ms. */
  private looking: Promise<void> | null = null;
  private seen = Date.now();
  /** Jobs on their way into the queue. */
  private feeding: Promise<void> | null = null;
  private closed = false;
  private readonly unwatch: () => void;
  private readonly heard = new WeakSet<AbortSignal>();
  /** Removals under way. */
  private readonly removals = new Set<Promise<unknown>>();

  constructor(
    plan: SweepPlan,
    packed: PackedPlan,
    address: QueueAddress,
    note: (text: string) => void,
    settings: QueueSettings,
  ) {
    this.plan = packed;
    this.announcement = { plan: packed.id, name: plan.name, version: plan.version };
    this.address = address;
    this.note = (text) => note(address.redact(text));
    this.settings = settings;
    this.redis = new Redis(address.options);
    this.unwatch = watchPresence(this.redis, address.shown, this.note);
    const name = queueName(plan.version);
    const connection = { ...address.options };
    this.queue = new Queue(name, { connection, prefix: PREFIX, streams: { events: { maxLen: EVENTS_KEPT } } });
    this.events = new QueueEvents(name, { connection, prefix: PREFIX, autorun: false });
    // Nothing to do on an error: commands wait, connections come back, and `look` says when Redis is away.
    const quiet = () => {};
    this.redis.on("error", quiet);
    this.queue.on("error", quiet);
    this.events.on("error", quiet);
  }

  /** Announces the sweep and begins to listen. */
  async open(): Promise<void> {
    this.events.on("completed", ({ jobId, returnvalue }) => void this.complete(jobId, returnvalue as RunReturn));
    this.events.on("failed", ({ jobId, failedReason }) => this.fail(jobId, failedReason));
    this.events.on("stalled", ({ jobId }) => {
      const found = this.pending.get(jobId);
      if (found) this.note(`run ${found.run.key}: its worker fell silent; another takes it`);
    });
    void this.events.run().catch(() => {});
    await this.look();
    this.timer = setInterval(() => this.tick(), this.settings.check);
  }

  run(run: SweepRun, signal: AbortSignal): Promise<ExecutedSweepRun> {
    signal.throwIfAborted();
    if (!this.heard.has(signal)) {
      this.heard.add(signal);
      signal.addEventListener("abort", () => this.giveUp(signal.reason), { once: true });
    }
    const id = jobId(this.plan.id, run.key);
    this.owed.add(id);
    return new Promise((resolve, reject) => {
      this.pending.set(id, { run, resolve, reject, added: false });
      // All that the caller asks for now goes in together.
      this.feeding ??= new Promise((done) => setImmediate(() => this.feed().then(done)));
    });
  }

  /** The store has it: the queue may forget it. */
  stored(run: SweepRun): void {
    const id = jobId(this.plan.id, run.key);
    this.owed.delete(id);
    const removal = Promise.all([this.queue.remove(id), this.redis.del(tablesKey(this.plan.id, run.key))]).catch(
      () => {},
    );
    this.removals.add(removal);
    void removal.finally(() => this.removals.delete(removal));
  }

  /**
   * Takes back what no worker has begun. What workers do at this moment they finish, and the sweep finds it when it goes
   * on; unless all is done, then nothing is left behind.
   */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.unwatch();
    if (this.timer) clearInterval(this.timer);
    this.giveUp(new QueueError("the queue was closed"));
    const tidy = async () => {
      await Promise.all(this.removals);
      await Promise.all([...this.owed].map((id) => this.removeWaiting(id)));
      await withdraw(this.redis, this.plan.id, this.owed.size === 0);
      await this.sweepUp();
      await this.events.close();
      await this.queue.close();
    };
    await atMost(this.redis.status === "ready" ? this.settings.answer : DISCONNECT, tidy());
    await atMost(DISCONNECT, Promise.allSettled([this.events.disconnect(), this.queue.disconnect()]));
    this.redis.disconnect();
  }

  /** Removes what BullMQ keeps for the queue itself when nobody has anything in it. */
  private async sweepUp(): Promise<void> {
    const states = ["wait", "active", "delayed", "completed", "failed"] as const;
    if ((await announced(this.redis)).length > 0 || (await this.queue.getJobCountByTypes(...states)) > 0) return;
    await this.queue.obliterate();
  }

  /** Removes a job unless it is done or being done. */
  private async removeWaiting(id: string): Promise<void> {
    const state = await this.queue.getJobState(id);
    if (state === "waiting" || state === "delayed") await this.queue.remove(id);
  }

  /** Puts every run into the queue that is not there yet. One that is there already stays as it is. */
  private async feed(): Promise<void> {
    this.feeding = null;
    const fresh = [...this.pending].filter(([, { added }]) => !added);
    for (let at = 0; at < fresh.length; at += PIECE) {
      const piece = fresh.slice(at, at + PIECE);
      for (const [, one] of piece) one.added = true;
      try {
        await this.queue.addBulk(piece.map(([id, { run }]) => this.job(id, run)));
      } catch (error) {
        for (const [, one] of piece) one.added = false;
        this.once(`the Redis at ${this.address.shown} does not take runs: ${(error as Error).message}`);
      }
    }
  }

  private job(id: string, { key, point, seed }: SweepRun) {
    const kept = { age: KEPT_SECONDS };
    const data: RunJob = { plan: this.plan.id, key, point, seed };
    return { name: key, data, opts: { jobId: id, removeOnComplete: kept, removeOnFail: kept, stackTraceLimit: 0 } };
  }

  private async complete(id: string, { summary, seconds, tables }: RunReturn): Promise<void> {
    const found = this.pending.get(id);
    if (!found) return;
    const { key } = found.run;
    try {
      const bytes = tables ? await this.redis.getBuffer(tablesKey(this.plan.id, key)) : null;
      const outcome = { key, status: "ok" as const, error: null, summary };
      const kept = bytes ? await unpackTables(bytes) : [];
      if (this.pending.delete(id)) found.resolve({ outcome, tables: kept, seconds });
    } catch {
      // Redis went away between the two; the next look finds the job again.
    }
  }

  private fail(id: string, reason: string): void {
    const found = this.pending.get(id);
    if (!found) return;
    this.pending.delete(id);
    const error = STALLED.test(reason) ? `${DEATHS_ALLOWED + 1} workers died or fell silent during this run` : reason;
    found.resolve({ outcome: { key: found.run.key, status: "failed", error, summary: null }, tables: [] });
  }

  private giveUp(reason: unknown): void {
    const all = [...this.pending.values()];
    this.pending.clear();
    for (const { reject } of all) reject(reason);
  }

  /** Looks at the queue, unless a look goes on; gives up when Redis is away for too long. */
  private tick(): void {
    const away = Date.now() - this.seen;
    if (away > this.settings.patience) {
      const minutes = Math.round(this.settings.patience / 60_000);
      const stored = "what is finished is stored, and the same command goes on from there";
      this.giveUp(new QueueError(`the Redis at ${this.address.shown} has been away for ${minutes} minutes; ${stored}`));
    }
    this.looking ??= this.look()
      .catch((error: Error) => this.once(`the Redis at ${this.address.shown} says: ${error.message}`))
      .finally(() => {
        this.looking = null;
      });
  }

  /** Compares what is waited for with what the queue holds. */
  private async look(): Promise<void> {
    await announce(this.redis, this.announcement, this.plan, Math.ceil((this.settings.check * 15) / 1000));
    await this.collect();
    await this.addLost();
    await this.askWorkers();
    this.seen = Date.now();
    await this.feed();
  }

  /** Takes what is finished, whoever was listening when it was. */
  private async collect(): Promise<void> {
    const ids = await this.queue.getRanges(["completed", "failed"], 0, -1);
    for (const id of ids) {
      if (!this.pending.has(id)) continue;
      const job: Job<RunJob, RunReturn> | undefined = await this.queue.getJob(id);
      if (job?.finishedOn === undefined) continue;
      if (job.failedReason) this.fail(id, job.failedReason);
      else await this.complete(id, job.returnvalue);
    }
  }

  /** Runs that the queue should know and does not, because a Redis came back without them: they go in again. */
  private async addLost(): Promise<void> {
    const known = new Set(await this.queue.getRanges(["wait", "active", "delayed"], 0, -1));
    for (const [id, one] of this.pending) {
      if (!one.added || known.has(id)) continue;
      if ((await this.queue.getJobState(id)) === "unknown") one.added = false;
    }
  }

  private async askWorkers(): Promise<void> {
    for (const { worker, version } of await refusals(this.redis, this.plan.id))
      this.once(`${worker} takes no part: ${versionsDiffer(version, this.announcement.version)}`);
    if (this.pending.size > 0 && (await this.queue.getWorkersCount()) === 0)
      this.once(
        `no worker of version ${this.announcement.version} serves ${this.address.shown} yet: start some with stampede worker --queue URL`,
      );
  }

  private once(text: string): void {
    if (this.closed || this.said.has(text)) return;
    this.said.add(text);
    this.note(text);
  }
}
