/**
 * The worker's side of a queue: takes runs of its own engine version and hands back what they leave.
 *
 * A run computes for seconds on end, so it happens in a thread and the processor only waits for it: the event loop stays
 * free to renew the hold on the run's job. A processor that computed itself would lose its job to another worker.
 */
import { hostname } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { DelayedError, type Job, UnrecoverableError, WaitingError, Worker } from "bullmq";
import { Redis } from "ioredis";
import type { Executor, MakeExecutor } from "../sweep/executor.ts";
import { askRedis } from "./answer.ts";
import { atMost } from "./at-most.ts";
import type { QueueAddress } from "./connection.ts";
import { PREFIX, planKey, queueName, tablesKey } from "./keys.ts";
import { watchPresence } from "./presence.ts";
import { DEATHS_ALLOWED, KEPT_SECONDS, QUEUE_SETTINGS, type QueueSettings } from "./settings.ts";
import { announced, refuse, versionsDiffer } from "./sweep-board.ts";
import { packTables, type RunJob, type RunReturn, readPlan } from "./wire.ts";

export interface QueueWorkerOptions {
  readonly address: QueueAddress;
  /** Version of this engine. */
  readonly version: string;
  /** Runs at once. */
  readonly jobs: number;
  /** Makes the threads that run a plan. */
  readonly makeExecutor: MakeExecutor;
  /** End when no sweep is left and the queue is empty. */
  readonly untilEmpty: boolean;
  /** Ends the worker; what runs then goes back to the queue. */
  readonly signal: AbortSignal;
  /** Told what a person should know. */
  readonly note?: (text: string) => void;
  readonly settings?: QueueSettings;
}

/** What a worker did while it lived. */
export interface WorkerReport {
  readonly done: number;
  readonly failed: number;
  /** Runs that went back to the queue when it ended. */
  readonly returned: number;
  /** Plans of other engine versions that it refused. */
  readonly refused: number;
}

/** Serves a queue until it is told to end. Throws a UsageError when its Redis does not answer. */
export async function serveQueue(options: QueueWorkerOptions): Promise<WorkerReport> {
  await askRedis(options.address, (options.settings ?? QUEUE_SETTINGS).answer);
  const server = new QueueServer(options);
  return await server.serve();
}

/** Sweeps whose threads are kept when runs of several come in turn: making threads anew costs as long as a short run. */
const PLANS_AT_HAND = 2;

/** How often a run is put off because its plan is missing. */
const PLAN_ATTEMPTS = 20;

class QueueServer {
  private readonly options: QueueWorkerOptions;
  private readonly settings: QueueSettings;
  private readonly redis: Redis;
  private readonly worker: Worker<RunJob, RunReturn>;
  private readonly name = `${hostname()}:${process.pid}`;
  private readonly refused = new Set<string>();
  /** Threads of the plans that were served last, the latest at the end. */
  private readonly executors = new Map<string, Promise<Executor | null>>();
  /** Runs under way, by plan. */
  private readonly busy = new Map<string, number>();
  private readonly unwatch: () => void;
  private done = 0;
  private failed = 0;
  private returned = 0;

  constructor(options: QueueWorkerOptions) {
    const { address, jobs, version, settings = QUEUE_SETTINGS } = options;
    this.options = options;
    this.settings = settings;
    this.redis = new Redis(address.options);
    this.worker = new Worker<RunJob, RunReturn>(queueName(version), (job, token) => this.process(job, token), {
      connection: { ...address.options },
      prefix: PREFIX,
      name: this.name,
      autorun: false,
      concurrency: jobs,
      lockDuration: settings.lock,
      stalledInterval: settings.lock,
      maxStalledCount: DEATHS_ALLOWED,
      runRetryDelay: Math.min(settings.check, 15_000),
    });
    this.redis.on("error", () => {});
    this.unwatch = watchPresence(this.redis, address.shown, (text) => this.note(text));
    this.worker.on("error", (error) => this.trouble(error));
  }

  async serve(): Promise<WorkerReport> {
    const { signal } = this.options;
    const serving = this.worker.run();
    try {
      await this.watch(signal);
    } finally {
      this.unwatch();
      const away = this.redis.status !== "ready";
      await atMost(away ? 500 : 2 * this.settings.answer, this.end(serving));
      this.redis.disconnect();
    }
    return { done: this.done, failed: this.failed, returned: this.returned, refused: this.refused.size };
  }

  /** Lets what runs go back to the queue, then threads and connections go. */
  private async end(serving: Promise<void>): Promise<void> {
    await this.worker.close();
    await serving.catch(() => {});
    for (const plan of [...this.executors.keys()]) await this.letGo(plan);
  }

  /** Looks now and then which sweeps there are, until the worker is to end. */
  private async watch(signal: AbortSignal): Promise<void> {
    const ended = new Promise<true>((resolve) => signal.addEventListener("abort", () => resolve(true), { once: true }));
    while (!signal.aborted) {
      try {
        // A look waits for a Redis that is away; who ends the worker need not.
        if (await Promise.race([this.look(), ended])) return;
      } catch (error) {
        this.trouble(error as Error);
      }
      await pause(this.settings.check, undefined, { signal }).catch(() => {});
    }
  }

  /** Refuses sweeps of other versions by name. True when nothing is left to wait for. */
  private async look(): Promise<boolean> {
    const { version, untilEmpty } = this.options;
    const sweeps = await announced(this.redis);
    for (const sweep of sweeps) {
      if (sweep.version === version) continue;
      const seconds = Math.ceil((this.settings.check * 15) / 1000);
      await refuse(this.redis, sweep.plan, { worker: this.name, version }, seconds);
      if (this.refused.has(sweep.plan)) continue;
      this.refused.add(sweep.plan);
      this.note(`sweep ${sweep.name} is refused: ${versionsDiffer(version, sweep.version)}`);
    }
    return untilEmpty && !sweeps.some((sweep) => sweep.version === version) && (await this.isEmpty());
  }

  private async isEmpty(): Promise<boolean> {
    const key = (list: string) => `${PREFIX}:${queueName(this.options.version)}:${list}`;
    const [waiting, active] = await Promise.all([this.redis.llen(key("wait")), this.redis.llen(key("active"))]);
    return waiting + active === 0;
  }

  /** What BullMQ calls for a job: its return value or its error is the job's. */
  private async process(job: Job<RunJob, RunReturn>, token?: string): Promise<RunReturn> {
    const { signal } = this.options;
    const { plan, key, point, seed } = job.data;
    this.busy.set(plan, (this.busy.get(plan) ?? 0) + 1);
    try {
      const executor = await this.executorOf(plan);
      if (executor === null) return await this.postpone(job, token);
      const { outcome, tables, seconds = 0 } = await executor.run({ key, point, seed }, signal);
      if (outcome.status === "failed" || outcome.summary === null) {
        this.failed++;
        throw new UnrecoverableError(outcome.error ?? "it failed without a reason");
      }
      if (tables.length > 0) await this.redis.set(tablesKey(plan, key), await packTables(tables), "EX", KEPT_SECONDS);
      this.done++;
      return { summary: outcome.summary, seconds, tables: tables.length > 0 };
    } catch (error) {
      if (!signal.aborted || error instanceof UnrecoverableError) throw error;
      this.returned++;
      await job.moveToWait(token);
      throw new WaitingError();
    } finally {
      const left = (this.busy.get(plan) ?? 1) - 1;
      if (left > 0) this.busy.set(plan, left);
      else this.busy.delete(plan);
    }
  }

  /**
   * A run whose plan is missing waits: its coordinator stores the plan again when another one of the same sweep has taken
   * it away, or when a Redis has lost it.
   */
  private async postpone(job: Job<RunJob, RunReturn>, token?: string): Promise<never> {
    if (job.attemptsStarted > PLAN_ATTEMPTS)
      throw new UnrecoverableError("the queue no longer holds the plan of this run's sweep");
    await job.moveToDelayed(Date.now() + 2 * this.settings.check, token);
    throw new DelayedError();
  }

  /** The threads of a plan, null when nobody holds the plan. Those that were used longest ago are let go. */
  private executorOf(plan: string): Promise<Executor | null> {
    const standing = this.executors.get(plan);
    this.executors.delete(plan);
    const made = standing ?? this.makeExecutor(plan);
    this.executors.set(plan, made);
    if (standing) return standing;
    const idle = [...this.executors.keys()].filter((other) => other !== plan && !this.busy.has(other));
    for (const other of idle.slice(0, Math.max(0, this.executors.size - PLANS_AT_HAND))) void this.letGo(other);
    const forget = () => this.executors.delete(plan);
    made.then((executor) => executor ?? forget(), forget);
    return made;
  }

  private async makeExecutor(plan: string): Promise<Executor | null> {
    const bytes = await this.redis.getBuffer(planKey(plan));
    if (bytes === null) return null;
    const read = await readPlan(bytes);
    this.note(`serving sweep ${read.name}-${read.hash}`);
    return await this.options.makeExecutor(read);
  }

  private async letGo(plan: string): Promise<void> {
    const executor = this.executors.get(plan);
    this.executors.delete(plan);
    await executor?.then((threads) => threads?.close()).catch(() => {});
  }

  /** Trouble of BullMQ's own. A job that another worker has finished in the meantime is none. */
  private trouble(error: Error): void {
    if (/Missing (?:lock|key) for job|ECONNREFUSED|ECONNRESET|Connection is closed/.test(error.message)) return;
    this.note(`the queue says: ${error.message}`);
  }

  private note(text: string): void {
    this.options.note?.(this.options.address.redact(text));
  }
}
