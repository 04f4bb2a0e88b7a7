/** Charts and the report of a run: what they need of a scenario, taken from it. */
import type { ChartScenario } from "../charts/index.ts";
import { drawRun } from "../charts/index.ts";
import type { Scenario } from "../engine/config.ts";
import type { RunResult } from "../engine/result.ts";
import type { RunPlan } from "./run-plan.ts";

/** Draws into an existing run's directory: charts/ and report.html. */
export async function draw(directory: string, plan: RunPlan, result: RunResult, twin: RunResult | null): Promise<void> {
  await drawRun(directory, {
    result,
    twin,
    scenario: chartScenario(plan.scenario),
    manifest: { run: plan.name, hash: plan.hash, seed: plan.seed, version: plan.version, without: plan.without },
  });
}

function chartScenario(scenario: Scenario): ChartScenario {
  const venues = Object.entries(scenario.venues).map(([name, venue]) => [
    name,
    { zone: venue.zone, multiplier: venue.multiplier, futures: venue.settles === "futures" },
  ]);
  return {
    title: scenario.title || scenario.name,
    subject: scenario.subject,
    venues: Object.fromEntries(venues),
    mainVenue: scenario.main,
    ...(scenario.fund === undefined ? {} : { fundVenue: scenario.fund }),
    ...(scenario.crashDay === undefined ? {} : { crashDay: scenario.crashDay }),
    reported: scenario.reported,
  };
}
