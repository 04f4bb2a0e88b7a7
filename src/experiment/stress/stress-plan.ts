/** What a stress study will do: read and checked, nothing run yet. */
import type { Variation } from "../../analysis/stress/index.ts";
import type { Scenario } from "../../engine/config.ts";
import type { ImpulseTerms } from "../margin/impulse-paths.ts";
import type { SweepPlan } from "../sweep/sweep-plan.ts";
import type { ReverseConfig, StressConfig } from "./stress-config.ts";
import type { StressMeasure } from "./stress-measure.ts";

/** A stress or a policy of the study. */
export interface NamedCase {
  readonly name: string;
  /** What reports call it. */
  readonly title: string;
}

/** Margin is called for by nobody and nothing is sold by force: what amplification is measured against. */
export const BASELINE = "no-calls";

/** What each column of a study's points is called. */
export const SCENARIO = "scenario";
export const POLICY = "policy";

export interface ReversePlan {
  readonly config: ReverseConfig;
  readonly policy: NamedCase;
  /** `cells[point]`: multiplier and number of defaults, the defaults fastest. */
  readonly cells: readonly { readonly multiplier: number; readonly defaults: number }[];
  readonly runs: SweepPlan;
}

export interface SensitivityPlan {
  readonly policy: NamedCase;
  readonly vary: readonly Variation[];
  /** Points: as it is, then low and high of each. */
  readonly runs: SweepPlan;
}

export interface StressPlan {
  readonly name: string;
  readonly title: string;
  readonly hash: string;
  /** Directory of the study, unless `--out` names the parent. */
  readonly directory: string;
  /** The base as it stands. */
  readonly scenario: Scenario;
  readonly measure: StressMeasure;
  readonly coverage: StressConfig["coverage"];
  readonly scenarios: readonly NamedCase[];
  /** The baseline is none of them. */
  readonly policies: readonly NamedCase[];
  /** Margin and notice of each policy at the venue, for margin along given prices. */
  readonly margins: readonly PolicyMargin[];
  /** The step of volatility that policies are asked for their answer to. */
  readonly impulse: ImpulseTerms;
  /** The sweep: points are stress x (baseline, then policies), the policies fastest. */
  readonly runs: SweepPlan;
  readonly reverse: ReversePlan | null;
  readonly sensitivity: SensitivityPlan | null;
  /** The file, byte for byte. */
  readonly text: string;
}

/** What of a policy says how its margin follows prices. */
export interface PolicyMargin {
  readonly margin: Scenario["clearing"][string]["margin"];
  readonly notice: number | null;
}
