/** Runs are named by content: a larger sweep finds the runs that a smaller one left. */
import { createHash } from "node:crypto";
import { plainJson } from "../../scenario/canonical.ts";
import { overridesAt } from "./point-scenario.ts";
import type { SweepPlan } from "./sweep-plan.ts";

/** Seeds that are drawn lie below this, so that they stay whole numbers in every format. */
export const SEEDS = 2 ** 48;

/**
 * 16 hexadecimal digits for each point: the SHA-256 of the engine's version, the base scenario with what holds at every
 * point, the point's own values, and the fork when the sweep asked for one.
 */
export function pointKeys(plan: SweepPlan): string[] {
  const { version, base, parameters, fork, forkAsked } = plan;
  const { path, sources, set, without } = base;
  const texts = Object.keys(sources)
    .filter((name) => name !== path)
    .sort()
    .map((name) => sources[name]);
  const asked = forkAsked ? fork : null;
  const common = digest([version, sources[path], texts, Object.entries(set), without, asked].map(plainJson));
  const paths = parameters.map((parameter) => parameter.path);
  // What a case stands for names its runs, not what it is called.
  if (parameters.some(({ cases }) => cases !== undefined))
    return plan.values.map((values) =>
      digest([common, plainJson(Object.entries(overridesAt(parameters, values)))]).slice(0, 16),
    );
  return plan.values.map((values) => digest([common, paths, plainJson(values)]).slice(0, 16));
}

/**
 * The seed of a replicate at a point: the same one for every point under common random numbers; else drawn from the
 * point's content and the replicate's seed. Replicates of a point never share one.
 */
export function seedOf(plan: Pick<SweepPlan, "common" | "seeds">, pointKey: string, replicate: number): number {
  const seed = plan.seeds[replicate];
  return plan.common ? seed : (firstSeed(pointKey) + seed) % SEEDS;
}

/** The replicate's seed behind a seed that was drawn from it and the point's content. */
export const undrawn = (pointKey: string, drawn: number): number => (drawn - firstSeed(pointKey) + SEEDS) % SEEDS;

const firstSeed = (pointKey: string): number => Number.parseInt(pointKey.slice(0, 12), 16);

/** `pointKey` and the seed together name a run. */
export const runKey = (pointKey: string, seed: number): string => `${pointKey}-s${seed}`;

const digest = (value: unknown): string => createHash("sha256").update(JSON.stringify(value)).digest("hex");
