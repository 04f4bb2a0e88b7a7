/** What a search over a policy's parameters came to. */
import type { Estimate } from "../sensitivity/index.ts";
import type { Constraint, Objective } from "./trade-off.ts";

/** A parameter of the policy, and how a scenario file writes its values. */
export interface TunedParameter {
  readonly path: string;
  readonly scale: "linear" | "log";
  readonly low: number;
  readonly high: number;
  readonly written: { readonly low: string; readonly high: string; readonly start: string; readonly best: string };
}

/** A point that was tried. */
export interface TriedPoint {
  /** Number of its batch, from 0. */
  readonly batch: number;
  readonly values: readonly number[];
  /** Figures over the runs; NaN where a run has none. */
  readonly objectives: readonly number[];
  readonly constraints: readonly number[];
  /** 0 for a feasible point. */
  readonly violation: number;
  /** Weighted sum of the objectives, to be small; Infinity where one is not known. */
  readonly cost: number;
  /** Runs that failed. */
  readonly failed: number;
}

/** A point on seeds that the search did not see. */
export interface ConfirmedPoint {
  readonly point: number;
  /** Figures over those runs. */
  readonly objectives: readonly number[];
  readonly constraints: readonly number[];
  readonly violation: number;
  /** Mean difference from the start on the same seeds. */
  readonly differences: readonly Estimate[];
}

export interface OptimiseReport {
  readonly name: string;
  readonly title: string;
  readonly hash: string;
  readonly version: string;
  /** Name of the base scenario, and the mechanisms that are off throughout. */
  readonly base: string;
  readonly without: readonly string[];
  readonly venue: string;
  readonly seeds: readonly number[];
  readonly objectives: readonly Objective[];
  /** What counts as one of each objective. */
  readonly scales: readonly number[];
  readonly constraints: readonly Constraint[];
  readonly parameters: readonly TunedParameter[];
  /** The first is the start. */
  readonly points: readonly TriedPoint[];
  /** The feasible point of least cost; where none is feasible, that of least violation. */
  readonly best: number;
  /** Feasible points that no other feasible one dominates, by their first objective. */
  readonly front: readonly number[];
  /** Why runs failed, each reason once. */
  readonly failures: readonly string[];
  readonly confirmSeeds: readonly number[];
  /** The start and the best point on those seeds; null without. */
  readonly confirmed: { readonly start: ConfirmedPoint; readonly best: ConfirmedPoint } | null;
}

/** Whether a point meets every constraint and has every objective. */
export const isFeasible = ({ violation, cost }: Pick<TriedPoint, "violation" | "cost">): boolean =>
  violation === 0 && Number.isFinite(cost);
