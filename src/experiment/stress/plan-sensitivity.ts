/** Sensitivity as a sweep of its own: assumptions of the scenario at a low and a high value, one at a time, under one policy. */
import { createHash } from "node:crypto";
import type { Scenario } from "../../engine/config.ts";
import { forkProblem } from "../../engine/fork.ts";
import type { ParameterValue } from "../design/design.ts";
import type { SweepBase } from "../sweep/sweep-base.ts";
import type { SweepPlan } from "../sweep/sweep-plan.ts";
import type { StressCase } from "./case-overrides.ts";
import { reportCase } from "./check-cases.ts";
import { DAYS } from "./measure-run.ts";
import { policyOf } from "./plan-reverse.ts";
import type { StressFile } from "./stress-file.ts";
import type { StressMeasure } from "./stress-measure.ts";
import type { SensitivityPlan } from "./stress-plan.ts";

/** What it shares with the study. */
export interface SensitivityParts {
  readonly file: StressFile;
  readonly base: SweepBase;
  readonly policies: readonly StressCase[];
  readonly runs: SweepPlan;
  readonly measure: StressMeasure;
}

/**
 * Its plan; null when the file asks for none. What is wrong is reported. Where every value may change at the fork the runs of a
 * seed share their run-up; otherwise (who trades, and how, is drawn at the start) all of them are whole, the policy included.
 */
export function planSensitivity({ file, base, policies, runs, measure }: SensitivityParts): SensitivityPlan | null {
  const config = file.section("sensitivity");
  if (config === undefined) return null;
  const policy = policyOf(file, "sensitivity", config.policy, policies);
  if (policy === undefined) return null;
  const asIs = { ...policy.values };
  const cases: Record<string, Record<string, ParameterValue>> = { "as it is": asIs };
  let forks = true;
  for (const [path, { low, high }] of Object.entries(config.vary)) {
    for (const [end, value] of [
      ["low", low],
      ["high", high],
    ] as const) {
      const values = { ...asIs, [path]: value as ParameterValue };
      const { scenario, problems } = base.compile(values);
      const place = ["sensitivity", "vary", path];
      const own = { name: path, title: path, values, places: new Map([[path, [...place, end]]]) };
      for (const problem of problems) reportCase(file, own, place, problem);
      if (scenario !== undefined) forks &&= canFork(base.scenario, scenario, measure.fork);
      cases[`${path} ${end}`] = values;
    }
  }
  const points = Object.keys(cases).map((name) => [name]);
  const own = { ...measure, path: false };
  const seeds = typeof config.seeds === "number" ? Array.from({ length: config.seeds }, (_, i) => i + 1) : config.seeds;
  return {
    policy: { name: policy.name, title: policy.title },
    vary: Object.entries(config.vary).map(([path, { title, low, high }]) => ({
      title: title || path,
      low: wordsOf(low),
      high: wordsOf(high),
    })),
    runs: {
      ...runs,
      name: `${runs.name}-sensitivity`,
      hash: createHash("sha256")
        .update(JSON.stringify([runs.version, runs.base, own, forks]))
        .digest("hex")
        .slice(0, 8),
      parameters: [{ path: "case", numeric: false, sampled: true, cases }],
      design: { ...runs.design, points },
      values: points,
      seeds: [...new Set(seeds)],
      series: { tables: [DAYS], points: null },
      fork: forks ? measure.fork : null,
      forkAsked: forks,
      measure: own,
    },
  };
}

const canFork = (base: Scenario | undefined, point: Scenario, fork: number): boolean =>
  base !== undefined && forkProblem(base, point, fork) === null;

const wordsOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
