import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCascade } from "../../src/experiment/cascade/read-cascade.ts";
import { RUN_FORMAT } from "../../src/experiment/run-manifest.ts";
import { writeParquet } from "../../src/experiment/tables/parquet.ts";
import { runTables } from "../../src/experiment/tables/run-tables.ts";
import { plantedRun } from "../analysis/cascade/planted.ts";

const run = plantedRun();
let out: string;

/** Writes the run's tables, all or those that `keep` wants, and what makes a directory a run. */
async function store(name: string, keep: (table: string) => boolean = () => true): Promise<void> {
  const directory = join(out, name);
  mkdirSync(directory);
  await writeParquet(
    directory,
    runTables(run).filter((table) => keep(table.name)),
  );
  writeFileSync(join(directory, "manifest.json"), JSON.stringify({ format: RUN_FORMAT, run: name, seed: 1 }));
  writeFileSync(join(directory, "summary.json"), "{}");
}

beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), "stampede-cascade-"));
  await store("planted");
  await store("bare", (table) => !table.startsWith("cascade"));
  await store("late");
  const late = { format: RUN_FORMAT, run: "late", seed: 1, from: "2026-01-29T08:03:00.000Z" };
  writeFileSync(join(out, "late", "manifest.json"), JSON.stringify(late));
});
afterAll(() => rmSync(out, { recursive: true }));

describe("a run's cascade, read from its tables", () => {
  it("is what the planted market has", async () => {
    const { run: name, venues } = await readCascade("planted", { out, most: 3 });
    expect(name).toBe("planted");
    expect(venues).toHaveLength(1);
    const [pit] = venues;
    expect(pit).toMatchObject({ venue: "pit", episodes: 9, accounts: 9, lots: 20, peak: null });
    expect(pit.forcedShareOfFall).toBeCloseTo(0.9, 12);
    expect(pit.generations.map(({ generation }) => generation)).toEqual([0, 1, 2]);
    expect(pit.generations.reduce((sum, { lots }) => sum + lots, 0)).toBeCloseTo(20, 9);
    const made = pit.branching.reduce((sum, { triggeredLots }) => sum + triggeredLots, 0);
    expect(made).toBeCloseTo(20 * (1 - (pit.rootShare as number)), 9);
    expect(pit.chains).toHaveLength(3);
    expect(pit.chains[0]).toMatchObject({
      member: 0,
      population: "crowd",
      time: "2026-01-29T08:03:00Z",
      episodes: 5,
      lots: 12,
    });
  });

  it.each([
    ["nothing", undefined, "there is no run nothing"],
    [
      "bare",
      undefined,
      "bare lacks cascade-edges.parquet, cascade-generations.parquet, cascade-branching.parquet: it was run with record.attribution off",
    ],
    ["late", undefined, "late was recorded from 2026-01-29T08:03:00.000Z on: the tree needs all forced sales"],
    ["planted", "pti", 'there is no venue "pti"; expected one of pit'],
  ])("says in one sentence what is wrong: %s %s", async (name, venue, message) => {
    await expect(readCascade(name, { out, venue, most: 3 })).rejects.toThrow(message);
  });
});
