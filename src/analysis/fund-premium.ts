import type { RunResult, VenueSeries } from "../engine/result.ts";
import { type TradingDay, tradingDays } from "./trading-days.ts";

/** The path of a listed fund's premium over its net asset value. Premiums are fractions. */
export interface PremiumPath {
  /** One entry a trading day of the fund: premium at the close over the value then published. */
  readonly days: readonly { readonly day: TradingDay; readonly premium: number }[];
  /** Step of the highest premium at a close, and that premium. */
  readonly peakStep: number;
  readonly peak: number;
  readonly end: number;
  /** Largest fall of the published value from one publication to the next, a fraction below 0, and its step. */
  readonly worstRevaluation: number;
  readonly worstRevaluationStep: number;
}

/** The premium at each close of the fund's venue; null when the run has no such fund. */
export function premiumPath(result: RunResult, fund: VenueSeries, zone: string): PremiumPath | null {
  const { nav, premium } = result.world;
  const days = tradingDays(result, fund, zone)
    .map((day) => ({ day, premium: premium[day.settled < 0 ? day.last : Math.max(day.first, day.settled - 1)] }))
    .filter((entry) => !Number.isNaN(entry.premium));
  if (days.length === 0) return null;
  let top = days[0];
  for (const entry of days) if (entry.premium > top.premium) top = entry;
  let worst = 0;
  let worstStep = -1;
  for (let i = 1; i < nav.length; i++) {
    const change = nav[i] / nav[i - 1] - 1;
    if (change < worst) {
      worst = change;
      worstStep = i;
    }
  }
  return {
    days,
    peakStep: top.day.settled < 0 ? top.day.last : top.day.settled,
    peak: top.premium,
    end: days[days.length - 1].premium,
    worstRevaluation: worst,
    worstRevaluationStep: worstStep,
  };
}
