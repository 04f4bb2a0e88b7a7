/** The queue's two sides in one process, on a real Redis, with runs that take no time: what goes in, what comes out. */
import { setMaxListeners } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { parseQueueUrl } from "../../src/experiment/queue/connection.ts";
import { makeQueueExecutor, type QueueExecutor } from "../../src/experiment/queue/queue-executor.ts";
import { serveQueue, type WorkerReport } from "../../src/experiment/queue/queue-worker.ts";
import { QUEUE_SETTINGS } from "../../src/experiment/queue/settings.ts";
import type { ExecutedSweepRun } from "../../src/experiment/sweep/executor.ts";
import type { SweepPlan, SweepRun } from "../../src/experiment/sweep/sweep-plan.ts";
import { category, integer, makeTable, number, text, time } from "../../src/experiment/tables/table.ts";
import { RedisServer } from "./redis-server.ts";

const SETTINGS = { ...QUEUE_SETTINGS, lock: 1000, check: 200 };
const PLAN: SweepPlan = {
  name: "synthetic",
  hash: "0123abcd",
  version: "0.1.0",
  base: { path: "a.yaml", sources: { "a.yaml": "name: a" }, set: {}, without: [] },
  parameters: [{ path: "x", numeric: true, sampled: true }],
  method: "list",
  design: { scheme: { kind: "plain" }, points: [[0.1], [0.2]], units: new Float64Array([0.1, 0.2]) },
  values: [[0.1], [0.2]],
  seeds: [1, 2, 3],
  common: true,
  metrics: null,
  series: null,
  fork: null,
  forkAsked: false,
};
const runAt = (i: number): SweepRun => ({ key: `${`${i}`.padStart(16, "0")}-s${i}`, point: i % 2, seed: i });

/** What a run leaves here: any double comes through unchanged, and so does every kind of column. */
function leave(run: SweepRun, plan: SweepPlan): ExecutedSweepRun {
  const { key, seed, point } = run;
  if (seed % 7 === 3)
    return { outcome: { key, status: "failed", error: `seed ${seed}: “no” good\\`, summary: null }, tables: [] };
  const x = (plan.values[point][0] as number) * Math.exp(seed) + 1e-9;
  const tables = [
    makeTable("all", [
      number("n", [x, Number.NaN, -0]),
      integer("i", Int32Array.of(seed, -5, 2 ** 31 - 1)),
      time("t", [1.7e12, 1.8e12, Number.NaN]),
      category("c", Uint8Array.of(1, 0, 9), ["p", "q"]),
      text("s", ["ü", null, ""]),
    ]),
    makeTable("empty", [number("n", [])]),
  ];
  return {
    outcome: { key, status: "ok", error: null, summary: { x, "a.b": null, word: "ü" } },
    tables: seed === 1 ? tables : [],
  };
}

let redis: RedisServer;
beforeAll(async () => {
  redis = await RedisServer.start();
});
afterAll(() => redis.end());

interface TestWorker {
  readonly seen: string[];
  readonly notes: string[];
  end(): Promise<WorkerReport>;
}
const started: TestWorker[] = [];
afterEach(async () => {
  for (const worker of started.splice(0)) await worker.end();
  await redis.ask((client) => client.flushall());
});

/** A worker whose runs take `ms`. */
function startWorker({ ms = 5, version = "0.1.0" } = {}): TestWorker {
  const stop = new AbortController();
  const seen: string[] = [];
  const notes: string[] = [];
  const report = serveQueue({
    address: parseQueueUrl(redis.url),
    version,
    jobs: 2,
    untilEmpty: false,
    signal: stop.signal,
    settings: SETTINGS,
    note: (said) => notes.push(said),
    makeExecutor: async (plan) => ({
      inFlight: 2,
      async run(run, signal) {
        seen.push(run.key);
        await pause(ms, undefined, { signal });
        return leave(run, plan);
      },
      async close() {},
    }),
  });
  const worker = {
    seen,
    notes,
    end() {
      stop.abort(new Error("enough"));
      return report;
    },
  };
  started.push(worker);
  return worker;
}

async function coordinator(plan = PLAN): Promise<QueueExecutor & { readonly notes: string[] }> {
  const notes: string[] = [];
  const executor = await makeQueueExecutor(plan, parseQueueUrl(redis.url), {
    settings: SETTINGS,
    note: (said) => notes.push(said),
  });
  return Object.assign(executor, { notes });
}

const never = new AbortController().signal;
setMaxListeners(0, never);
const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, i) => from + i);
const runAll = (executor: QueueExecutor, which: readonly number[]) =>
  Promise.all(
    which.map(async (i) => {
      const done = await executor.run(runAt(i), never);
      executor.stored(runAt(i));
      return done;
    }),
  );
const plain = (value: unknown) =>
  JSON.parse(JSON.stringify(value, (_, v) => (ArrayBuffer.isView(v) ? Array.from(v as Float64Array) : v)));

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 400; i++) {
    if (await what()) return;
    await pause(25);
  }
  throw new Error(`waited in vain for ${what}`);
}

describe("runs through a queue", () => {
  it("come back as they would here, failed ones and tables too, and leave nothing behind", async () => {
    const workers = [startWorker(), startWorker()];
    const executor = await coordinator();
    const done = await runAll(executor, numbers(60));
    expect(done.map((one) => one.outcome)).toEqual(numbers(60).map((i) => leave(runAt(i), PLAN).outcome));
    expect(plain(done[1].tables)).toEqual(plain(leave(runAt(1), PLAN).tables));
    expect(Object.is((done[1].tables[0].columns[0].values as Float64Array)[2], -0)).toBe(true);
    await executor.close();
    expect(workers.map((worker) => worker.seen.length).reduce((a, b) => a + b)).toBe(60);
    expect(workers.every((worker) => worker.seen.length > 0)).toBe(true);
    const reports = await Promise.all(workers.map((worker) => worker.end()));
    expect(reports.map((one) => one.failed).reduce((a, b) => a + b)).toBe(
      numbers(60).filter((i) => i % 7 === 3).length,
    );
    const left = await redis.ask((client) => client.keys("*"));
    expect(left.filter((key) => !/:(meta|stalled-check)$/.test(key))).toEqual([]);
  });

  it("are made once when two coordinators ask for them", async () => {
    const [one, two] = [await coordinator(), await coordinator()];
    const both = Promise.all([runAll(one, numbers(30)), runAll(two, numbers(30))]);
    await until(async () => (await redis.ask((client) => client.llen("stampede:runs-0.1.0:wait"))) === 30);
    const worker = startWorker();
    const [a, b] = await both;
    expect(a.map((done) => done.outcome)).toEqual(b.map((done) => done.outcome));
    expect(new Set(worker.seen).size).toBe(30);
    await one.close();
    await two.close();
  });

  it("are told of when no worker is there", async () => {
    const executor = await coordinator();
    const done = runAll(executor, [5]);
    await until(() => executor.notes.some((said) => said.includes("no worker of version 0.1.0")));
    startWorker();
    await done;
    await executor.close();
  });

  it("go in again when a Redis comes back without them", async () => {
    const executor = await coordinator();
    const done = runAll(executor, numbers(10));
    await until(async () => (await redis.ask((client) => client.llen("stampede:runs-0.1.0:wait"))) === 10);
    await redis.ask((client) => client.flushall());
    startWorker();
    expect((await done).map((one) => one.outcome)).toEqual(numbers(10).map((i) => leave(runAt(i), PLAN).outcome));
    await executor.close();
  });
});

describe("coordinators", () => {
  it("of one sweep do not take the plan from each other", async () => {
    const one = await coordinator();
    const two = await coordinator();
    await one.close();
    expect(await redis.ask((client) => client.keys("stampede:plan:*"))).toEqual([]);
    const worker = startWorker();
    const done = await runAll(two, numbers(3));
    expect(done.map(({ outcome }) => outcome.status)).toEqual(["ok", "ok", "ok"]);
    expect(worker.seen).toHaveLength(3);
    await two.close();
  });

  it("give up on a Redis that stays away, in one sentence", async () => {
    const own = await RedisServer.start();
    const executor = await makeQueueExecutor(PLAN, parseQueueUrl(own.url), {
      settings: { ...SETTINGS, patience: 700 },
    });
    const asked = executor.run(runAt(1), never);
    await own.kill();
    await expect(asked).rejects.toThrow(
      /^the Redis at redis:\/\/127\.0\.0\.1:\d+ has been away .* what is finished is stored/,
    );
    await executor.close();
    await own.end();
  });

  it("of two sweeps share workers", async () => {
    const other = { ...PLAN, values: [[5], [6]] };
    const worker = startWorker();
    const [one, two] = [await coordinator(), await coordinator(other)];
    const [a, b] = await Promise.all([runAll(one, numbers(20)), runAll(two, numbers(20))]);
    expect(a.map((done) => done.outcome)).toEqual(numbers(20).map((i) => leave(runAt(i), PLAN).outcome));
    expect(b.map((done) => done.outcome)).toEqual(numbers(20).map((i) => leave(runAt(i), other).outcome));
    expect(worker.seen).toHaveLength(40);
    await one.close();
    await two.close();
  });
});

describe("ends", () => {
  it("a coordinator that is stopped takes back what waits; what was being done is there when it comes again", async () => {
    const worker = startWorker({ ms: 600 });
    const stop = new AbortController();
    const first = await coordinator();
    const asked = Promise.allSettled(numbers(8).map((i) => first.run(runAt(i), stop.signal)));
    await until(() => worker.seen.length === 2);
    stop.abort(new Error("stopped"));
    expect((await asked).every((one) => one.status === "rejected" && one.reason.message === "stopped")).toBe(true);
    await first.close();
    expect(await redis.ask((client) => client.llen("stampede:runs-0.1.0:wait"))).toBe(0);
    await until(async () => (await redis.ask((client) => client.zcard("stampede:runs-0.1.0:completed"))) === 2);
    const again = await coordinator();
    const done = await runAll(again, numbers(8));
    expect(done.map((one) => one.outcome)).toEqual(numbers(8).map((i) => leave(runAt(i), PLAN).outcome));
    expect(worker.seen).toHaveLength(8);
    await again.close();
  });

  it("a worker that is stopped gives back what it has begun, for others at once", async () => {
    const slow = startWorker({ ms: 60_000 });
    const executor = await coordinator();
    const done = runAll(executor, numbers(2));
    await until(() => slow.seen.length === 2);
    const report = await slow.end();
    expect(report).toMatchObject({ done: 0, failed: 0, returned: 2 });
    const quick = startWorker();
    await done;
    expect([...quick.seen].sort()).toEqual(numbers(2).map((i) => runAt(i).key));
    await executor.close();
  });
});

describe("versions", () => {
  it("a worker of another version refuses by name, on both sides, and the runs stay for others", async () => {
    const other = startWorker({ version: "0.0.9" });
    const executor = await coordinator();
    const done = runAll(executor, numbers(4));
    const words = "this worker runs 0.0.9, the sweep wants 0.1.0";
    await until(
      () => other.notes.some((said) => said.includes(words)) && executor.notes.some((said) => said.includes(words)),
    );
    expect(other.seen).toEqual([]);
    expect(await redis.ask((client) => client.llen("stampede:runs-0.1.0:wait"))).toBe(4);
    startWorker();
    await done;
    expect((await other.end()).refused).toBe(1);
    await executor.close();
  });
});
