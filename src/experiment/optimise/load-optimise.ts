/** From an optimise file to a checked plan. Everything that is wrong is told at once. */
import { createHash } from "node:crypto";
import { join, normalize } from "node:path";
import type { Scenario } from "../../engine/config.ts";
import { engineVersion } from "../../scenario/load.ts";
import { ScenarioError } from "../../scenario/problem.ts";
import type { FreeParameter } from "../search/free-parameter.ts";
import { policyCase, type StressCase, scenarioCase } from "../stress/case-overrides.ts";
import { checkCase, checkPair } from "../stress/check-cases.ts";
import type { StressMeasure } from "../stress/stress-measure.ts";
import { readBase, readMeasure, readSeeds, readVenue, type StudyRequest } from "../stress/study-parts.ts";
import { nameOf, readStudyText } from "../sweep/load-sweep.ts";
import type { SweepBase } from "../sweep/sweep-base.ts";
import type { SweepPlan } from "../sweep/sweep-plan.ts";
import { OptimiseFile } from "./optimise-file.ts";
import { CASES, type OptimisePlan } from "./optimise-plan.ts";
import { readGoals } from "./read-goals.ts";
import { readParameters } from "./read-parameters.ts";

export interface OptimiseRequest extends StudyRequest {
  /** Path of the optimise file. */
  readonly file: string;
  /** Points to try; the file's own number unless given. */
  readonly evaluations?: number;
  /** Directory that holds runs. */
  readonly out: string;
}

/** Loads it. Throws a ScenarioError that lists everything that is wrong with it and with its base. */
export function loadOptimise(request: OptimiseRequest): OptimisePlan {
  const file = new OptimiseFile(readStudyText(request.file), request.file);
  if (!file.readable) throw new ScenarioError(file.problems);
  const plan = planOf(file, request);
  if (plan === undefined || file.problems.length > 0) throw new ScenarioError(file.problems);
  return plan;
}

function planOf(file: OptimiseFile, request: OptimiseRequest): OptimisePlan | undefined {
  const base = readBase(file, request);
  const seeds = readSeeds(file, request.seeds);
  const scenario = base?.scenario;
  if (base === undefined || scenario === undefined) return undefined;
  const goals = readGoals(file, scenario);
  const venue = readVenue(file, scenario);
  const measured = venue === undefined ? undefined : readMeasure(file, scenario, venue);
  const cases = venue === undefined ? undefined : readCases(file, scenario, venue);
  const sound = (cases ?? []).map((one, i) => checkCase(file, base, one, [CASES[i]]) !== undefined);
  if (cases && sound.every(Boolean)) checkPair(file, base, cases[0], cases[1], [CASES[1]]);
  const parameters = cases && readParameters(file, base, cases, measured?.fork ?? null);
  if (venue === undefined || measured === undefined || cases === undefined) return undefined;
  if (seeds === undefined || parameters === undefined || goals === undefined || file.problems.length > 0)
    return undefined;
  const measure: StressMeasure = { ...measured, figuresOnly: true, path: false };
  const name = file.section("name") ?? nameOf(file.path);
  const runs = sweepOf(name, base, measure, cases, parameters, seeds);
  const count = file.section("confirm") ?? seeds.length;
  const after = Math.max(...seeds) + 1;
  const confirm = count === 0 ? null : { ...runs, seeds: Array.from({ length: count }, (_, i) => after + i) };
  return {
    name,
    title: file.section("title") ?? "",
    hash: runs.hash,
    directory: normalize(join(request.out, `${name}-${runs.hash}-optimise`)),
    scenario,
    venue,
    parameters,
    ...goals,
    evaluations: request.evaluations ?? file.section("evaluations")!,
    searchSeed: file.section("searchSeed")!,
    runs,
    confirm,
  };
}

/** The stress and the policy; undefined when the file does not say them soundly. */
function readCases(file: OptimiseFile, scenario: Scenario, venue: string): StressCase[] | undefined {
  const [stress, policy] = [file.section("stress"), file.section("policy")];
  if (stress === undefined || policy === undefined) return undefined;
  const shock = file.section("shock") ?? scenario.clock.start;
  return [scenarioCase("stress", stress, scenario, shock, ["stress"]), policyCase("policy", policy, venue, ["policy"])];
}

/** The search as a sweep that grows. */
function sweepOf(
  name: string,
  base: SweepBase,
  measure: StressMeasure,
  cases: readonly StressCase[],
  parameters: readonly FreeParameter[],
  seeds: readonly number[],
): SweepPlan {
  const version = engineVersion();
  const planned = base.planned();
  const laid = cases.map(({ values }) => values);
  const content = [version, planned, measure, laid, parameters.map(({ path }) => path)];
  return {
    name,
    hash: createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 8),
    version,
    base: planned,
    parameters: [
      ...CASES.map((path, i) => ({ path, numeric: false, sampled: true, cases: { [path]: laid[i] } })),
      ...parameters.map(({ path, kind }) => ({ path, numeric: kind === "plain", sampled: true })),
    ],
    method: "list",
    design: { scheme: { kind: "plain" }, points: [], units: null },
    values: [],
    seeds,
    common: true,
    metrics: null,
    series: null,
    fork: measure.fork,
    forkAsked: true,
    measure,
  };
}
