/** A validation as sweeps of one point: the scenario over seeds, and its twin over the first of them. */
import { createHash } from "node:crypto";
import { join, normalize } from "node:path";
import type { Scenario } from "../../engine/config.ts";
import { loadScenario } from "../../scenario/index.ts";
import { runText } from "../run-text.ts";
import type { SweepPlan } from "../sweep/sweep-plan.ts";
import { UsageError } from "../usage-error.ts";

export interface ValidationRequest {
  /** Path of the scenario file. */
  readonly config: string;
  /** How many of the scenario's own seeds, or which seeds; the scenario's own number unless given. */
  readonly seeds?: number | readonly number[];
  readonly set?: readonly string[];
  readonly without?: readonly string[];
  /** Mechanism that the twins go without; null: no twins; the scenario's own unless given. */
  readonly twin?: string | null;
  /** Directory that holds runs. */
  readonly out: string;
}

export interface ValidationPlan {
  readonly name: string;
  readonly hash: string;
  readonly version: string;
  readonly directory: string;
  readonly scenario: Scenario;
  /** Mechanisms that are off in every run, the scenario's own among them. */
  readonly without: readonly string[];
  readonly runs: SweepPlan;
  readonly twin: { readonly mechanism: string; readonly runs: SweepPlan } | null;
}

/** Loads the scenario and says which runs are wanted. Throws a ScenarioError or, without a reported figure, a UsageError. */
export async function planValidation(request: ValidationRequest): Promise<ValidationPlan> {
  const { config, set = [], without = [], out } = request;
  const loaded = await loadScenario(config, { set, without });
  const { scenario, version } = loaded;
  if (scenario.reported.length === 0)
    throw new UsageError(`${config} reports nothing to hold runs against: it has no reported figure`);
  const seeds = seedsOf(request, scenario);
  const mechanism = twinMechanism(request, scenario);
  const twinSeeds = seeds.slice(0, scenario.validation.twinSeeds);
  const runs = sweepOf(scenario.name, version, loaded.written, seeds);
  const other = mechanism === null || twinSeeds.length === 0 ? null : mechanism;
  const twin =
    other === null
      ? null
      : sweepOf(
          scenario.name,
          version,
          (await loadScenario(config, { set, without: [...without, other] })).written,
          twinSeeds,
        );
  return {
    name: `${scenario.name}-${runs.hash}-validation`,
    hash: runs.hash,
    version,
    directory: normalize(join(out, `${scenario.name}-${runs.hash}-validation`)),
    scenario,
    without: scenario.without,
    runs,
    twin: twin && other !== null ? { mechanism: other, runs: twin } : null,
  };
}

function seedsOf({ seeds }: ValidationRequest, { validation }: Scenario): readonly number[] {
  if (typeof seeds === "object") return [...new Set(seeds)];
  return Array.from({ length: seeds ?? validation.seeds }, (_, i) => validation.firstSeed + i);
}

/** Runs that lack a mechanism already have no twin unless one is asked for. */
function twinMechanism({ twin, without = [] }: ValidationRequest, scenario: Scenario): string | null {
  if (twin !== undefined) return twin;
  if (without.length > 0) return null;
  return scenario.validation.twin ?? scenario.twin ?? null;
}

/** The scenario as the only point of a sweep. */
function sweepOf(
  name: string,
  version: string,
  written: Readonly<Record<string, unknown>>,
  seeds: readonly number[],
): SweepPlan {
  const text = runText(written);
  return {
    name,
    hash: createHash("sha256")
      .update(JSON.stringify([version, text]))
      .digest("hex")
      .slice(0, 8),
    version,
    base: { path: "scenario.yaml", sources: { "scenario.yaml": text }, set: {}, without: [] },
    parameters: [],
    method: "list",
    design: { scheme: { kind: "plain" }, points: [[]], units: null },
    values: [[]],
    seeds,
    common: true,
    metrics: null,
    series: { tables: ["outline"], points: null },
    fork: null,
    forkAsked: false,
  };
}
