/** The runs of a stress study summed up: every policy in every stress, with and without feedback. */
import {
  type PriceFan,
  policyReport,
  type ReverseReport,
  reverseCell,
  reverseReport,
  type ScenarioReport,
  type StressReport,
  withAmplification,
} from "../../analysis/stress/index.ts";
import type { Samples } from "../sweep/read-samples.ts";
import type { SweepPlan } from "../sweep/sweep-plan.ts";
import { runsOf } from "../sweep/sweep-runs.ts";
import { readFans } from "../validation/read-fans.ts";
import { fixedRuns } from "./fixed-prices.ts";
import { PATH } from "./measure-run.ts";
import { type RunsByPoint, readRuns } from "./read-runs.ts";
import { type StressRuns, stressStores } from "./run-stress.ts";
import { BASELINE, type StressPlan } from "./stress-plan.ts";

/** Sums up the runs. */
export async function judgeStress(plan: StressPlan, made: StressRuns): Promise<StressReport> {
  const { scenario, measure, runs, coverage } = plan;
  const store = stressStores(plan).runs;
  const byPoint = await readRuns(runs, store, made.runs);
  const fans = await fansByPoint(runs, store, byPoint);
  const { currency, unit, zone } = scenario.venues[measure.venue];
  return {
    name: plan.name,
    title: plan.title,
    hash: plan.hash,
    version: runs.version,
    base: scenario.name,
    without: scenario.without,
    ...{ venue: measure.venue, currency, unit, zone },
    ...{ fork: measure.fork, shock: measure.shock, until: measure.until, coverage },
    seeds: runs.seeds,
    failed: failedOf(made.runs) + (made.reverse === null ? 0 : failedOf(made.reverse)),
    failures: [...new Set([...made.runs.failures, ...(made.reverse?.failures ?? [])])],
    scenarios: plan.scenarios.map((_, s) => scenarioReport(plan, s, byPoint, fans)),
    reverse: await reverseOf(plan, made),
  };
}

const failedOf = ({ summaries }: Samples): number => summaries.filter((summary) => summary === null).length;

async function reverseOf({ directory, reverse }: StressPlan, made: StressRuns): Promise<ReverseReport | null> {
  if (reverse === null || made.reverse === null) return null;
  const byPoint = await readRuns(reverse.runs, stressStores({ directory }).reverse, made.reverse);
  const cells = reverse.cells.map((cell, point) =>
    reverseCell(
      cell,
      byPoint[point].map((run) => run?.figures ?? null),
    ),
  );
  return reverseReport(reverse.policy.title, reverse.runs.seeds, cells);
}

/** Points of a stress: the baseline's, then one for each policy. */
function scenarioReport(plan: StressPlan, s: number, byPoint: RunsByPoint, fans: readonly PriceFan[]): ScenarioReport {
  const { scenario, measure, coverage, policies, margins } = plan;
  const width = policies.length + 1;
  const own = byPoint.slice(s * width, (s + 1) * width);
  const [twin, ...others] = own;
  const { name, title } = plan.scenarios[s];
  const terms = { fork: measure.fork, coverage, study: `${plan.hash}/${name}` };
  const figures = own.map((runs) => withAmplification(runs, twin));
  const reference = figures[1];
  const baseline = policyReport({ name: BASELINE, title: "no margin calls" }, twin, figures[0], reference, null, terms);
  return {
    name,
    title,
    baseline,
    policies: policies.map((policy, p) =>
      policyReport(policy, others[p], figures[p + 1], reference, fixedRuns(twin, margins[p], scenario, measure), terms),
    ),
    fans: fans.slice(s * width, (s + 1) * width),
  };
}

async function fansByPoint(plan: SweepPlan, store: string, byPoint: RunsByPoint): Promise<PriceFan[]> {
  const runs = runsOf(plan);
  const fans: PriceFan[] = [];
  for (const [point, made] of byPoint.entries()) {
    const keys = made.flatMap((run, seed) =>
      run === null ? [] : [runs.at(runs.first(point * plan.seeds.length + seed)).key],
    );
    const [fan] = await readFans(store, keys, ["price"], PATH);
    fans.push(fan ?? { time: new Float64Array(), quantiles: [] });
  }
  return fans;
}
