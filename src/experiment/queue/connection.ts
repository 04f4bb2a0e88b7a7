/** The queue's address: a Redis URL, read once, and shown without what is secret in it. */
import { isIP } from "node:net";
import { UsageError } from "../usage-error.ts";

/** What ioredis and BullMQ connect with. */
export interface RedisAccess {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  /** Present: TLS; the name that the certificate must bear. */
  readonly tls?: { readonly servername?: string };
  readonly maxRetriesPerRequest: null;
  readonly retryStrategy: (times: number) => number;
  readonly keepAlive: number;
}

export interface QueueAddress {
  /** Scheme, host, port and database, for people: neither user nor password. */
  readonly shown: string;
  readonly options: RedisAccess;
  /** Any text, such as an error's, with the password struck out. */
  redact(text: string): string;
}

const EXPECTED =
  "expected redis://host:6379, or rediss://user:password@host:6380/0 for TLS " +
  "(special characters of a password percent-encoded)";

/**
 * Reads `redis://` and `rediss://` (TLS) URLs: `scheme://[user][:password]@host[:port][/database]`. `env:NAME` reads the
 * URL from an environment variable, so that no list of processes shows it. Throws a UsageError that repeats nothing of
 * what may be secret.
 */
export function parseQueueUrl(text: string): QueueAddress {
  const url = readUrl(text.startsWith("env:") ? fromEnvironment(text.slice(4)) : text);
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const port = url.port === "" ? 6379 : Number(url.port);
  const database = readDatabase(url.pathname);
  const username = decodeURIComponent(url.username);
  const password = decodeURIComponent(url.password);
  const tls = url.protocol === "rediss:";
  const secrets = [url.password, password].filter((secret) => secret !== "");
  return {
    shown: `${url.protocol}//${url.hostname}:${port}${database === 0 ? "" : `/${database}`}`,
    options: {
      host,
      port,
      db: database,
      ...(username === "" ? {} : { username }),
      ...(password === "" ? {} : { password }),
      ...(tls ? { tls: isIP(host) === 0 ? { servername: host } : {} } : {}),
      // Commands wait for a Redis that comes back; whoever sends one decides how long.
      maxRetriesPerRequest: null,
      retryStrategy: (times) => Math.min(100 * 2 ** Math.min(times, 5), 2_000),
      keepAlive: 10_000,
    },
    redact: (said) => secrets.reduce((rest, secret) => rest.replaceAll(secret, "***"), said),
  };
}

function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new UsageError(`the environment variable ${name} holds no queue URL`);
  return value;
}

function readUrl(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
    decodeURIComponent(url.username + url.password);
  } catch {
    throw new UsageError(`the queue's URL cannot be read: ${EXPECTED}`);
  }
  if (url.protocol !== "redis:" && url.protocol !== "rediss:")
    throw new UsageError(`a queue's URL begins with redis:// or rediss://, not ${url.protocol}//: ${EXPECTED}`);
  if (url.hostname === "") throw new UsageError(`the queue's URL names no host: ${EXPECTED}`);
  if (url.search !== "" || url.hash !== "")
    throw new UsageError(`a queue's URL takes nothing after the database, no ? and no #: ${EXPECTED}`);
  return url;
}

function readDatabase(path: string): number {
  if (path === "" || path === "/") return 0;
  if (!/^\/\d{1,5}$/.test(path))
    throw new UsageError(`the database in the queue's URL is not a whole number: ${EXPECTED}`);
  return Number(path.slice(1));
}
