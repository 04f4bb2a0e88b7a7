/** The scenario of a point, compiled anywhere from what the plan holds. */
import { posix } from "node:path";
import type { Scenario } from "../../engine/config.ts";
import { compileSource, readSource, type ScenarioSource } from "../../scenario/compile.ts";
import { engineDefinition } from "../../scenario/engine-definition.ts";
import { mathjsParser } from "../../scenario/mathjs.ts";
import type { ParameterValue } from "../design/design.ts";
import type { SweepBase, SweepParameter, SweepPlan } from "./sweep-plan.ts";

const read = new WeakMap<SweepBase, ScenarioSource>();

/** What a file that `from` names as `target` is called in a plan. */
export function resolveInPlan(from: string, target: string): string {
  return posix.isAbsolute(target) ? posix.normalize(target) : posix.join(posix.dirname(from), target);
}

/** The base's text as a tree, read once for each plan. */
function sourceOf(base: SweepBase): ScenarioSource {
  let source = read.get(base);
  if (source === undefined) {
    source = readSource(base.path, engineDefinition, {
      read(name) {
        const text = base.sources[name];
        if (text === undefined) throw new Error("the plan does not hold it");
        return text;
      },
      resolve: resolveInPlan,
      beside: () => Object.keys(base.sources),
    });
    read.set(base, source);
  }
  return source;
}

function compile(base: SweepBase, values: Readonly<Record<string, ParameterValue>>, seed: number): Scenario {
  const overrides = { ...base.set, ...values };
  const changes = { overrides, without: base.without, seed };
  return compileSource(sourceOf(base), engineDefinition, changes, mathjsParser).scenario as unknown as Scenario;
}

/** What holds at every point and nothing else: the run-up of a fork. Throws a ScenarioError. */
export function baseScenario(plan: Pick<SweepPlan, "base">, seed: number): Scenario {
  return compile(plan.base, {}, seed);
}

/**
 * What a point lays upon the base, by path: its values, or what the cases that they name stand for (in that seed, where it is
 * given); later ones win.
 */
export function overridesAt(
  parameters: readonly SweepParameter[],
  values: readonly ParameterValue[],
  seed?: number,
): Readonly<Record<string, ParameterValue>> {
  const overrides: Record<string, ParameterValue> = {};
  for (const [i, { path, cases }] of parameters.entries()) {
    const laid = cases?.[`${values[i]}@${seed}`] ?? cases?.[String(values[i])] ?? { [path]: values[i] };
    for (const [at, value] of Object.entries(laid)) {
      // The order of keys is the order in which they are laid on.
      delete overrides[at];
      overrides[at] = value;
    }
  }
  return overrides;
}

/**
 * The scenario at a point, by its values in the order of the parameters. Throws a ScenarioError when they make none.
 */
export function pointScenario(
  plan: Pick<SweepPlan, "base" | "parameters">,
  values: readonly ParameterValue[],
  seed: number,
): Scenario {
  return compile(plan.base, overridesAt(plan.parameters, values, seed), seed);
}
