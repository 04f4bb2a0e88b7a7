/** A policy on a file of prices: its path, what it covered, and how it moved with the cycle. */
import { HORIZONS, type MarginFigures, marginFigures, responsiveness } from "../../analysis/margin/index.ts";
import { LEAST_RATE, MOST_RATE } from "../../clearing/margin/rate.ts";
import type { MarginPolicyConfig } from "../../clearing/margin/registry.ts";
import { DAY, dayName } from "../../core/time.ts";
import type { DatedValues } from "./dated-values.ts";
import { marginPath } from "./margin-path.ts";
import type { ReadPolicy } from "./read-policy.ts";

export interface MarginReport {
  readonly file: string;
  readonly policy: ReadPolicy;
  /** The days on which margin is known, midnights in ms UTC. */
  readonly dates: readonly number[];
  readonly prices: readonly number[];
  /** Prices before them, which filled look-backs. */
  readonly before: number;
  /** The model alone, then each tool on top of those before it; all on the days that the whole policy has. */
  readonly variants: readonly MarginFigures[];
  /** The last of them. */
  readonly whole: MarginFigures;
  /** Of each variant, by horizon: relative change of margin over that of volatility, where volatility rose most. */
  readonly responsiveness: readonly (readonly number[])[];
  readonly warnings: readonly string[];
}

/** Weight of the day before in the volatility that responsiveness is held against (RiskMetrics 1996, for a month). */
const MEMORY = 0.97;

/** Works out all of it. The policy must know enough on the last day. */
export function marginReport(prices: DatedValues, policy: ReadPolicy, warnings: readonly string[]): MarginReport {
  const { config } = policy;
  // A settlement is known when its day is over, wherever the venue stands.
  const times = prices.dates.map((date) => date + DAY);
  const known = { times, prices: prices.values, multiplier: policy.multiplier, notice: policy.notice };
  const tools = config.tools ?? [];
  const paths = Array.from({ length: tools.length + 1 }, (_, count) => marginPath(withTools(config, count), known));
  const before = paths[tools.length].maintenance.findIndex((rate) => !Number.isNaN(rate));
  const [dates, closes] = [prices.dates.slice(before), prices.values.slice(before)];
  const variants = paths.map(({ maintenance, initial }, count) =>
    marginFigures(
      tools.slice(0, count).map((tool) => tool.kind),
      { maintenance: maintenance.slice(before), initial: initial.slice(before) },
      closes,
      policy,
    ),
  );
  const whole = variants[tools.length];
  const answers = paths.map(({ maintenance }) =>
    HORIZONS.map((n) => responsiveness(prices.values, maintenance, before + n, MEMORY, n)),
  );
  const all = [...warnings, ...bufferWarnings(config, variants), ...boundWarnings(whole, dates)];
  return {
    file: prices.file,
    policy,
    dates,
    prices: closes,
    before,
    variants,
    whole,
    responsiveness: answers,
    warnings: all,
  };
}

const withTools = (config: MarginPolicyConfig, count: number): MarginPolicyConfig => ({
  ...config,
  tools: (config.tools ?? []).slice(0, count),
});

/** Says when a buffer was whole on every day: it then only raised margin. */
function bufferWarnings({ tools = [] }: MarginPolicyConfig, variants: readonly MarginFigures[]): string[] {
  return tools.flatMap((tool, i) => {
    if (tool.kind !== "buffer") return [];
    const [bare, buffered] = [variants[i].maintenance, variants[i + 1].maintenance];
    const released = buffered.some((rate, day) => rate < (1 + tool.share) * bare[day] * (1 - 1e-12));
    return released ? [] : ["the buffer never released: margin never rose to where it is used up"];
  });
}

/** Says when a rate stood at the bounds that every rate has: it is then no longer the policy's own. */
function boundWarnings({ maintenance }: MarginFigures, dates: readonly number[]): string[] {
  return [LEAST_RATE, MOST_RATE].flatMap((bound) => {
    const days = maintenance.reduce((count, rate) => count + (rate === bound ? 1 : 0), 0);
    if (days === 0) return [];
    const first = dayName(dates[maintenance.indexOf(bound)]);
    const what = bound === LEAST_RATE ? "least" : "most";
    const often = days === 1 ? "a day" : `${days} days`;
    return [`margin stood at ${bound * 100}%, the ${what} that it may be, on ${often}, first on ${first}`];
  });
}
