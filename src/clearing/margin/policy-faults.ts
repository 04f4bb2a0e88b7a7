/** What a schema cannot say of a policy: a look-back that nothing fills, tools that undo one another. */
import { maintenanceOf } from "./level.ts";
import { MOST_RATE } from "./rate.ts";
import type { MarginPolicyConfig } from "./registry.ts";
import { lookbacks } from "./settlements-needed.ts";

/** A fault, and the key below the policy at which it shows. */
export interface PolicyFault {
  readonly path: readonly string[];
  readonly message: string;
}

/** What keeps a policy from working where `known` settlements are known when it begins. */
export function policyFaults(config: MarginPolicyConfig, known: number): PolicyFault[] {
  const unfilled = lookbacks(config)
    .filter(({ needed }) => needed > known)
    .map(({ path, needed }) => ({
      path,
      message: `the look-back is longer than the history: it takes ${needed} settlements before margin begins, and ${known === 1 ? "1 is" : `${known} are`} known`,
    }));
  return [...unfilled, ...toolFaults(config)];
}

/** Follows the least and the most that margin may be through the tools. */
function toolFaults(config: MarginPolicyConfig): PolicyFault[] {
  const faults: PolicyFault[] = [];
  let [least, most] = bounds(config);
  (config.tools ?? []).forEach((tool, i) => {
    if (!("rate" in tool) || tool.rate === undefined) {
      if (tool.kind === "buffer") most = Math.min(MOST_RATE, (1 + tool.share) * most);
      else if (tool.kind !== "speed-limit") [least, most] = [0, MOST_RATE];
      return;
    }
    const { rate } = tool;
    const fault = (message: string) => faults.push({ path: ["tools", String(i), "rate"], message });
    if (tool.kind === "floor") {
      if (rate >= most) fault(`the floor stands at or above the most that margin can be (${percent(most)})`);
      [least, most] = [Math.max(least, rate), Math.max(most, rate)];
    } else if (tool.kind === "cap") {
      if (rate <= least) fault(`the cap stands at or below the least that margin can be (${percent(least)})`);
      [least, most] = [Math.min(least, rate), Math.min(most, rate)];
    } else if (tool.kind === "buffer") {
      if ((1 + tool.share) * most <= rate)
        fault(`the buffer never releases: margin with all of it stays at or below ${percent((1 + tool.share) * most)}`);
      if (least >= rate) fault(`the buffer is always used up: margin is never below ${percent(least)}`);
      [least, most] = [
        Math.min(rate, (1 + tool.share) * least),
        Math.max(most, Math.min(rate, (1 + tool.share) * most)),
      ];
    } else if (tool.kind === "stressed") {
      const mix = (x: number) => (1 - tool.weight) * x + tool.weight * rate;
      [least, most] = [mix(least), mix(most)];
    }
  });
  return faults;
}

function bounds(config: MarginPolicyConfig): [number, number] {
  if (config.kind !== "fixed" || config.amount !== undefined) return [0, MOST_RATE];
  const rate = maintenanceOf(config, Number.NaN);
  return [rate, rate];
}

const percent = (rate: number): string => `${Number((rate * 100).toFixed(2))}%`;
