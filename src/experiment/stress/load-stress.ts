/** From a stress file to a checked plan. Everything that is wrong is told at once. */
import { createHash } from "node:crypto";
import { join, normalize } from "node:path";
import type { Scenario } from "../../engine/config.ts";
import { historyPrices } from "../../market/index.ts";
import { engineVersion } from "../../scenario/load.ts";
import { ScenarioError } from "../../scenario/problem.ts";
import { type ImpulseTerms, volatilityOf } from "../margin/impulse-paths.ts";
import { nameOf, readStudyText } from "../sweep/load-sweep.ts";
import type { SweepBase } from "../sweep/sweep-base.ts";
import type { SweepParameter, SweepPlan } from "../sweep/sweep-plan.ts";
import { policyCase, type StressCase, scenarioCase, withoutCalls } from "./case-overrides.ts";
import { checkCases, checkScales } from "./check-cases.ts";
import { DAYS, PATH } from "./measure-run.ts";
import { checkReverse, planReverse } from "./plan-reverse.ts";
import { planSensitivity } from "./plan-sensitivity.ts";
import { StressFile } from "./stress-file.ts";
import type { StressMeasure } from "./stress-measure.ts";
import { BASELINE, POLICY, type PolicyMargin, SCENARIO, type StressPlan } from "./stress-plan.ts";
import { readBase, readMeasure, readSeeds, readVenue, type StudyRequest } from "./study-parts.ts";

export interface StressRequest extends StudyRequest {
  /** Path of the stress file. */
  readonly file: string;
  /** Directory that holds runs. */
  readonly out: string;
}

/** Loads a study. Throws a ScenarioError that lists everything that is wrong with it and with its base. */
export function loadStress(request: StressRequest): StressPlan {
  const text = readStudyText(request.file);
  const file = new StressFile(text, request.file);
  if (!file.readable) throw new ScenarioError(file.problems);
  const plan = planOf(file, request, text);
  if (plan === undefined || file.problems.length > 0) throw new ScenarioError(file.problems);
  return plan;
}

function planOf(file: StressFile, request: StressRequest, text: string): StressPlan | undefined {
  const base = readBase(file, request);
  const seeds = readSeeds(file, request.seeds);
  const scenario = base?.scenario;
  if (base === undefined || scenario === undefined) return undefined;
  const venue = readVenue(file, scenario);
  const measure = venue === undefined ? undefined : readMeasure(file, scenario, venue);
  if (venue === undefined) return undefined;
  const scenarios = scenarioCases(file, scenario, file.section("shock") ?? scenario.clock.end);
  const policies = policyCases(file, venue);
  const compiled = checkCases(file, base, scenarios, policies);
  const margins = compiled.flatMap((one) => (one === undefined ? [] : [marginOf(one, venue)]));
  const reverse = checkReverse(file, scenario, policies);
  if (seeds === undefined || measure === undefined) return undefined;
  const baseline = { name: BASELINE, title: "no margin calls", values: withoutCalls(scenario), places: new Map() };
  const name = file.section("name") ?? nameOf(file.path);
  const runs = sweepOf(name, base, measure, scenarios, [baseline, ...policies], seeds);
  const reversed = reverse === null ? null : planReverse(reverse, { file, base, scenario, measure, runs });
  const sensitivity = planSensitivity({ file, base, policies, runs, measure });
  if (file.problems.length > 0) return undefined;
  return {
    name,
    title: file.section("title") ?? "",
    hash: runs.hash,
    directory: normalize(join(request.out, `${name}-${runs.hash}-stress`)),
    scenario,
    measure,
    coverage: file.section("coverage")!,
    scenarios: scenarios.map(({ name, title }) => ({ name, title })),
    policies: policies.map(({ name, title }) => ({ name, title })),
    margins,
    impulse: impulseOf(file, scenario, venue),
    runs,
    reverse: reversed,
    sensitivity,
    text,
  };
}

/** What the history does not say: a day's move of 2%, a metal's in a lively year. */
const UNKNOWN_VOLATILITY = 0.02;

function impulseOf(file: StressFile, { venues }: Scenario, venue: string): ImpulseTerms {
  const { volatility, ...terms } = file.section("impulse")!;
  const known = volatility ?? volatilityOf(historyPrices(venues[venue].history));
  return { ...terms, volatility: known ?? UNKNOWN_VOLATILITY };
}

function scenarioCases(file: StressFile, scenario: Scenario, shock: number): StressCase[] {
  const given = Object.entries(file.section("scenarios") ?? {});
  if (given.length === 0) return [{ name: "as-it-is", title: "as it is", values: {}, places: new Map() }];
  return given.map(([name, config]) => {
    checkScales(file, scenario, ["scenarios", name], config.scales);
    return scenarioCase(name, config, scenario, shock);
  });
}

function policyCases(file: StressFile, venue: string): StressCase[] {
  const given = file.section("policies");
  if (given === undefined) return [];
  const names = Object.keys(given);
  if (names.length === 0) file.report(["policies"], "the study compares nothing: give it at least one policy");
  if (names.includes(BASELINE))
    file.report(
      ["policies", BASELINE],
      `"${BASELINE}" is what the study itself calls its twin without calls`,
      "",
      file.placeOf(["policies", BASELINE], "key"),
    );
  return Object.entries(given).map(([name, config]) => policyCase(name, config, venue));
}

function marginOf({ clearing }: Scenario, venue: string): PolicyMargin {
  const { margin, notice } = clearing[venue];
  return { margin, notice: notice ?? null };
}

/** The study as a sweep. */
function sweepOf(
  name: string,
  base: SweepBase,
  measure: StressMeasure,
  scenarios: readonly StressCase[],
  policies: readonly StressCase[],
  seeds: readonly number[],
): SweepPlan {
  const version = engineVersion();
  const planned = base.planned();
  const points = scenarios.flatMap((scenario) => policies.map((policy) => [scenario.name, policy.name]));
  return {
    name,
    hash: createHash("sha256")
      .update(JSON.stringify([version, planned, measure]))
      .digest("hex")
      .slice(0, 8),
    version,
    base: planned,
    parameters: [choice(SCENARIO, scenarios), choice(POLICY, policies)],
    method: "list",
    design: { scheme: { kind: "plain" }, points, units: null },
    values: points,
    seeds,
    common: true,
    metrics: null,
    series: { tables: [DAYS, PATH], points: null },
    fork: measure.fork,
    forkAsked: true,
    measure,
  };
}

const choice = (path: string, cases: readonly StressCase[]): SweepParameter => ({
  path,
  numeric: false,
  sampled: true,
  cases: Object.fromEntries(cases.map(({ name, values }) => [name, values])),
});
