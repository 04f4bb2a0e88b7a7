import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PartialDirectory } from "../../src/experiment/partial-directory.ts";
import { StorageError } from "../../src/experiment/storage-error.ts";

describe("a partial directory", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "stampede-partial-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const put = (directory: PartialDirectory, text: string) => {
    mkdirSync(join(directory.path, "charts"));
    writeFileSync(join(directory.path, "charts", "a.txt"), text);
  };
  const got = () => readFileSync(join(root, "silver-s7", "charts", "a.txt"), "utf8");

  it("stands under its final name only once published", () => {
    const partial = new PartialDirectory(root, "silver-s7");
    put(partial, "whole");
    expect(existsSync(partial.target)).toBe(false);
    partial.publish();
    expect(readdirSync(root)).toEqual(["silver-s7"]);
    expect(got()).toBe("whole");
  });

  it("says what becomes of the work when it cannot be made", () => {
    writeFileSync(join(root, "file"), "");
    const place = join(root, "file", "store");
    const reason = `cannot write to ${place}: a file stands where a directory is needed; `;
    expect(() => new PartialDirectory(place, "analysis", "an analysis is kept")).toThrow(
      `${reason}an analysis is kept`,
    );
    expect(() => new PartialDirectory(place, "run")).toThrow(`${reason}nothing of this run was kept`);
  });

  it("takes the place of what stands, and leaves nothing else", () => {
    for (const text of ["old", "new"]) {
      const partial = new PartialDirectory(root, "silver-s7");
      put(partial, text);
      partial.publish();
    }
    expect(readdirSync(root)).toEqual(["silver-s7"]);
    expect(got()).toBe("new");
  });

  it("leaves what stands alone when discarded, also after being published", () => {
    const first = new PartialDirectory(root, "silver-s7");
    put(first, "old");
    first.publish();
    first.discard();
    const second = new PartialDirectory(root, "silver-s7");
    put(second, "new");
    second.discard();
    expect(readdirSync(root)).toEqual(["silver-s7"]);
    expect(got()).toBe("old");
  });

  it("cleans away what dead processes of this machine left, and nothing else", async () => {
    const host = hostname().replaceAll(/[^A-Za-z0-9.]/g, "_");
    const dead = spawnSync(process.execPath, ["-e", ""]).pid;
    const living = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"]);
    const names = {
      dead: `.silver-s7.partial-${host}-${dead}`,
      replaced: `.silver-s7.old-${host}-${dead}`,
      living: `.silver-s7.partial-${host}-${living.pid}`,
      elsewhere: `.silver-s7.partial-another.host-${dead}`,
      other: ".silver-s7",
    };
    for (const name of Object.values(names)) mkdirSync(join(root, name));
    new PartialDirectory(root, "gold-s1").discard();
    expect(readdirSync(root).sort()).toEqual([names.living, names.elsewhere, names.other].sort());
    living.kill();
  });

  it("is taken away when the process ends before it is published", () => {
    const script = `
      import { PartialDirectory } from ${JSON.stringify(new URL("../../dist/experiment/partial-directory.js", import.meta.url).href)};
      const partial = new PartialDirectory(process.argv[1], "silver-s7");
      if (!(await import("node:fs")).existsSync(partial.path)) process.exit(9);
      process.exit(3);`;
    const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script, root], {
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(status).toBe(3);
    expect(readdirSync(root)).toEqual([]);
  });

  it("says in one sentence that a file stands where its directory should be", () => {
    const file = join(root, "runs");
    writeFileSync(file, "");
    const make = () => new PartialDirectory(file, "silver-s7");
    expect(make).toThrow(StorageError);
    expect(make).toThrow(
      `cannot write to ${file}: a file stands where a directory is needed; nothing of this run was kept`,
    );
  });

  it("leaves alone what the same process writes beside it", () => {
    const first = new PartialDirectory(root, "first");
    const second = new PartialDirectory(root, "second");
    writeFileSync(join(first.path, "kept"), "");
    first.publish();
    second.discard();
    expect(readdirSync(join(root, "first"))).toEqual(["kept"]);
  });
});
