/** The kinds of trading rule. A new one is one file and one line in each of these two lists. */
import { z } from "zod";
import { dailyLimit } from "./daily-limit.ts";
import type { Rule, RuleKind } from "./rule.ts";
import { scheduledHalt } from "./scheduled-halt.ts";
import { velocityHalt } from "./velocity-halt.ts";

/** A rule as a scenario writes it. */
export const ruleConfig = z.discriminatedUnion("kind", [dailyLimit.config, velocityHalt.config, scheduledHalt.config]);
type RuleConfig = z.output<typeof ruleConfig>;

const KINDS: readonly RuleKind[] = Object.freeze([dailyLimit, velocityHalt, scheduledHalt] as RuleKind[]);

/** Makes the rule that the configuration describes. `zone`: IANA zone of its local times. */
export function createRule(config: RuleConfig, zone: string): Rule {
  const kind = KINDS.find((k) => k.kind === config.kind);
  if (!kind) throw new RangeError(`unknown kind of rule ${JSON.stringify(config.kind)}`);
  return kind.create(config, zone);
}
