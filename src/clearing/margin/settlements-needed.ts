/** How many settlements a policy must know before it can ask for margin. */
import type { MarginPolicyConfig } from "./registry.ts";
import type { MarginToolConfig } from "./tools/registry.ts";

/** 0 for policies that look at no returns. */
export function settlementsNeeded(config: MarginPolicyConfig): number {
  return Math.max(0, ...lookbacks(config).map(({ needed }) => needed));
}

function modelNeeds(config: MarginPolicyConfig): number {
  const span = "scaling" in config && config.scaling === "overlapping" ? config.holding : 1;
  switch (config.kind) {
    case "ewma":
      return config.lookback + 1;
    case "historical":
      return config.lookback + span;
    case "filtered":
      return config.warmUp + config.lookback + span;
    case "span":
      return Math.max(...config.lookbacks) + 1;
    default:
      return 0;
  }
}

function toolNeeds(tool: MarginToolConfig): number {
  return "days" in tool && tool.kind !== "speed-limit" && tool.rate === undefined ? tool.days + 1 : 0;
}

/** Every look-back of a policy: the key that says how long it is, and the settlements that fill it. */
export function lookbacks(config: MarginPolicyConfig): { readonly path: readonly string[]; readonly needed: number }[] {
  const model = { path: [config.kind === "span" ? "lookbacks" : "lookback"], needed: modelNeeds(config) };
  const tools = (config.tools ?? []).map((tool, i) => ({
    path: ["tools", String(i), "days"],
    needed: toolNeeds(tool),
  }));
  return [model, ...tools].filter(({ needed }) => needed > 0);
}
