import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadScenario } from "../../src/index.ts";
import { SMALL, stampede, start } from "./stampede.ts";

/** Mounts a tmpfs of that size; null where this user may not. */
function mount(at: string, options: string): (() => void) | null {
  mkdirSync(at);
  if (spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", at]).status !== 0) return null;
  return () => spawnSync("umount", [at]);
}

/** A run that takes far longer than the test waits for. */
const LONG = ["--no-charts", "--set", "populations.noise.members=200000"];

describe("a run in trouble", () => {
  let root: string;
  let out: string;
  const undo: (() => void)[] = [];
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "stampede-trouble-"));
    out = join(root, "runs");
  });
  afterEach(() => {
    for (const one of undo.splice(0)) one();
    rmSync(root, { recursive: true, force: true });
  });

  it.each(["SIGINT", "SIGTERM"] as const)(
    "stopped by %s says one sentence, leaves nothing, and ends in 130",
    async (signal) => {
      const child = start(["run", SMALL, "--out", out, ...LONG]);
      let stderr = "";
      let stdout = "";
      child.stdout!.on("data", (data) => (stdout += data));
      // The first line of progress says that the simulation is under way.
      await new Promise<void>((done) => {
        child.stderr!.on("data", (data) => {
          stderr += data;
          if (/ UTC /.test(stderr)) done();
        });
      });
      expect(readdirSync(out)).toEqual([expect.stringMatching(/^\.small-market-.*\.partial-/)]);
      child.kill(signal);
      const [status] = await once(child, "close");
      expect(stderr.trimEnd().split("\n").at(-1)).toBe("stampede: interrupted; nothing of this run was kept");
      expect({ status, stdout, left: readdirSync(out) }).toEqual({ status: 130, stdout: "", left: [] });
    },
  );

  it("stopped while it draws does not wait for the charts", async () => {
    const child = start(["run", SMALL, "--out", out]);
    let stderr = "";
    await new Promise<void>((done) => {
      child.stderr!.on("data", (data) => {
        stderr += data;
        if (/drawing charts/.test(stderr)) done();
      });
    });
    child.kill("SIGINT");
    const [status] = await once(child, "close");
    expect(stderr.trimEnd().split("\n").at(-1)).toBe("stampede: interrupted; nothing of this run was kept");
    expect({ status, left: readdirSync(out) }).toEqual({ status: 130, left: [] });
  });

  it("cleans up after one that was killed", async () => {
    const child = start(["run", SMALL, "--out", out, ...LONG]);
    await new Promise<void>((done) => child.stderr!.once("data", () => done()));
    child.kill("SIGKILL");
    await once(child, "close");
    expect(readdirSync(out)).toEqual([expect.stringMatching(/\.partial-/)]);
    expect(stampede(["run", SMALL, "--out", out, "--no-charts"]).status).toBe(0);
    expect(readdirSync(out)).toEqual([expect.stringMatching(/^small-market-[0-9a-f]{8}-s3$/)]);
  });

  it("on a full disk says so and leaves nothing", ({ skip }) => {
    const unmount = mount(out, "size=64k");
    if (!unmount) return skip("needs the right to mount");
    undo.push(unmount);
    const { status, stdout, stderr } = stampede(["run", SMALL, "--out", out, "--no-charts", "--quiet"]);
    expect(stderr).toBe(`stampede: cannot write to ${out}: the disk is full; nothing of this run was kept\n`);
    expect({ status, stdout, left: readdirSync(out) }).toEqual({ status: 1, stdout: "", left: [] });
  });

  it("on a read-only disk says so before it simulates", ({ skip }) => {
    const unmount = mount(out, "ro");
    if (!unmount) return skip("needs the right to mount");
    undo.push(unmount);
    const { status, stdout, stderr } = stampede(["run", SMALL, "--out", out, ...LONG]);
    expect(stderr).toBe(
      `stampede: cannot write to ${out}: the file system is read-only; nothing of this run was kept\n`,
    );
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  });

  it("where a file stands in the place of the directory says so", () => {
    writeFileSync(out, "");
    const { status, stderr } = stampede(["run", SMALL, "--out", out, ...LONG]);
    expect(stderr).toBe(
      `stampede: cannot write to ${out}: a file stands where a directory is needed; nothing of this run was kept\n`,
    );
    expect(status).toBe(1);
  });

  it("does not take a directory that is not a run for one, nor overwrite it", async () => {
    const { hash } = await loadScenario(SMALL);
    const directory = join(out, `small-market-${hash}-s3`);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, "precious.txt"), "");
    const { status, stderr } = stampede(["run", SMALL, "--out", out, ...LONG.slice(0, 1)]);
    expect(stderr).toMatch(
      /^stampede: .* stands but is not a whole run \(.*manifest\.json.*\); --force replaces it\n$/,
    );
    expect(status).toBe(1);
    expect(readdirSync(directory)).toEqual(["precious.txt"]);
  });

  it("whose output nobody reads, or goes to a full device, keeps the run and says so", () => {
    const pipe = spawnSync(
      "bash",
      ["-c", 'set -o pipefail; node bin/stampede.js run "$0" --out "$1" --no-charts --quiet | true', SMALL, out],
      { encoding: "utf8" },
    );
    expect(pipe.stderr).toBe("stampede: standard output was closed before everything was written to it\n");
    expect(pipe.status).toBe(141);
    expect(readdirSync(out)).toEqual([expect.stringMatching(/^small-market-/)]);
    const full = openSync("/dev/full", "w");
    const { status, stderr } = stampede(["run", SMALL, "--out", out, "--no-charts", "--quiet"], { stdout: full });
    closeSync(full);
    expect(stderr).toBe("stampede: cannot write to standard output: the disk is full\n");
    expect(status).toBe(1);
  });
});
