/** Sweep files in a directory of their own, over a small base. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LoadedSweep, loadSweep, type SweepChanges } from "../../src/experiment/sweep/load-sweep.ts";
import { ScenarioError } from "../../src/scenario/index.ts";

export const SMALL = new URL("../../configs/small-crash.yaml", import.meta.url).pathname;

export class SweepFolder {
  readonly path = mkdtempSync(join(tmpdir(), "sweep-file-"));

  /** Writes a file into the directory; returns its path. */
  write(text: string, name = "x.yaml"): string {
    const path = join(this.path, name);
    writeFileSync(path, text);
    return path;
  }

  load(text: string, changes?: SweepChanges): Promise<LoadedSweep> {
    return loadSweep(this.write(text), changes);
  }

  /** What is wrong with a sweep file, a line each, its path left out. */
  async said(text: string, changes?: SweepChanges): Promise<string[]> {
    return this.saidOf(this.write(text), changes);
  }

  async saidOf(path: string, changes?: SweepChanges): Promise<string[]> {
    try {
      await loadSweep(path, changes);
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      return error.format().replaceAll(`${this.path}/`, "").split("\n");
    }
    return [];
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** A sweep file that has nothing wrong with it. */
export const GOOD = `name: trial
base: ${SMALL}
design: { method: latin-hypercube, samples: 8 }
parameters:
  clearing.pit.margin.initial: { min: 8%, max: 16%, as: rate }
  clearing.pit.notice: { values: [0d, 12h] }
  populations.longs.members: { min: 200, max: 400, distribution: integer }
seeds: 3
metrics: [pit.fall, forcedShare]
`;

/** GOOD with pieces replaced. Throws when a piece is not in it, so that no test passes by a misprint. */
export function edited(...edits: readonly (readonly [string, string])[]): string {
  let text = GOOD;
  for (const [from, to] of edits) {
    if (!text.includes(from)) throw new Error(`"${from}" is not in the sample`);
    text = text.replace(from, to);
  }
  return text;
}
