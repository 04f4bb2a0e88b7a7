/** Margin policies of a scenario, wherever they stand: under `clearing`, and in shocks that bring in another one. */
import { policyFaults } from "../clearing/margin/policy-faults.ts";
import type { MarginPolicyConfig } from "../clearing/margin/registry.ts";
import { historyPrices } from "../market/index.ts";
import type { Scenario } from "./config.ts";

type Path = readonly (string | number)[];

/** Reports policies that cannot be: with too short a history before the run, or with tools that undo one another. */
export function checkMargins(scenario: Scenario, report: (path: Path, message: string) => void): void {
  for (const { path, venue, policy } of marginPolicies(scenario)) {
    const settings = scenario.venues[venue];
    if (settings === undefined) continue;
    const known = historyPrices(settings.history).length;
    for (const fault of policyFaults(policy, known)) report([...path, ...fault.path], fault.message);
  }
}

function marginPolicies({ clearing, shocks }: Scenario): { path: Path; venue: string; policy: MarginPolicyConfig }[] {
  const { roundsPerMinute: _, ...venues } = clearing;
  const standing = Object.entries(venues).map(([venue, { margin }]) => ({
    path: ["clearing", venue, "margin"],
    venue,
    policy: margin,
  }));
  const coming = (shocks as readonly MarginShock[]).flatMap(({ kind, venue, policy }, i) =>
    kind === "margin" && venue !== undefined && policy !== undefined
      ? [{ path: ["shocks", i, "policy"], venue, policy }]
      : [],
  );
  return [...standing, ...coming];
}

/** What a margin shock has beyond the keys of all shocks. */
interface MarginShock {
  readonly kind: string;
  readonly venue?: string;
  readonly policy?: MarginPolicyConfig;
}
