/** A sweep in parts: the job array's script, run as Slurm would, and the stores of its tasks joined into one. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isInPart, parsePart } from "../../src/experiment/sweep/part.ts";
import { SMALL, stampede } from "../cli/stampede.ts";

describe("parts", () => {
  it("hold every run once, equal but for one, seed by seed", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 30 }),
        (points, seeds, of) => {
          const runs = Array.from({ length: points * seeds }, (_, run) => run);
          const parts = Array.from({ length: of }, (_, i) =>
            runs.filter((run) => isInPart({ index: i + 1, of }, run, points, seeds)),
          );
          expect(parts.flat().sort((a, b) => a - b)).toEqual(runs);
          const sizes = parts.map((part) => part.length);
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
          for (const part of parts)
            expect(new Set(part.map((run) => run % seeds)).size).toBeLessThanOrEqual(
              Math.ceil(part.length / points) + 1,
            );
        },
      ),
    );
  });

  it("are written 3/20", () => {
    expect(parsePart("3/20")).toEqual({ index: 3, of: 20 });
    for (const text of ["", "3", "0/2", "3/2", "1/0", "-1/2", "1/2/3", "a/b", "1.5/2"])
      expect(() => parsePart(text), text).toThrow(`a part is written 3/20, the third of twenty, not ${text}`);
  });
});

describe("a job array", () => {
  let directory: string;
  let sweep: string;
  let store: string;
  let script: string;
  let expected: Buffer;
  const part = (i: number) => join(`${store}-parts`, `part-${i}`);
  const results = (of: string) => readFileSync(join(of, "results.parquet"));
  const lines = (of: string) => readFileSync(join(of, "log.jsonl"), "utf8").trim().split("\n");
  const task = (i: number) =>
    spawnSync("bash", [script], {
      encoding: "utf8",
      cwd: tmpdir(),
      env: { ...process.env, SLURM_ARRAY_TASK_ID: `${i}`, SLURM_CPUS_PER_TASK: "1" },
    });

  beforeAll(() => {
    // A place whose name no careless script survives.
    directory = mkdtempSync(join(tmpdir(), "it's $HOME & "));
    sweep = join(directory, "a sweep.yaml");
    store = join(directory, "whole");
    script = join(directory, "array.sh");
    writeFileSync(
      sweep,
      `name: in-parts
base: ${SMALL}
design: { method: list }
parameters:
  shocks.0.size: { values: [-5%, -25%, -5%] }
  populations.longs.leverage: { values: [{ uniform: [7, 9] }, { uniform: [7, 9] }, { uniform: [6, 8] }] }
seeds: [4, 5]
series: { tables: [world], points: [0] }
`,
    );
    const local = stampede(["sweep", sweep, "--out", join(directory, "local"), "--quiet"]);
    expect(local.status, local.stderr).toBe(0);
    expected = results(join(directory, "local"));
    const printed = stampede(["sweep", sweep, "--out", store, "--print-array", "slurm", "--parts", "2"]);
    expect(printed.status, printed.stderr).toBe(0);
    expect(printed.stderr).toBe("");
    writeFileSync(script, printed.stdout);
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it("is a script that a shell and Slurm can read, and printing it writes nothing", () => {
    expect(existsSync(store)).toBe(false);
    expect(existsSync(`${store}-parts`)).toBe(false);
    expect(spawnSync("bash", ["-n", script]).status).toBe(0);
    const text = readFileSync(script, "utf8");
    expect(text).toMatch(/^#!\/bin\/bash\n/);
    expect(text).toMatch(/^#SBATCH --array=1-2$/m);
    // Slurm stops reading at the first line that is neither blank nor a comment.
    const head = text.slice(0, text.indexOf("\nset -euo pipefail"));
    expect(head.split("\n").every((line) => line.startsWith("#"))).toBe(true);
    const bare = spawnSync("bash", [script], { encoding: "utf8", env: { PATH: process.env["PATH"] } });
    expect(bare.status).not.toBe(0);
    expect(bare.stderr).toMatch(/submit it with sbatch/);
  });

  it("makes its parts, again without making anything twice, and merge joins them to what one machine leaves", () => {
    expect(task(1).status).toBe(0);
    const half = stampede(["merge", store, part(1), "--json"]);
    expect(half.status).toBe(1);
    expect(JSON.parse(half.stdout)).toMatchObject({ directory: store, runs: 6, done: 3, failed: 0, missing: 3 });
    expect(half.stderr).toBe("3 runs are missing: start their parts again, then merge again\n");
    expect(task(2).status).toBe(0);
    const logs = lines(part(2));
    expect(task(2).status).toBe(0);
    expect(lines(part(2))).toEqual(logs);
    const whole = stampede(["merge", store, part(1), part(2)]);
    expect(whole.status, whole.stderr).toBe(0);
    expect(whole.stdout).toBe(`${store}: 6 of 6 runs, 0 failed\n`);
    expect(results(store).equals(expected)).toBe(true);
    expect(readdirSync(join(store, "series")).sort()).toEqual(readdirSync(join(directory, "local", "series")).sort());
    const manifest = (of: string) => {
      const { timings, machine, logBytes, ...rest } = JSON.parse(readFileSync(join(of, "manifest.json"), "utf8"));
      return rest;
    };
    expect(manifest(store)).toEqual(manifest(join(directory, "local")));
    const analysed = stampede(["query", store, "SELECT count(*) AS n FROM results"]);
    expect(analysed.stdout, analysed.stderr).toMatch(/6/);
  });

  it("parts that hold the same run alike are joined; the order of parts does not matter", () => {
    const twice = join(directory, "twice");
    const merged = stampede(["merge", twice, part(2), part(1), join(directory, "local"), "--json"]);
    expect(merged.status, merged.stderr).toBe(0);
    expect(JSON.parse(merged.stdout)).toMatchObject({ done: 6, duplicates: 6 });
    expect(lines(twice)).toHaveLength(6);
    expect(results(twice).equals(expected)).toBe(true);
  });

  it("parts that hold a run differently are refused by the run's name, and nothing is written", () => {
    const bent = join(directory, "bent");
    cpSync(part(1), bent, { recursive: true });
    const [first, ...rest] = lines(bent).map((line) => JSON.parse(line));
    first.summary["pit.fall"] += 1e-15;
    writeFileSync(join(bent, "log.jsonl"), `${[first, ...rest].map((line) => JSON.stringify(line)).join("\n")}\n`);
    const out = join(directory, "refused");
    const merged = stampede(["merge", out, part(1), bent]);
    expect(merged.status).toBe(2);
    expect(merged.stderr).toBe(
      `stampede: run ${first.key} ended differently in ${part(1)} and ${bent}: the same seed must give the same run\n`,
    );
    expect(existsSync(out)).toBe(false);
  });

  it("a run that failed in one part and ended well in another ended well", () => {
    const bent = join(directory, "failed");
    cpSync(part(1), bent, { recursive: true });
    const failed = lines(bent).map((line) => ({
      ...JSON.parse(line),
      status: "failed",
      error: "no memory",
      summary: null,
    }));
    writeFileSync(join(bent, "log.jsonl"), `${failed.map((line) => JSON.stringify(line)).join("\n")}\n`);
    const out = join(directory, "mended");
    const merged = stampede(["merge", out, bent, part(1), part(2)]);
    expect(merged.status, merged.stderr).toBe(0);
    expect(results(out).equals(expected)).toBe(true);
  });

  it("what is not a part of this sweep is refused in one sentence", () => {
    const other = join(directory, "other.yaml");
    writeFileSync(
      other,
      readFileSync(sweep, "utf8")
        .replace("seeds: [4, 5]", "seeds: [4]")
        .replace("[-5%, -25%, -5%]", "[-5%, -25%, -9%]"),
    );
    expect(stampede(["sweep", other, "--part", "1/3", "--out", join(directory, "larger"), "--quiet"]).status).toBe(0);
    const out = join(directory, "no");
    const refusals = [join(directory, "larger"), directory, join(directory, "nowhere")].map((place) =>
      stampede(["merge", out, part(1), place]),
    );
    expect(refusals.map((one) => one.status)).toEqual([2, 2, 2]);
    expect(refusals[0].stderr).toMatch(/are of one sweep with different points, seeds or metrics/);
    expect(refusals[1].stderr).toMatch(/is not the store of a sweep: it has no manifest\.json/);
    expect(refusals[2].stderr).toMatch(/is not the store of a sweep: there is no such directory/);
    expect(refusals.every((one) => one.stderr.trimEnd().split("\n").length === 1)).toBe(true);
    expect(existsSync(out)).toBe(false);
  });
});
