/** What follows from a plan, for those who hand out its runs and those who make them. */
import type { SweepPlan } from "./sweep-plan.ts";

/** What of a plan a worker needs beside the values of the point at hand. */
export type WorkerPlan = Pick<SweepPlan, "base" | "parameters" | "series" | "fork" | "forkAsked" | "measure">;

/**
 * Whether the runs of a seed share a run-up. A fork that was found only saves time, so it is left alone where nothing
 * would be saved; one that was asked for is part of what a run means.
 */
export function sharesRunUp(plan: Pick<SweepPlan, "fork" | "forkAsked" | "common">, points: number): boolean {
  return plan.fork !== null && (plan.forkAsked || (plan.common && points > 1));
}

/** Whether a run's tables are kept. */
export const keepsSeries = ({ series }: Pick<SweepPlan, "series">, point: number): boolean =>
  series !== null && (series.points?.includes(point) ?? true);
