/** What a stress study came to. */
import type { ImpulseReport } from "./impulse-report.ts";
import type { PolicyReport } from "./policy-report.ts";
import type { CoverageTerms } from "./pooled-coverage.ts";
import type { ReverseReport } from "./reverse-report.ts";
import type { SensitivityReport } from "./sensitivity-report.ts";

/** Quantiles over runs, by quarter-hour, of the price over the settlement before the fork, which all policies of a seed share. */
export interface PriceFan {
  /** Ends of the quarter-hours, ms UTC. */
  readonly time: Float64Array;
  /** A path for each of the levels of a fan, the lowest first. */
  readonly quantiles: readonly Float64Array[];
}

/** A stress and its policies. */
export interface ScenarioReport {
  readonly name: string;
  readonly title: string;
  /** The twin without calls. */
  readonly baseline: PolicyReport;
  readonly policies: readonly PolicyReport[];
  /** The baseline's fan, then one for each policy; empty without paths. */
  readonly fans: readonly PriceFan[];
}

export interface StressReport {
  readonly name: string;
  readonly title: string;
  readonly hash: string;
  readonly version: string;
  /** Name of the base scenario, and the mechanisms that are off throughout. */
  readonly base: string;
  readonly without: readonly string[];
  readonly venue: string;
  readonly currency: string;
  readonly unit: string;
  readonly zone: string;
  /** ms UTC. */
  readonly fork: number;
  readonly shock: number;
  readonly until: number;
  readonly coverage: CoverageTerms;
  readonly seeds: readonly number[];
  readonly failed: number;
  readonly failures: readonly string[];
  readonly scenarios: readonly ScenarioReport[];
  readonly impulse: ImpulseReport;
  readonly reverse: ReverseReport | null;
  readonly sensitivity: SensitivityReport | null;
  /** What the scenario takes from the record as it was: label, figure with its unit, source. */
  readonly inputs: readonly ScenarioInput[];
}

/** A figure that the scenario is given. */
export interface ScenarioInput {
  readonly label: string;
  readonly value: number;
  readonly unit: string;
  readonly source: string;
}
