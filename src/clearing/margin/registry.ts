/** The margin policies by name. A new one is a file beside this and a line in each of the two lists. */
import { z } from "zod";
import { FixedPolicy, fixedConfig } from "./fixed.ts";
import { perLotConfig } from "./per-lot.ts";
import type { MarginContext, MarginPolicy } from "./policy.ts";
import { SchedulePolicy, scheduleConfig } from "./schedule.ts";

/** What a scenario may write under `margin`. */
export const marginPolicyConfig = z.discriminatedUnion("kind", [fixedConfig, scheduleConfig, perLotConfig]);
export type MarginPolicyConfig = z.output<typeof marginPolicyConfig>;

type Makers = {
  [K in MarginPolicyConfig["kind"]]: (
    config: Extract<MarginPolicyConfig, { kind: K }>,
    context: MarginContext,
  ) => MarginPolicy;
};

const makers: Makers = {
  fixed: (config, context) => new FixedPolicy(config, context),
  schedule: (config, context) => new SchedulePolicy(config, context),
  "per-lot": (config, context) => new FixedPolicy(config, context),
};

/** Makes the policy that a scenario asks for. */
export function createMarginPolicy<K extends MarginPolicyConfig["kind"]>(
  config: Extract<MarginPolicyConfig, { kind: K }>,
  context: MarginContext,
): MarginPolicy {
  const make = makers[config.kind as K] as (c: typeof config, context: MarginContext) => MarginPolicy;
  return make(config, context);
}
