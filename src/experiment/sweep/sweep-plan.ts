/** What a sweep will do: read and checked, nothing run yet. Plain values, so that it goes to disk and over a wire as it is. */
import type { DesignTable, ParameterValue } from "../design/design.ts";
import type { StressMeasure } from "../stress/stress-measure.ts";

/** One parameter of a sweep. */
export interface SweepParameter {
  /** Where it stands in the scenario, `clearing.comex.margin.initial`. */
  readonly path: string;
  /** Whether all of its values are numbers; then its column in the results is one of doubles, else of text. */
  readonly numeric: boolean;
  /** Axis of the design; false for an expression over other parameters. */
  readonly sampled: boolean;
  /**
   * Of a parameter that is a choice among named cases (a margin policy, a stress): what each name stands for, values by
   * path. Then `path` is the choice's own name, and its values in the points are the cases' names. A name followed by `@` and
   * a seed stands for something else in that seed.
   */
  readonly cases?: Readonly<Record<string, Readonly<Record<string, ParameterValue>>>>;
}

/** A scenario as its sources, so that a worker anywhere compiles what the coordinator read. */
export interface SweepBase {
  /** Path of the base scenario; a key of `sources`. */
  readonly path: string;
  /** Text of the base and of every file that it extends, by path. */
  readonly sources: Readonly<Record<string, string>>;
  /** Overrides that hold at every point, by path. */
  readonly set: Readonly<Record<string, ParameterValue>>;
  /** Mechanisms that are off at every point. */
  readonly without: readonly string[];
}

/** Which runs leave their series too. */
export interface KeptSeries {
  /** Tables to keep, of those a run leaves: venues, world, flows, liquidations, kill-matrix, events, waterfalls, calls, positions; and its outline in quarter-hours. */
  readonly tables: readonly string[];
  /** Points whose runs are kept; null: all. */
  readonly points: readonly number[] | null;
}

export interface SweepPlan {
  readonly name: string;
  /** First 8 hexadecimal digits of the SHA-256 of what a row of the results means: version, base, parameters' paths, fork. */
  readonly hash: string;
  /** The engine's version. */
  readonly version: string;
  readonly base: SweepBase;
  readonly parameters: readonly SweepParameter[];
  /** Name of the design's method. */
  readonly method: string;
  readonly design: DesignTable;
  /** `values[point][parameter]`, expressions included, in the order of `parameters`. */
  readonly values: readonly (readonly ParameterValue[])[];
  /** Seeds of every point under common random numbers; else the seed of replicate r at point p is drawn from both. */
  readonly seeds: readonly number[];
  readonly common: boolean;
  /** Summary keys to keep as columns; null: every key. */
  readonly metrics: readonly string[] | null;
  readonly series: KeptSeries | null;
  /** Moment (ms UTC) up to which the runs of a seed share one run-up; null: none is shared. */
  readonly fork: number | null;
  /**
   * Whether the file asked for the fork: then points differ only from that moment on, which is part of what they mean.
   * A fork that was found from the parameters changes nothing but the time that it takes.
   */
  readonly forkAsked: boolean;
  /** What is measured of each run instead of its summary; the summary unless given. */
  readonly measure?: StressMeasure;
}

/** One run of a sweep. */
export interface SweepRun {
  /** Name by content: 16 hexadecimal digits of the SHA-256 of base, version, overrides and fork, then `-s` and the seed. */
  readonly key: string;
  readonly point: number;
  readonly seed: number;
}

/** What a run left. */
export interface SweepOutcome {
  readonly key: string;
  readonly status: "ok" | "failed";
  /** One line on why it failed. */
  readonly error: string | null;
  /** Every summary key of the run; null when it failed. */
  readonly summary: Readonly<Record<string, number | string | null>> | null;
}
