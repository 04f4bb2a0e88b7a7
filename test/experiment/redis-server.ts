/** A real Redis of one's own: on loopback, on a free port, with an append-only file in a directory of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";

export class RedisServer {
  readonly directory: string;
  readonly port: number;
  private readonly args: readonly string[];
  private readonly password: string | undefined;
  private child: ChildProcess | null = null;

  private constructor(directory: string, port: number, args: readonly string[], password?: string) {
    this.password = password;
    this.directory = directory;
    this.port = port;
    this.args = args;
  }

  /** Starts one that wants a password when one is given. `args` are more of its own options. */
  static async start(password?: string, args: readonly string[] = []): Promise<RedisServer> {
    const directory = mkdtempSync(join(tmpdir(), "stampede-redis-"));
    const secured = password === undefined ? args : ["--requirepass", password, ...args];
    const server = new RedisServer(directory, await freePort(), secured, password);
    await server.up();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it, again after a `kill`, on what its append-only file holds. */
  async up(): Promise<void> {
    const own = ["--port", `${this.port}`, "--bind", "127.0.0.1", "--dir", this.directory, "--save", ""];
    const safe = ["--appendonly", "yes", "--appendfsync", "always", "--maxmemory-policy", "noeviction"];
    this.child = spawn("redis-server", [...own, ...safe, ...this.args], { stdio: ["ignore", "pipe", "pipe"] });
    this.child.on("error", (error) => {
      throw new Error(`redis-server is needed for these tests (apt-get install redis-server): ${error.message}`);
    });
    await new Promise<void>((resolve, reject) => {
      let said = "";
      this.child?.stdout?.on("data", (chunk: Buffer) => {
        said += chunk;
        if (said.includes("Ready to accept connections")) resolve();
      });
      this.child?.once("exit", () => reject(new Error(`redis-server did not start:\n${said}`)));
    });
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    const { child } = this;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  }

  /** Asks it something as a client of one's own. */
  async ask<T>(question: (redis: Redis) => Promise<T>): Promise<T> {
    const redis = new Redis({
      host: "127.0.0.1",
      port: this.port,
      ...(this.password === undefined ? {} : { password: this.password }),
    });
    try {
      return await question(redis);
    } finally {
      redis.disconnect();
    }
  }

  async end(): Promise<void> {
    await this.kill();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  server.close();
  await once(server, "close");
  return address.port;
}
