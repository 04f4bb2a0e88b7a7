/** Sweeps over a real Redis with processes of their own for the coordinator and each worker, some of which die. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { SMALL, stampede } from "../cli/stampede.ts";
import { freePort, RedisServer } from "./redis-server.ts";

const PACKAGE = fileURLToPath(new URL("../../", import.meta.url));
const PASSWORD = "pass/word:that+is#odd";
const RUNS = 12;

let redis: RedisServer;
let directory: string;
let sweep: string;
let url: string;
/** What one machine leaves without a queue. */
let expected: Buffer;

beforeAll(async () => {
  redis = await RedisServer.start(PASSWORD);
  url = `redis://:${encodeURIComponent(PASSWORD)}@127.0.0.1:${redis.port}`;
  directory = mkdtempSync(join(tmpdir(), "stampede-queue-"));
  sweep = join(directory, "sweep.yaml");
  writeFileSync(
    sweep,
    `name: queued
base: ${SMALL}
design: { method: grid }
parameters:
  shocks.0.size: { values: [-10%, -20%, -25%] }
  clearing.pit.margin.maintenance: { values: [8%, 10%] }
seeds: 2
series: { tables: [venues], points: [1] }
`,
  );
  const local = stampede(["sweep", sweep, "--out", join(directory, "local"), "--quiet"]);
  expect(local.status, local.stderr).toBe(0);
  expected = readFileSync(join(directory, "local", "results.parquet"));
});
afterAll(async () => {
  await redis.end();
  rmSync(directory, { recursive: true, force: true });
});

/** A process that was started here, with what it has said so far. */
class Started {
  said = "";
  readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;

  constructor(args: readonly string[], bin = join(PACKAGE, "bin/stampede.js")) {
    this.child = spawn(process.execPath, [bin, ...args], { env: { ...process.env, QUEUE_URL: url } });
    this.child.stdout?.on("data", (data) => {
      this.said += data;
    });
    this.child.stderr?.on("data", (data) => {
      this.said += data;
    });
    this.ended = once(this.child, "close");
    all.push(this);
  }

  /** Ends it by a signal; resolves with its exit status when it is gone. */
  async kill(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    return await this.status();
  }

  async status(): Promise<number | null> {
    await this.ended;
    return this.child.exitCode;
  }
}

const all: Started[] = [];
afterEach(async () => {
  for (const one of all.splice(0)) {
    await one.kill("SIGKILL");
    expect(one.said).not.toContain(PASSWORD);
    expect(one.said).not.toContain(encodeURIComponent(PASSWORD));
  }
  await redis.ask((client) => client.flushall());
});

const startWorker = (...more: string[]) =>
  new Started(["worker", "--queue", "env:QUEUE_URL", "--jobs", "1", "--lock", "2", ...more]);
const startSweep = (name: string) => new Started(["sweep", sweep, "--out", join(directory, name), "--queue", url]);

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 1200; i++) {
    if (await what()) return;
    await pause(50);
  }
  throw new Error(`waited in vain for ${what}; what was said:\n${all.map((one) => one.said).join("\n--\n")}`);
}

/** Runs that are on the disk. */
const stored = (name: string): number => {
  const log = join(directory, name, "log.jsonl");
  return existsSync(log) ? readFileSync(log, "utf8").split("\n").length - 1 : 0;
};
const length = (list: string) => redis.ask((client) => client.llen(`stampede:runs-${version()}:${list}`));
const version = (): string => JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8")).version;

/** The store is what one machine leaves; no run was made twice into it; nothing secret is in it. */
function expectWhole(name: string): void {
  const store = join(directory, name);
  expect(readFileSync(join(store, "results.parquet")).equals(expected)).toBe(true);
  expect(stored(name)).toBe(RUNS);
  const local = join(directory, "local");
  for (const run of readdirSync(join(local, "series")))
    expect(
      readFileSync(join(store, "series", run, "venues.parquet")).equals(
        readFileSync(join(local, "series", run, "venues.parquet")),
      ),
    ).toBe(true);
  for (const file of ["log.jsonl", "manifest.json", "sweep.yaml"])
    expect(readFileSync(join(store, file), "utf8")).not.toContain(encodeURIComponent(PASSWORD));
}

describe("a sweep over a queue", () => {
  it("leaves what one machine leaves; workers end by themselves when asked to", async () => {
    const coordinator = startSweep("plain");
    await until(async () => (await length("wait")) > 0);
    const workers = [startWorker("--until-empty"), startWorker("--until-empty", "--json")];
    expect(await coordinator.status(), coordinator.said).toBe(0);
    expectWhole("plain");
    for (const worker of workers) expect(await worker.status(), worker.said).toBe(0);
    expect(workers[0].said).toMatch(/serving sweep queued-[0-9a-f]{8}\n\d+ runs done, 0 failed/);
    expect(JSON.parse(workers[1].said.split("\n").at(-2) as string)).toMatchObject({
      failed: 0,
      returned: 0,
      refused: 0,
    });
  });

  it("lives through a worker that is killed in mid-run", async () => {
    const coordinator = startSweep("worker-killed");
    const [first] = [startWorker(), startWorker()];
    await until(
      async () => stored("worker-killed") >= 2 && first.said.includes("serving") && (await length("active")) === 2,
    );
    await first.kill("SIGKILL");
    expect(await coordinator.status(), coordinator.said).toBe(0);
    expect(coordinator.said).toMatch(/run [0-9a-f]{16}-s\d+: its worker fell silent; another takes it/);
    expectWhole("worker-killed");
  });

  it("lives through a coordinator that is killed: what ended meanwhile is picked up", async () => {
    const killed = startSweep("coordinator-killed");
    const workers = [startWorker(), startWorker()];
    await until(() => stored("coordinator-killed") >= 2);
    await killed.kill("SIGKILL");
    const before = stored("coordinator-killed");
    expect(before).toBeLessThan(RUNS);
    await until(async () => (await length("wait")) + (await length("active")) === 0);
    for (const worker of workers) await worker.kill("SIGKILL");
    // Nobody is left who could run anything: what comes now was there.
    const again = startSweep("coordinator-killed");
    expect(await again.status(), again.said).toBe(0);
    expectWhole("coordinator-killed");
  });

  it("lives through a Redis that is killed and comes back with its append-only file", async () => {
    const coordinator = startSweep("redis-killed");
    const workers = [startWorker(), startWorker()];
    await until(() => stored("redis-killed") >= 2);
    await redis.kill();
    await until(() => [coordinator, ...workers].every((one) => one.said.includes("is away; waiting for it")));
    expect(stored("redis-killed")).toBeLessThan(RUNS);
    await redis.up();
    expect(await coordinator.status(), coordinator.said).toBe(0);
    expect(coordinator.said).toMatch(/is back/);
    expectWhole("redis-killed");
  });

  it("is refused by a worker of another version, on both sides, and made by one of its own", async () => {
    const other = join(directory, "other");
    for (const part of ["bin", "dist"]) cpSync(join(PACKAGE, part), join(other, part), { recursive: true });
    symlinkSync(join(PACKAGE, "node_modules"), join(other, "node_modules"));
    const own = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8"));
    writeFileSync(join(other, "package.json"), JSON.stringify({ ...own, version: "0.0.9" }));
    const worker = new Started(["worker", "--queue", url, "--jobs", "1"], join(other, "bin/stampede.js"));
    const coordinator = startSweep("versions");
    const words = `this worker runs 0.0.9, the sweep wants ${version()}`;
    await until(() => worker.said.includes(words) && coordinator.said.includes(words));
    expect(stored("versions")).toBe(0);
    expect(await length("wait")).toBe(RUNS);
    startWorker();
    startWorker();
    expect(await coordinator.status(), coordinator.said).toBe(0);
    expect(await worker.kill("SIGINT")).toBe(130);
    expect(worker.said).toMatch(/0 runs done/);
    expectWhole("versions");
  });

  it("stops cleanly on Ctrl-C, on either side, and goes on", async () => {
    const coordinator = startSweep("stopped");
    const worker = startWorker();
    await until(() => stored("stopped") >= 2);
    expect(await worker.kill("SIGINT"), worker.said).toBe(130);
    expect(worker.said).toMatch(/1 given back to the queue\n/);
    expect(await length("active")).toBe(0);
    expect(await coordinator.kill("SIGINT"), coordinator.said).toBe(130);
    expect(coordinator.said).toMatch(/runs stand in .*, and the same command goes on from there/);
    expect(await length("wait")).toBe(0);
    startWorker();
    startWorker();
    const again = startSweep("stopped");
    expect(await again.status(), again.said).toBe(0);
    expectWhole("stopped");
  });
});

describe("a Redis that does not answer", () => {
  it("is one sentence and exit status 2, and nothing is written", async () => {
    const port = await freePort();
    const secret = `redis://:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}`;
    const out = join(directory, "nothing");
    const none = stampede(["sweep", sweep, "--out", out, "--queue", secret]);
    expect(none).toEqual({
      status: 2,
      stdout: "",
      stderr: `stampede: the Redis at redis://127.0.0.1:${port} does not answer: the connection is refused\n`,
    });
    expect(existsSync(out)).toBe(false);
    const wrong = stampede(["worker", "--queue", `redis://:wrong-secret@127.0.0.1:${redis.port}`]);
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toMatch(/it refuses the user or the password\n$/);
    expect(wrong.stderr).not.toContain("wrong-secret");
  });
});
