/** From a stress file to a checked plan. Everything that is wrong is told at once. */
import { createHash } from "node:crypto";
import { join, normalize } from "node:path";
import type { Scenario } from "../../engine/config.ts";
import { engineVersion } from "../../scenario/load.ts";
import { suggest } from "../../scenario/nearest-name.ts";
import { ScenarioError } from "../../scenario/problem.ts";
import { nameOf, readStudyText } from "../sweep/load-sweep.ts";
import { type Overrides, SweepBase } from "../sweep/sweep-base.ts";
import type { SweepParameter, SweepPlan } from "../sweep/sweep-plan.ts";
import { policyCase, type StressCase, scenarioCase, withoutCalls } from "./case-overrides.ts";
import { checkCases } from "./check-cases.ts";
import { DAYS, PATH } from "./measure-run.ts";
import { StressFile } from "./stress-file.ts";
import { STRESS_FORMAT, type StressMeasure } from "./stress-measure.ts";
import { BASELINE, POLICY, type PolicyMargin, SCENARIO, type StressPlan } from "./stress-plan.ts";

/** What is laid upon the file. */
export interface StressRequest {
  /** Path of the stress file. */
  readonly file: string;
  /** Instead of the file's seeds: how many, or which. */
  readonly seeds?: number | readonly number[];
  /** `path=value` for the base; they win over the file's own `set`. */
  readonly set?: readonly string[];
  readonly without?: readonly string[];
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
  const base = baseOf(file, request);
  const seeds = seedsOf(file, request.seeds);
  const scenario = base?.scenario;
  if (base === undefined || scenario === undefined) return undefined;
  const venue = venueOf(file, scenario);
  const measure = venue === undefined ? undefined : measureOf(file, scenario, venue);
  if (venue === undefined || measure === undefined) return undefined;
  const scenarios = scenarioCases(file, scenario, measure.shock);
  const policies = policyCases(file, venue);
  const compiled = checkCases(file, base, scenarios, policies);
  const margins = compiled.flatMap((one) => (one === undefined ? [] : [marginOf(one, venue)]));
  if (seeds === undefined || file.problems.length > 0) return undefined;
  const baseline = { name: BASELINE, title: "no margin calls", values: withoutCalls(scenario), places: new Map() };
  const name = file.section("name") ?? nameOf(file.path);
  const runs = sweepOf(name, base, measure, scenarios, [baseline, ...policies], seeds);
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
    runs,
    reverse: null,
    text,
  };
}

function baseOf(file: StressFile, { set = [], without = [] }: StressRequest): SweepBase | undefined {
  const path = file.section("base");
  if (path === undefined) return undefined;
  const own = (file.section("set") ?? {}) as Overrides;
  const off = [...new Set([...(file.section("without") ?? []), ...without])];
  const base = new SweepBase(file, path, { set: own, given: set, without: off });
  return base.isSweep ? undefined : base;
}

function seedsOf(file: StressFile, given: StressRequest["seeds"]): readonly number[] | undefined {
  const asked = given ?? file.section("seeds");
  if (asked === undefined) return undefined;
  if (typeof asked === "number") return Array.from({ length: asked }, (_, i) => i + 1);
  const twice = asked.findIndex((seed, i) => asked.indexOf(seed) < i);
  if (twice >= 0 && given === undefined) file.report(["seeds", twice], `the seed ${asked[twice]} stands twice`);
  return [...new Set(asked)];
}

/** The venue that is studied: one with margin. */
function venueOf(file: StressFile, { main, venues }: Scenario): string | undefined {
  const venue = file.section("venue") ?? main;
  const margined = Object.keys(venues).filter((name) => venues[name].settles === "futures");
  if (margined.includes(venue)) return venue;
  const what = venue in venues ? `${venue} has no margin: its shares are fully paid` : `there is no venue "${venue}"`;
  file.report(["venue"], what, suggest(venue, margined));
  return undefined;
}

function measureOf(file: StressFile, scenario: Scenario, venue: string): StressMeasure | undefined {
  const { start, end } = scenario.clock;
  const before = file.problems.length;
  const fork = file.section("fork");
  const shock = file.section("shock");
  const until = file.section("until") ?? end;
  const gainers = file.section("gainers") ?? null;
  const words = (time: number): string => new Date(time).toISOString();
  const clock = `the clock, ${words(start)} to ${words(end)}`;
  if (fork !== undefined && !(fork > start && fork < end))
    file.report(["fork"], `the fork does not lie inside ${clock}`);
  if (until > end) file.report(["until"], `runs cannot go on beyond ${clock}`);
  if (fork !== undefined && shock !== undefined && shock < fork)
    file.report(
      ["shock"],
      `the stress cannot begin before the fork, ${words(fork)}`,
      "falls are told of what policies act on",
    );
  if (shock !== undefined && shock >= until)
    file.report(["shock"], `the stress begins after the runs have stopped, at ${words(until)}`);
  const names = Object.keys(scenario.populations);
  gainers?.forEach((name, i) => {
    if (!names.includes(name)) file.report(["gainers", i], `there is no population "${name}"`, suggest(name, names));
  });
  const memory = file.section("volatility")?.memory;
  const wave = file.section("wave");
  if (fork === undefined || shock === undefined || memory === undefined || wave === undefined) return undefined;
  if (file.problems.length > before) return undefined;
  return { kind: "stress", format: STRESS_FORMAT, venue, fork, shock, until, gainers, memory, wave, path: true };
}

function scenarioCases(file: StressFile, scenario: Scenario, shock: number): StressCase[] {
  const given = Object.entries(file.section("scenarios") ?? {});
  if (given.length === 0) return [{ name: "as-it-is", title: "as it is", values: {}, places: new Map() }];
  return given.map(([name, config]) => {
    for (const [i, at] of (config.scales ?? []).entries()) {
      const place = ["scenarios", name, "scales", i];
      const one = scenario.shocks[at] as { readonly kind: string; readonly size?: unknown } | undefined;
      if (one === undefined) file.report(place, `there is no shock ${at}: they are 0 to ${scenario.shocks.length - 1}`);
      else if (typeof one.size !== "number") file.report(place, `the shock ${at}, ${one.kind}, has no size to scale`);
    }
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
