/** What each stress and each policy of a study lays upon its base, by path. */
import type { Scenario } from "../../engine/config.ts";
import { dueFrom } from "../../engine/fork.ts";
import type { PathSegment } from "../../scenario/problem.ts";
import type { ParameterValue } from "../design/design.ts";
import type { Overrides } from "../sweep/sweep-base.ts";
import type { StressPolicyConfig, StressScenarioConfig } from "./study-config.ts";

/** A case of the study: its name, its values, and where in the file each of them stands. */
export interface StressCase {
  readonly name: string;
  readonly title: string;
  readonly values: Overrides;
  /** Place in the file of what is laid at a path. */
  readonly places: ReadonlyMap<string, readonly PathSegment[]>;
}

/** A policy: its keys of the venue's clearing, then its `set`. `at`: where it stands in the file. */
export function policyCase(
  name: string,
  config: StressPolicyConfig,
  venue: string,
  at: readonly PathSegment[] = ["policies", name],
): StressCase {
  const values: Record<string, ParameterValue> = {};
  const places = new Map<string, readonly PathSegment[]>();
  for (const [key, value] of Object.entries(config.clearing)) {
    values[`clearing.${venue}.${key}`] = value as ParameterValue;
    places.set(`clearing.${venue}.${key}`, [...at, "clearing", key]);
  }
  for (const [path, value] of Object.entries(config.set)) {
    values[path] = value as ParameterValue;
    places.set(path, [...at, "set", path]);
  }
  return { name, title: config.title || name, values, places };
}

/** A stress: news scaled by its multiplier, then its `set`. `at`: where it stands in the file. */
export function scenarioCase(
  name: string,
  config: StressScenarioConfig,
  base: Scenario,
  shock: number,
  at: readonly PathSegment[] = ["scenarios", name],
): StressCase {
  const { multiplier, scales } = config;
  const values: Record<string, ParameterValue> = {};
  const places = new Map<string, readonly PathSegment[]>();
  for (const [path, value] of Object.entries(scaledNews(base, shock, multiplier, scales))) {
    values[path] = value;
    places.set(path, [...at, "multiplier"]);
  }
  for (const [path, value] of Object.entries(config.set)) {
    values[path] = value as ParameterValue;
    places.set(path, [...at, "set", path]);
  }
  return { name, title: config.title || name, values, places };
}

/** Sizes of the news that is due from `shock` on, or of the shocks of those numbers, times the multiplier; none for 1. */
export function scaledNews(
  base: Scenario,
  shock: number,
  multiplier: number,
  scales: readonly number[] | undefined,
): Overrides {
  if (multiplier === 1) return {};
  const sizes = base.shocks.flatMap((one, i) => {
    const { kind, size } = one as { readonly kind: string; readonly size?: unknown };
    const chosen = scales === undefined ? kind === "news" && dueFrom(base, i) >= shock : scales.includes(i);
    return chosen && typeof size === "number" ? [[`shocks.${i}.size`, size * multiplier] as const] : [];
  });
  return Object.fromEntries(sizes);
}

/** Nobody is called and nothing is sold by force, at any margined venue. */
export function withoutCalls(base: Scenario): Overrides {
  const venues = Object.entries(base.venues).filter(([, { settles }]) => settles === "futures");
  return Object.fromEntries(venues.map(([name]) => [`clearing.${name}.forcedLiquidation`, false]));
}
