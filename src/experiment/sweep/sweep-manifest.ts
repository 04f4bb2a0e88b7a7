/** manifest.json of a sweep: what its rows mean, what it holds, and how long it took where. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Machine, thisMachine } from "../run-manifest.ts";
import type { SweepParameter, SweepPlan } from "./sweep-plan.ts";

/** Layout of a sweep's directory; counts up when a reader must know. */
export const SWEEP_FORMAT = 1;

/** How a design's points hang together; what belongs to single points stands in units.parquet. */
export type ManifestScheme =
  | { readonly kind: "plain" }
  | { readonly kind: "saltelli"; readonly samples: number }
  | { readonly kind: "morris"; readonly trajectories: number; readonly delta: number };

export interface SweepManifest {
  readonly format: number;
  readonly kind: "sweep";
  readonly name: string;
  readonly hash: string;
  readonly version: string;
  /** The base scenario: its path, every text that it was read from, and what holds at every point. */
  readonly base: SweepPlan["base"];
  readonly method: string;
  readonly scheme: ManifestScheme;
  readonly parameters: readonly SweepParameter[];
  readonly seeds: readonly number[];
  readonly common: boolean;
  /** Summary keys that were asked for; null: all. */
  readonly keep: readonly string[] | null;
  /** Summary columns of results.parquet, in their order. */
  readonly metrics: readonly string[];
  readonly series: SweepPlan["series"];
  /** Moment of the fork (ISO time) and whether the sweep file asked for it. */
  readonly fork: string | null;
  readonly forkAsked: boolean;
  readonly counts: SweepCounts;
  /** Bytes of log.jsonl that results.parquet was made from; null while there is no such table for this design. */
  readonly logBytes: number | null;
  /** Differs between equal sweeps. */
  readonly timings: { readonly started: string; readonly finished: string | null; readonly seconds: number };
  /** Differs between equal sweeps. */
  readonly machine: Machine;
}

/** Runs of the plan: all, those that ended well, and those that failed; the rest is still to be made. */
export interface SweepCounts {
  readonly points: number;
  readonly runs: number;
  readonly done: number;
  readonly failed: number;
}

/** What changes while a sweep runs. */
export type ManifestState = Pick<SweepManifest, "counts" | "metrics" | "logBytes" | "timings">;

/** The manifest of a plan's store. */
export function manifestOf(plan: SweepPlan, state: ManifestState): SweepManifest {
  const { name, hash, version, base, method, parameters, seeds, common, metrics, series, fork, forkAsked } = plan;
  const { scheme } = plan.design;
  return {
    format: SWEEP_FORMAT,
    kind: "sweep",
    name,
    hash,
    version,
    base,
    method,
    scheme:
      scheme.kind === "morris" ? { kind: "morris", trajectories: scheme.trajectories, delta: scheme.delta } : scheme,
    parameters,
    seeds,
    common,
    keep: metrics,
    metrics: state.metrics,
    series,
    fork: fork === null ? null : new Date(fork).toISOString(),
    forkAsked,
    counts: state.counts,
    logBytes: state.logBytes,
    timings: state.timings,
    machine: thisMachine(),
  };
}

/** Reads the manifest in a directory; null when none is there. Throws an Error when it is not one of a sweep. */
export function readSweepManifest(directory: string): SweepManifest | null {
  let text: string;
  try {
    text = readFileSync(join(directory, "manifest.json"), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  const manifest = JSON.parse(text) as SweepManifest;
  if (manifest.kind !== "sweep") throw new Error("its manifest is not one of a sweep");
  if (manifest.format !== SWEEP_FORMAT) throw new Error(`its format is ${manifest.format}, expected ${SWEEP_FORMAT}`);
  return manifest;
}
