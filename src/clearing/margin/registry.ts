/** The margin policies by name. A new one is a file beside this and a line in each of the two lists. */
import { z } from "zod";
import { EwmaPolicy, ewmaConfig } from "./ewma.ts";
import { FilteredPolicy, filteredConfig } from "./filtered.ts";
import { FixedPolicy, fixedConfig } from "./fixed.ts";
import { HistoricalPolicy, historicalConfig } from "./historical.ts";
import { perLotConfig } from "./per-lot.ts";
import type { MarginContext, MarginPolicy, SettlementSeries } from "./policy.ts";
import type { RiskTerms } from "./risk-terms.ts";
import { SchedulePolicy, scheduleConfig } from "./schedule.ts";
import { settlementsNeeded } from "./settlements-needed.ts";
import { SpanPolicy, spanConfig } from "./span.ts";
import { createMarginTool } from "./tools/registry.ts";

/** What a scenario may write under `margin`. */
export const marginPolicyConfig = z.discriminatedUnion("kind", [
  fixedConfig,
  scheduleConfig,
  perLotConfig,
  ewmaConfig,
  historicalConfig,
  filteredConfig,
  spanConfig,
]);
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
  ewma: (config) => new EwmaPolicy(config),
  historical: (config) => new HistoricalPolicy(config),
  filtered: (config) => new FilteredPolicy(config),
  span: (config) => new SpanPolicy(config),
};

/** Makes the policy that a scenario asks for. It knows the settlements so far; throws a RangeError where they are too few. */
export function createMarginPolicy(config: MarginPolicyConfig, context: MarginContext): MarginPolicy {
  const { history, start } = context;
  const needed = settlementsNeeded(config);
  if (needed > history.count)
    throw new RangeError(`${config.kind} margin needs ${needed} settlements before it begins, got ${history.count}`);
  if (needed === 0 && (config.tools ?? []).length === 0) return buildMarginPolicy(config, context);
  // Day by day, so that tools remember what they would remember had they been in force before.
  const past = new Past(history);
  const policy = buildMarginPolicy(config, { ...context, history: past });
  while (past.count < history.count) {
    past.count++;
    policy.settle(past, start);
  }
  return policy;
}

/** The same before it has seen any settlement: its rates are NaN until its look-backs are full. */
export function buildMarginPolicy(config: MarginPolicyConfig, context: MarginContext): MarginPolicy {
  const make = makers[config.kind] as (c: MarginPolicyConfig, context: MarginContext) => MarginPolicy;
  const terms = riskTerms(config);
  let policy = make(config, context);
  for (const tool of config.tools ?? []) policy = createMarginTool(tool, policy, terms);
  return policy;
}

/** What a policy means to cover: a model's own terms; 99% of a day's losses for the others. */
export const riskTerms = (config: MarginPolicyConfig): RiskTerms =>
  "confidence" in config ? config : { confidence: 0.99, holding: 1 };

/** The first `count` settlements of a history. */
class Past implements SettlementSeries {
  count = 0;
  private readonly history: SettlementSeries;

  constructor(history: SettlementSeries) {
    this.history = history;
  }

  at(i: number): number {
    return this.history.at(i);
  }
}
