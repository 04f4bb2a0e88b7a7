/** Mechanisms that are asked for by name, and what is laid upon a scenario so that several of them are off. */
import { type Scenario, usedMechanisms } from "../../engine/config.ts";
import { listNames, suggest } from "../../scenario/nearest-name.ts";
import type { ParameterValue } from "../design/design.ts";
import { UsageError } from "../usage-error.ts";
import { declaredMechanism, MECHANISMS, type Mechanism, type SwitchedOff } from "./mechanisms.ts";

/** A mechanism that a scenario has, and how it is switched off from a moment on. */
export interface FoundMechanism {
  readonly mechanism: Mechanism;
  readonly off: SwitchedOff;
}

/** Those of the list that the scenario has from `from` on. */
export function presentMechanisms(scenario: Scenario, from: number): FoundMechanism[] {
  return MECHANISMS.flatMap((mechanism) => {
    const off = mechanism.off(scenario, from);
    return off === null ? [] : [{ mechanism, off }];
  });
}

/**
 * The mechanisms of those names: of the list, or of those that the scenario declares itself. Throws a UsageError that tells
 * every name that there is not, and every one of which the scenario has nothing.
 */
export function namedMechanisms(names: readonly string[], scenario: Scenario, from: number): FoundMechanism[] {
  const faults: string[] = [];
  const known = [...new Set([...MECHANISMS.map(({ name }) => name), ...Object.keys(scenario.mechanisms)])];
  const found = [...new Set(names)].flatMap((name): FoundMechanism[] => {
    const listed = MECHANISMS.find((one) => one.name === name);
    const title = scenario.mechanisms[name];
    const mechanism = listed ?? (title === undefined ? undefined : declaredMechanism(name, title));
    if (mechanism === undefined) {
      faults.push(`there is no mechanism "${name}"; ${suggest(name, known) || `there is ${listNames(known)}`}`);
      return [];
    }
    const off = mechanism.off(scenario, from);
    if (off !== null) return [{ mechanism, off }];
    const when = from > scenario.clock.start ? ` from ${momentWords(from)} on` : "";
    faults.push(`${scenario.name} has nothing of ${mechanism.title} (${name}) that could be switched off${when}`);
    return [];
  });
  if (faults.length > 0) throw new UsageError(faults.join("\n"));
  return found;
}

const momentWords = (time: number): string =>
  `${new Date(time).toISOString().slice(0, 19).replace("T", " ").replace(/:00$/, "")} UTC`;

/** Names the mechanism to which shocks are counted that do not happen. */
const tagOf = (name: string): string => `without-${name}`;

/** Values by path that switch all of them off. */
export function switchOff(scenario: Scenario, found: readonly FoundMechanism[]): Record<string, ParameterValue> {
  const without = [...scenario.without];
  const declared: Record<string, string> = { ...scenario.mechanisms };
  const set: Record<string, ParameterValue> = {};
  const shocks = [...scenario.shocks];
  const add = (name: string, title: string): void => {
    declared[name] ??= title;
    if (!without.includes(name)) without.push(name);
  };
  for (const { mechanism, off } of found) {
    Object.assign(set, off.set);
    for (const name of off.without) add(name, mechanism.title);
    if (off.shocks.length > 0) add(tagOf(mechanism.name), mechanism.title);
    for (const i of off.shocks) {
      set[`shocks.${i}.mechanism`] = tagOf(mechanism.name);
      shocks[i] = { ...shocks[i], mechanism: tagOf(mechanism.name) };
    }
  }
  if (without.length === scenario.without.length) return set;
  // A mechanism whose last shock is counted to another one now has nothing left, and must not be declared.
  const used = usedMechanisms({ ...scenario, shocks });
  for (const name of Object.keys(scenario.mechanisms)) if (!used.has(name)) delete declared[name];
  // What is declared comes first: the rest names it.
  return { mechanisms: declared, ...set, without: without as unknown as ParameterValue };
}
