/** Margin without feedback: a policy along prices that it does not move, those of the twin without calls. */
import { type MarginDays, marginFigures, type StressRun } from "../../analysis/stress/index.ts";
import type { Scenario } from "../../engine/config.ts";
import { historyPrices } from "../../market/index.ts";
import { Listing } from "../../market/listing.ts";
import { marginPath } from "../margin/margin-path.ts";
import type { StressMeasure } from "./stress-measure.ts";
import type { PolicyMargin } from "./stress-plan.ts";

const DAY = 86_400_000;

/**
 * The settlements of a run with the margin that the policy asks after each, from the fork on; before it, what the run had. It
 * knows the venue's history, as the policy in a run does.
 */
export function alongPrices(
  days: MarginDays,
  policy: PolicyMargin,
  scenario: Scenario,
  measure: StressMeasure,
): MarginDays {
  const config = scenario.venues[measure.venue];
  const { multiplier } = config;
  const past = historyPrices(config.history);
  // Series hold ticks x tick, of which the price that a policy saw may differ in the last bit.
  const listing = new Listing(measure.venue, 0, config);
  const prices = [...past, ...days.settlement.map((price) => listing.toPrice(listing.toTicks(price)))];
  const first = scenario.clock.start;
  const times = [...past.map((_, i) => first - (past.length - i) * DAY), ...days.after];
  const path = marginPath(policy.margin, { times, prices, multiplier, notice: policy.notice });
  const own = (rates: Float64Array, before: Float64Array): Float64Array =>
    days.after.map((time, i) => (time >= measure.fork ? rates[past.length + i] : before[i]));
  return {
    ...days,
    maintenance: own(path.maintenance, days.maintenance),
    initial: own(path.initial, days.initial),
  };
}

/** Runs of a policy along the twin's prices; null where the twin failed. */
export function fixedRuns(
  baseline: readonly (StressRun | null)[],
  policy: PolicyMargin,
  scenario: Scenario,
  measure: StressMeasure,
): (StressRun | null)[] {
  const { zone, multiplier } = scenario.venues[measure.venue];
  return baseline.map((twin) => {
    if (twin === null) return null;
    const days = alongPrices(twin.days, policy, scenario, measure);
    return { days, figures: marginFigures(days, { ...measure, zone, multiplier }) };
  });
}
