/** The tools against procyclicality by name. A new one is a file beside this and a line in each of the two lists. */
import { z } from "zod";
import type { MarginPolicy } from "../policy.ts";
import type { RiskTerms } from "../risk-terms.ts";
import { bufferConfig, MarginBuffer } from "./buffer.ts";
import { Cap, capConfig } from "./cap.ts";
import { Floor, floorConfig } from "./floor.ts";
import { SpeedLimit, speedLimitConfig } from "./speed-limit.ts";
import { StepHikes, stepHikesConfig } from "./step-hikes.ts";
import { Stressed, stressedConfig } from "./stressed.ts";

/** What may stand in a policy's list of tools. */
export const marginToolConfig = z.discriminatedUnion("kind", [
  floorConfig,
  bufferConfig,
  stressedConfig,
  capConfig,
  speedLimitConfig,
  stepHikesConfig,
]);
export type MarginToolConfig = z.output<typeof marginToolConfig>;

export const toolKeys = {
  tools: z
    .array(marginToolConfig)
    .max(12)
    .optional()
    .meta({ description: "Tools against procyclicality, each applied to what the one before it yields" }),
};

type Makers = {
  [K in MarginToolConfig["kind"]]: (
    config: Extract<MarginToolConfig, { kind: K }>,
    inner: MarginPolicy,
    terms: RiskTerms,
  ) => MarginPolicy;
};

const makers: Makers = {
  floor: (config, inner, terms) => new Floor(config, inner, terms),
  buffer: (config, inner, terms) => new MarginBuffer(config, inner, terms),
  stressed: (config, inner, terms) => new Stressed(config, inner, terms),
  cap: (config, inner, terms) => new Cap(config, inner, terms),
  "speed-limit": (config, inner) => new SpeedLimit(config, inner),
  "step-hikes": (config, inner) => new StepHikes(config, inner),
};

/** Wraps a policy. */
export function createMarginTool<K extends MarginToolConfig["kind"]>(
  config: Extract<MarginToolConfig, { kind: K }>,
  inner: MarginPolicy,
  terms: RiskTerms,
): MarginPolicy {
  const make = makers[config.kind as K] as (c: typeof config, inner: MarginPolicy, terms: RiskTerms) => MarginPolicy;
  return make(config, inner, terms);
}
