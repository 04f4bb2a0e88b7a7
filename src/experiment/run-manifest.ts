/** manifest.json: what defines a run, what it yielded, and how long it took where. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism, cpus, totalmem } from "node:os";
import { join } from "node:path";

/** Layout of a run's directory; counts up when a reader must know. */
export const RUN_FORMAT = 2;

export interface RunManifest {
  readonly format: number;
  /** Name of the directory. */
  readonly run: string;
  readonly scenario: string;
  /** First 8 hex digits of the SHA-256 of the resolved scenario and the engine version. */
  readonly hash: string;
  readonly seed: number;
  /** Mechanisms switched off. */
  readonly without: readonly string[];
  /** What `twin/` holds: the same seed with exactly these mechanisms off; null when there is none. */
  readonly twin: { readonly without: readonly string[] } | null;
  /** Kept from this moment on (ISO time); null: from the start. */
  readonly from: string | null;
  /** The run stopped before this moment (ISO time). */
  readonly until: string;
  readonly version: string;
  readonly steps: number;
  readonly members: number;
  /** Orders, cancels and replaces that reached a book. */
  readonly operations: number;
  readonly populations: readonly { readonly name: string; readonly kind: string; readonly members: number }[];
  readonly venues: readonly { readonly name: string; readonly currency: string; readonly unit: string }[];
  /** The scenario as it was run: extended, overridden, every expression evaluated. */
  readonly resolved: unknown;
  /**
   * What was written, with all that it extends, overrides and numbers in place: a scenario file that stands alone, from
   * which the run is replayed. Files that come to the same scenario may be written in several ways.
   */
  readonly written: unknown;
  /** Every other file of the directory, by path. */
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>;
  /** Differs between equal runs. */
  readonly timings: RunTimings;
  /** Differs between equal runs. */
  readonly machine: Machine;
}

export interface RunTimings {
  /** ISO times. */
  readonly started: string;
  readonly finished: string;
  /** Wall-clock seconds from start to finish. */
  readonly seconds: number;
  /** Of these, seconds that the engine spent on the run itself (its twin runs beside it). */
  readonly engineSeconds: number;
}

export interface Machine {
  readonly node: string;
  readonly v8: string;
  readonly os: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
}

/** The machine that this process runs on. */
export function thisMachine(): Machine {
  return {
    node: process.version,
    v8: process.versions.v8,
    os: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    memoryBytes: totalmem(),
  };
}

/** Sizes and digests of all files under `directory`, in order of their paths. */
export function listFiles(directory: string): Record<string, { bytes: number; sha256: string }> {
  const paths = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();
  return Object.fromEntries(
    paths.map((path) => {
      const data = readFileSync(join(directory, path));
      return [path, { bytes: data.length, sha256: createHash("sha256").update(data).digest("hex") }];
    }),
  );
}
