/** What a search over a policy's parameters will do: read and checked, nothing run yet. */
import type { Constraint, Objective } from "../../analysis/optimise/index.ts";
import type { Scenario } from "../../engine/config.ts";
import type { FreeParameter } from "../search/free-parameter.ts";
import type { SweepPlan } from "../sweep/sweep-plan.ts";
import type { RunValue } from "./run-value.ts";

/** What every point lays upon the base before its own values: the stress and the policy. */
export const CASES = ["stress", "policy"] as const;

export interface OptimisePlan {
  readonly name: string;
  readonly title: string;
  readonly hash: string;
  /** Directory of the search. */
  readonly directory: string;
  /** The base as it stands. */
  readonly scenario: Scenario;
  readonly venue: string;
  readonly parameters: readonly FreeParameter[];
  readonly objectives: readonly Objective[];
  /** What counts as one of each; null: its size at the start. */
  readonly scales: readonly (number | null)[];
  readonly constraints: readonly Constraint[];
  /** How each of them is taken from a run. */
  readonly values: { readonly objectives: readonly RunValue[]; readonly constraints: readonly RunValue[] };
  readonly evaluations: number;
  readonly searchSeed: number;
  /** The sweep of the search, without a point. */
  readonly runs: SweepPlan;
  /** The same on seeds that the search does not see; null where none are asked for. */
  readonly confirm: SweepPlan | null;
}
