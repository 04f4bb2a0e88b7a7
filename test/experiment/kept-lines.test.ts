import { describe, expect, it } from "vitest";
import { KeptLines } from "../../src/experiment/sweep/kept-lines.ts";
import { SweepRuns } from "../../src/experiment/sweep/sweep-runs.ts";

describe("the lines that count", () => {
  const keys = ["00000000000000aa", "00000000000000bb"];
  const make = () => new KeptLines(new SweepRuns(keys, { seeds: [9, 3], common: true }));

  it("are kept by the number of the run, the last one given for each", () => {
    const kept = make();
    const run = kept.numberOf(`${keys[1]}-s3`);
    expect(run).toBe(3);
    expect(kept.has(run)).toBe(false);
    kept.keep(run, { part: 0, line: 7, ok: false, digest: 5n });
    kept.keep(run, { part: 2, line: 1, ok: true, digest: 2n ** 64n - 1n });
    expect([kept.part(run), kept.ok(run), kept.digest(run)]).toEqual([2, true, 2n ** 64n - 1n]);
    expect([kept.holds(run, 2, 1), kept.holds(run, 0, 7)]).toEqual([true, false]);
    expect([...kept.entries()]).toEqual([[`${keys[1]}-s3`, 2]]);
  });

  it("may be of runs that the plan does not hold, as many as there are", () => {
    const kept = make();
    const others = Array.from({ length: 1000 }, (_, i) => `00000000000000cc-s${i}`);
    for (const [i, key] of others.entries())
      kept.keep(kept.numberOf(key), { part: i % 3, line: i + 1, ok: i % 2 === 0, digest: BigInt(i) });
    kept.keep(kept.numberOf(`${keys[0]}-s9`), { part: 1, line: 1, ok: true, digest: 1n });
    expect([...kept.entries()]).toEqual([[`${keys[0]}-s9`, 1], ...others.map((key, i) => [key, i % 3])]);
    for (const [i, key] of others.entries()) {
      const run = kept.numberOf(key);
      expect([kept.ok(run), kept.digest(run)]).toEqual([i % 2 === 0, BigInt(i)]);
    }
  });
});
