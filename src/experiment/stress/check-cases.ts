/** Whether the stresses and policies of a study can be: each is compiled, and held against the fork. */
import type { Scenario } from "../../engine/config.ts";
import { forkProblem } from "../../engine/fork.ts";
import type { PathSegment, Problem } from "../../scenario/problem.ts";
import { overridesAt } from "../sweep/point-scenario.ts";
import type { StudyFile } from "../sweep/study-file.ts";
import { SweepBase } from "../sweep/sweep-base.ts";
import type { StressCase } from "./case-overrides.ts";
import type { StressFile } from "./stress-file.ts";

const REMEDY =
  "policies and stresses hold from the fork on, and only clearing and shocks that are not due yet can change then";

/**
 * Compiles every stress and every policy alone, then every pair of sound ones. What is wrong is reported where it stands in
 * the file. Returns the scenario of each policy; undefined for one with faults.
 */
export function checkCases(
  file: StressFile,
  base: SweepBase,
  scenarios: readonly StressCase[],
  policies: readonly StressCase[],
): (Scenario | undefined)[] {
  const stresses = scenarios.filter((one) => checkCase(file, base, one, ["scenarios", one.name]) !== undefined);
  const compiled = policies.map((one) => checkCase(file, base, one, ["policies", one.name]));
  const sound = policies.filter((_, p) => compiled[p] !== undefined);
  for (const stress of stresses)
    for (const policy of sound) checkPair(file, base, stress, policy, ["policies", policy.name]);
  return compiled;
}

/** Compiles a policy, which stands at `place`, in a stress; both are sound alone. What is wrong is reported at either of them. */
export function checkPair(
  file: StudyFile<{ fork: number }>,
  base: SweepBase,
  stress: StressCase,
  policy: StressCase,
  place: readonly PathSegment[],
): void {
  if (Object.keys(stress.values).length === 0 || Object.keys(policy.values).length === 0) return;
  const laid = [stress, policy].map(({ name, values }) => ({
    ...{ path: name, numeric: false, sampled: true },
    cases: { [name]: values },
  }));
  const pair: StressCase = {
    ...policy,
    values: overridesAt(laid, [stress.name, policy.name]),
    places: new Map([...stress.places, ...policy.places]),
  };
  checkCase(file, base, pair, place, ` (the policy "${policy.title}" in the stress "${stress.title}")`);
}

/**
 * Compiles one of them, which stands at `place`; what is wrong is reported there, `note` after it. Undefined when it has
 * faults.
 */
export function checkCase(
  file: StudyFile<{ fork: number }>,
  base: SweepBase,
  one: StressCase,
  place: readonly PathSegment[],
  note = "",
): Scenario | undefined {
  const { scenario, problems } = base.compile(one.values);
  for (const problem of problems) reportCase(file, one, place, { ...problem, message: `${problem.message}${note}` });
  const fork = file.section("fork");
  if (scenario === undefined || base.scenario === undefined || fork === undefined) return undefined;
  const { start, end } = base.scenario.clock;
  // A fork outside the clock is reported once, and not with every case.
  const fault = fork > start && fork < end ? forkProblem(base.scenario, scenario, fork) : null;
  if (fault === null) return scenario;
  file.report(place, `cannot hold from the fork on: ${fault}${note}`, REMEDY, file.placeOf(place, "key"));
  return undefined;
}

/** Tells a problem of an override at the value that it is about, as deep in the file as it is written. */
export function reportCase(
  file: StudyFile<{ fork: number }>,
  one: StressCase,
  place: readonly PathSegment[],
  problem: Problem,
): void {
  const path = SweepBase.overridden(problem);
  const own = path === undefined ? undefined : one.places.get(path);
  if (path === undefined || own === undefined) {
    file.report(place, `${problem.path}: ${problem.message}`, problem.hint, file.placeOf(place, "key"));
    return;
  }
  const inside = problem.path.startsWith(`${path}.`) ? problem.path.slice(path.length + 1).split(".") : [];
  const deep = [...own, ...inside.map((segment) => (/^\d+$/.test(segment) ? Number(segment) : segment))];
  const there = file.has(deep) ? deep : own;
  const unknown = /^unknown key/.test(problem.message);
  file.report(deep, problem.message, problem.hint, file.placeOf(there, unknown || there === own ? "key" : "value"));
}

/** Reports shocks under `scales` of a section that there are not, or that have no size. */
export function checkScales(
  file: StressFile,
  { shocks }: Scenario,
  place: readonly PathSegment[],
  scales: readonly number[] | undefined,
): void {
  for (const [i, at] of (scales ?? []).entries()) {
    const own = [...place, "scales", i];
    const one = shocks[at] as { readonly kind: string; readonly size?: unknown } | undefined;
    if (one === undefined) file.report(own, `there is no shock ${at}: they are 0 to ${shocks.length - 1}`);
    else if (typeof one.size !== "number") file.report(own, `the shock ${at}, ${one.kind}, has no size to scale`);
  }
}
