import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askRedis } from "../../src/experiment/queue/answer.ts";
import { parseQueueUrl } from "../../src/experiment/queue/connection.ts";
import { freePort, RedisServer } from "./redis-server.ts";

const SECRET = "s3cret/with#odd:signs";
const ENCODED = encodeURIComponent(SECRET);
const PATIENCE = 1500;

const complaint = async (url: string): Promise<string> => {
  const address = parseQueueUrl(url);
  const began = performance.now();
  const error = await askRedis(address, PATIENCE).then(
    () => new Error("it answers"),
    (reason: Error) => reason,
  );
  expect(error.name).toBe("UsageError");
  expect(error.message).not.toContain("\n");
  expect(error.message).not.toContain(SECRET);
  expect(performance.now() - began).toBeLessThan(PATIENCE * 3);
  return error.message;
};

describe("a queue's URL", () => {
  it("is read: host, port, database, user, password, TLS", () => {
    expect(parseQueueUrl("redis://example.org").options).toMatchObject({ host: "example.org", port: 6379, db: 0 });
    const full = parseQueueUrl(`rediss://me:${ENCODED}@example.org:6380/3`);
    expect(full.options).toMatchObject({
      host: "example.org",
      port: 6380,
      db: 3,
      username: "me",
      password: SECRET,
      tls: { servername: "example.org" },
    });
    expect(full.shown).toBe("rediss://example.org:6380/3");
    expect(parseQueueUrl("redis://[::1]:7000").options).toMatchObject({ host: "::1", port: 7000 });
  });

  it("may come from the environment", () => {
    process.env["STAMPEDE_TEST_URL"] = "redis://example.org:7001";
    expect(parseQueueUrl("env:STAMPEDE_TEST_URL").shown).toBe("redis://example.org:7001");
    expect(() => parseQueueUrl("env:STAMPEDE_TEST_NONE")).toThrow("STAMPEDE_TEST_NONE holds no queue URL");
  });

  it("is refused in one sentence that repeats no password", () => {
    for (const url of [
      "",
      "somewhere:6379",
      "http://example.org",
      `redis://me:${SECRET}@example.org`,
      `redis://:${ENCODED}@`,
      `redis://:${ENCODED}@example.org/first`,
      `redis://:${ENCODED}@example.org?tls=true`,
      `redis://:${ENCODED}%@example.org`,
      `redis://:${ENCODED}@example.org:99999`,
    ]) {
      let said = "";
      try {
        parseQueueUrl(url);
      } catch (error) {
        expect((error as Error).name).toBe("UsageError");
        said = (error as Error).message;
      }
      expect(said, url).toMatch(/expected redis:\/\//);
      expect(said).not.toMatch(/s3cret/);
    }
  });

  it("strikes its password out of any text, written either way", () => {
    const { redact } = parseQueueUrl(`redis://:${ENCODED}@example.org`);
    expect(redact(`AUTH ${SECRET} and ${ENCODED}, ${SECRET}`)).toBe("AUTH *** and ***, ***");
  });
});

describe("a Redis that does not answer", () => {
  let redis: RedisServer;
  let silent: Server;
  let http: Server;
  beforeAll(async () => {
    redis = await RedisServer.start(SECRET);
    silent = createServer(() => {}).listen(0, "127.0.0.1");
    http = createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")).listen(0, "127.0.0.1");
  });
  afterAll(async () => {
    await redis.end();
    silent.close();
    http.close();
  });
  const portOf = (server: Server) => (server.address() as { port: number }).port;

  it("answers with the right password", async () => {
    const facts = await askRedis(parseQueueUrl(`redis://:${ENCODED}@127.0.0.1:${redis.port}`), PATIENCE);
    expect(facts.eviction).toBe("noeviction");
  });

  it("is not there", async () => {
    expect(await complaint(`redis://:${ENCODED}@127.0.0.1:${await freePort()}`)).toMatch(
      /^the Redis at redis:\/\/127\.0\.0\.1:\d+ does not answer: the connection is refused$/,
    );
    expect(await complaint("redis://no-such-host.invalid")).toMatch(/no such host is known/);
  });

  it("says nothing", async () => {
    expect(await complaint(`redis://127.0.0.1:${portOf(silent)}`)).toMatch(/nothing came back within 1\.5 s/);
  });

  it("is something else", async () => {
    expect(await complaint(`redis://127.0.0.1:${portOf(http)}`)).toMatch(/what listens there is not a Redis/);
  });

  it("wants another password, or one at all", async () => {
    expect(await complaint(`redis://:wrong@127.0.0.1:${redis.port}`)).toMatch(/it refuses the user or the password/);
    expect(await complaint(redis.url)).toMatch(/it wants a password, and the URL holds none/);
  });

  it("does not speak TLS", async () => {
    expect(await complaint(`rediss://:${ENCODED}@127.0.0.1:${redis.port}`)).toMatch(
      /does it speak TLS, or is it redis:\/\/ rather than rediss:\/\/\?/,
    );
  });
});

describe("TLS", () => {
  let redis: RedisServer;
  let port: number;
  let certificate: string;
  beforeAll(async () => {
    port = await freePort();
    redis = await RedisServer.start();
    certificate = join(redis.directory, "cert.pem");
    const key = join(redis.directory, "key.pem");
    const made = spawnSync("openssl", [
      ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"],
      ...["-keyout", key, "-out", certificate, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
    ]);
    expect(made.status, String(made.stderr)).toBe(0);
    await redis.ask(async (client) => {
      await client.call(
        "CONFIG",
        "SET",
        "tls-cert-file",
        certificate,
        "tls-key-file",
        key,
        "tls-auth-clients",
        "no",
        "tls-port",
        `${port}`,
      );
    });
  });
  afterAll(() => redis.end());

  it("is spoken, and a certificate that nobody vouches for is refused", async () => {
    const address = parseQueueUrl(`rediss://localhost:${port}`);
    await expect(askRedis(address, PATIENCE)).rejects.toThrow(/its certificate is not trusted/);
    await expect(askRedis(parseQueueUrl(`redis://localhost:${port}`), PATIENCE)).rejects.toThrow(
      /is it rediss:\/\/ rather than redis:\/\/\?/,
    );
    const trusting = {
      ...address,
      options: { ...address.options, tls: { ...address.options.tls, ca: readFileSync(certificate) } },
    };
    expect((await askRedis(trusting, PATIENCE)).version).toMatch(/^\d+\./);
  });
});
