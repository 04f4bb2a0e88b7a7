/** Whether a Redis answers, asked before anything else is done, and why not in one sentence. */
import { Redis } from "ioredis";
import { UsageError } from "../usage-error.ts";
import type { QueueAddress } from "./connection.ts";

/** Reasons, by what the system or Redis says. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/ECONNREFUSED/, "the connection is refused"],
  [/ENOTFOUND|EAI_AGAIN/, "no such host is known"],
  [/EHOSTUNREACH|ENETUNREACH/, "the host cannot be reached"],
  [/ETIMEDOUT/, "nothing came back in time"],
  [/WRONGPASS|invalid password/i, "it refuses the user or the password"],
  [/NOAUTH/, "it wants a password, and the URL holds none"],
  [/NOPERM/, "this user may not do what a queue needs"],
  [/Protocol error|RESP type/, "what listens there is not a Redis"],
  [
    /wrong version number|EPROTO|packet length too long/i,
    "it does not speak TLS: is it redis:// rather than rediss://?",
  ],
  [
    /self-signed|unable to (?:get|verify)|certificate/i,
    "its certificate is not trusted (NODE_EXTRA_CA_CERTS names a file of authorities)",
  ],
  [
    /ECONNRESET|Connection is closed|socket hang up/i,
    "it closes the connection: is it rediss:// rather than redis://?",
  ],
];

export interface RedisFacts {
  readonly version: string;
  /** `noeviction` unless the Redis throws keys away when it is full. */
  readonly eviction: string;
}

/**
 * Connects, asks and lets go. Throws a UsageError of one sentence when the Redis does not answer within `patience` ms,
 * wants another password, is no Redis or is too old for BullMQ.
 */
export async function askRedis({ options, shown, redact }: QueueAddress, patience: number): Promise<RedisFacts> {
  const client = new Redis({
    ...options,
    lazyConnect: true,
    connectTimeout: patience,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    enableReadyCheck: false,
  });
  // The first error says why; what a promise rejects with afterwards is only that the connection is closed.
  let said: Error | null = null;
  client.on("error", (error: Error) => {
    said ??= error;
  });
  try {
    const info = await within(patience, async () => {
      await client.connect();
      return await client.info();
    });
    const facts = { version: field(info, "redis_version"), eviction: field(info, "maxmemory_policy") };
    const [major, minor] = facts.version.split(".").map(Number);
    if (major < 6 || (major === 6 && minor < 2)) throw new Error(`its version is ${facts.version}, a queue needs 6.2`);
    return facts;
  } catch (error) {
    throw new UsageError(
      `the Redis at ${shown} does not answer: ${redact(reason(said ?? error, patience, "tls" in options))}`,
    );
  } finally {
    client.disconnect();
  }
}

function reason(error: unknown, patience: number, tls: boolean): string {
  const hint = tls ? "; does it speak TLS, or is it redis:// rather than rediss://?" : "";
  if (error === TIMEOUT) return `nothing came back within ${patience / 1000} s${hint}`;
  const { message, code = "" } = error as NodeJS.ErrnoException;
  const known = REASONS.find(([pattern]) => pattern.test(`${code} ${message}`));
  return known ? known[1] : message;
}

const TIMEOUT = new Error("timeout");

async function within<T>(ms: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(reject, ms, TIMEOUT);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

const field = (info: string, name: string): string => new RegExp(`^${name}:(.*?)\r?$`, "m").exec(info)?.[1] ?? "";
