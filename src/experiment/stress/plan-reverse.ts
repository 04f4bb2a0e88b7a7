/** Reverse stress as a sweep of its own: sizes of the shock x numbers of members that fail, under one policy. */
import { createHash } from "node:crypto";
import type { Scenario } from "../../engine/config.ts";
import { suggest } from "../../scenario/nearest-name.ts";
import type { ParameterValue } from "../design/design.ts";
import type { SweepBase } from "../sweep/sweep-base.ts";
import type { SweepPlan } from "../sweep/sweep-plan.ts";
import { momentText } from "../sweep/written-number.ts";
import { type StressCase, scaledNews } from "./case-overrides.ts";
import { checkScales } from "./check-cases.ts";
import { DAYS } from "./measure-run.ts";
import type { ReverseConfig } from "./stress-config.ts";
import type { StressFile } from "./stress-file.ts";
import type { StressMeasure } from "./stress-measure.ts";
import type { ReversePlan } from "./stress-plan.ts";

/** What the reverse stress shares with the study. */
export interface ReverseParts {
  readonly file: StressFile;
  readonly base: SweepBase;
  readonly scenario: Scenario;
  readonly measure: StressMeasure;
  readonly runs: SweepPlan;
}

/** A reverse stress as the file asks for it, and the policy that it is about. */
export interface AskedReverse {
  readonly config: ReverseConfig;
  readonly policy: StressCase;
}

/** What the file asks for; null where it asks for none, or names no policy of the study. Reports what is wrong with it. */
export function checkReverse(
  file: StressFile,
  scenario: Scenario,
  policies: readonly StressCase[],
): AskedReverse | null {
  const config = file.section("reverse");
  if (config === undefined) return null;
  checkScales(file, scenario, ["reverse"], config.scales);
  rising(file, "multipliers", config.multipliers);
  rising(file, "defaults", config.defaults);
  const policy = policyOf(file, "reverse", config.policy, policies);
  return policy === undefined ? null : { config, policy };
}

/** Its plan; null when the base has mistakes. */
export function planReverse({ config, policy }: AskedReverse, parts: ReverseParts): ReversePlan | null {
  const { file, base, measure, runs } = parts;
  const seeds = typeof config.seeds === "number" ? Array.from({ length: config.seeds }, (_, i) => i + 1) : config.seeds;
  const listed = base.written("shocks");
  if (listed !== undefined && !Array.isArray(listed)) return null;
  const shocks = (listed ?? []) as ParameterValue[];
  const { venue, shock } = measure;
  const failing = { kind: "member-default", at: momentText(shock), venue, largest: 0, side: config.side };
  const set = { shocks: [...shocks, failing] };
  const cells = config.multipliers.flatMap((multiplier) =>
    config.defaults.map((defaults) => ({ multiplier, defaults })),
  );
  const values = cells.map(({ multiplier, defaults }) => ({
    ...scaledNews(parts.scenario, shock, multiplier, config.scales),
    [`shocks.${shocks.length}.largest`]: defaults,
    ...policy.values,
  }));
  for (const [i, multiplier] of config.multipliers.entries()) {
    const { problems } = base.compile({ ...set, ...values[i * config.defaults.length] });
    for (const { path, message } of problems.slice(0, 1))
      file.report(
        ["reverse", "multipliers", i],
        `the scenario refuses news of ${multiplier} times the size: ${path}: ${message}`,
      );
  }
  const names = cells.map(({ multiplier, defaults }) => `${multiplier} times, ${defaults} failing`);
  const points = names.map((name) => [name]);
  const own = { ...measure, path: false };
  const planned = { ...runs.base, set: { ...runs.base.set, ...set } };
  return {
    config,
    policy: { name: policy.name, title: policy.title },
    cells,
    runs: {
      ...runs,
      name: `${runs.name}-reverse`,
      hash: createHash("sha256")
        .update(JSON.stringify([runs.version, planned, own]))
        .digest("hex")
        .slice(0, 8),
      base: planned,
      parameters: [
        {
          path: "cell",
          numeric: false,
          sampled: true,
          cases: Object.fromEntries(names.map((name, i) => [name, values[i]])),
        },
      ],
      design: { ...runs.design, points },
      values: points,
      seeds: [...new Set(seeds)],
      series: { tables: [DAYS], points: null },
      measure: own,
    },
  };
}

/** The policy that a section of the file names, or the first one; one that there is not is reported. */
export function policyOf(
  file: StressFile,
  section: "reverse" | "sensitivity",
  name: string | undefined,
  policies: readonly StressCase[],
): StressCase | undefined {
  if (name === undefined) return policies[0];
  const found = policies.find((policy) => policy.name === name);
  const names = policies.map((policy) => policy.name);
  if (found === undefined) file.report([section, "policy"], `there is no policy "${name}"`, suggest(name, names));
  return found;
}

function rising(file: StressFile, key: "multipliers" | "defaults", values: readonly number[]): void {
  values.forEach((value, i) => {
    if (i > 0 && value <= values[i - 1])
      file.report(["reverse", key, i], `${key} must rise: ${value} comes after ${values[i - 1]}`);
  });
}
