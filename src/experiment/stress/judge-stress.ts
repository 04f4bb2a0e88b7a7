/** The runs of a stress study summed up: every policy in every stress, with and without feedback. */
import {
  type ImpulseReport,
  type PriceFan,
  policyReport,
  type ReverseReport,
  reverseCell,
  reverseReport,
  type ScenarioReport,
  type SensitivityReport,
  type StressReport,
  sensitivityReport,
  withAmplification,
} from "../../analysis/stress/index.ts";
import { historyPrices, type VenueConfig } from "../../market/index.ts";
import { impulseOf } from "../margin/impulse-paths.ts";
import type { Samples } from "../sweep/read-samples.ts";
import { fixedRuns } from "./fixed-prices.ts";
import { readPriceFans } from "./read-price-fans.ts";
import { type RunsByPoint, readRuns } from "./read-runs.ts";
import { type StressRuns, stressStores } from "./run-stress.ts";
import { BASELINE, type StressPlan } from "./stress-plan.ts";

/** Sums up the runs. */
export async function judgeStress(plan: StressPlan, made: StressRuns): Promise<StressReport> {
  const { scenario, measure, runs, coverage } = plan;
  const store = stressStores(plan).runs;
  const parts = [made.runs, made.reverse, made.sensitivity].filter((part) => part !== null);
  const byPoint = await readRuns(runs, store, made.runs);
  const fans = await readPriceFans(runs, store, byPoint, openingOf(scenario.venues[measure.venue]));
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
    failed: parts.reduce((sum, part) => sum + failedOf(part), 0),
    failures: [...new Set(parts.flatMap((part) => part.failures))],
    scenarios: plan.scenarios.map((_, s) => scenarioReport(plan, s, byPoint, fans)),
    impulse: impulseReport(plan),
    reverse: await reverseOf(plan, made),
    sensitivity: await sensitivityOf(plan, made),
    inputs: scenario.reported
      .filter(({ input }) => input)
      .map(({ label, value, unit, source }) => ({ label, value, unit, source })),
  };
}

function impulseReport({ scenario, measure, policies, margins, impulse }: StressPlan): ImpulseReport {
  const { history, price, multiplier } = scenario.venues[measure.venue];
  const contract = { price: historyPrices(history).pop() ?? price, multiplier, moment: measure.fork };
  const answer = (p: number) => impulseOf(margins[p].margin, impulse, contract);
  const { volatility, factor, paths } = impulse;
  return { volatility, factor, paths, policies: policies.map((one, p) => ({ ...one, response: answer(p) })) };
}

async function sensitivityOf(
  { directory, sensitivity }: StressPlan,
  made: StressRuns,
): Promise<SensitivityReport | null> {
  if (sensitivity === null || made.sensitivity === null) return null;
  const byPoint = await readRuns(sensitivity.runs, stressStores({ directory }).sensitivity, made.sensitivity);
  const figures = byPoint.map((runs) => runs.map((run) => run?.figures ?? null));
  return sensitivityReport(sensitivity.policy.title, sensitivity.runs.seeds, sensitivity.vary, figures);
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

/** The settlement that stands when a run begins. */
function openingOf({ history, price }: VenueConfig): number {
  const past = historyPrices(history);
  return past[past.length - 1] ?? price;
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
