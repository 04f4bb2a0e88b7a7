/**
 * Dose and response: the same seeds are run at rising doses of one mechanism and nothing else is changed. Streams are
 * keyed by name, so what does not depend on the dose draws the same numbers (common random numbers), and seeds are pairs.
 * The verdict is an exact sign test on each seed's trend: it asks nothing of the distribution of responses.
 */
import { quantile } from "../../src/analysis/quantile.ts";
import { bootstrapInterval } from "../../src/analysis/sensitivity/bootstrap.ts";
import type { Estimate } from "../../src/analysis/sensitivity/resample.ts";
import { RandomStream } from "../../src/core/random.ts";
import type { RunResult } from "../../src/engine/result.ts";
import { simulate } from "../../src/engine/simulate.ts";
import { loadScenario } from "../../src/scenario/index.ts";

/** How much of the mechanism there is: changes of the experiment's scenario, as of `--set` and `--without`. */
export interface Dose {
  /** What a table calls it. */
  readonly name: string;
  readonly set?: readonly string[];
  readonly without?: readonly string[];
}

/** What is measured of a run. */
export interface Response {
  readonly name: string;
  /** "%" for a fraction, else the unit itself. */
  readonly unit: string;
  of(result: RunResult): number;
  /** It asks who moved the price. Others do without, which changes no run and takes a third off the time of a market that is sold out. */
  readonly attributed?: true;
}

export interface Experiment {
  /** Numbers of the facts that it shows at work, such as M1 and F25. */
  readonly facts: readonly string[];
  /** What it claims, in a sentence. */
  readonly claim: string;
  /** Where the mechanism is. */
  readonly files: readonly string[];
  /** The parameter (or mechanism) that is dosed. */
  readonly parameter: string;
  /** Scenario file, from the root of the repository. */
  readonly scenario: string;
  /** Changes that all doses share. */
  readonly set?: readonly string[];
  /** From none, or least, to most. */
  readonly doses: readonly Dose[];
  readonly response: Response;
  /** Whether the response rises or falls with the dose. */
  readonly direction: "rises" | "falls";
  /** Least change from the first dose to the last, in the response's unit, that counts as an effect (fractions for "%"). */
  readonly least: number;
  /** Seeds 1 to this; 10 unless given. */
  readonly seeds?: number;
}

export interface Outcome {
  /** Per dose, per seed. */
  readonly responses: readonly (readonly number[])[];
  /** Median response of each dose. */
  readonly medians: readonly number[];
  /** Median over seeds of the change from the first dose to the last, with its bootstrap interval. */
  readonly effect: Estimate;
  /** Seeds whose trend has the claimed sign, of all. */
  readonly agreeing: number;
  readonly seeds: number;
  /** Chance of so many agreeing seeds if signs were tossed. */
  readonly p: number;
  /** Trend at the stated confidence, and an effect that counts. */
  readonly holds: boolean;
}

/** Confidence of the verdict and of the interval. */
export const CONFIDENCE = 0.95;

/** Scenarios loaded and responses measured in this process: experiments share baselines. */
const results = new Map<string, RunResult>();

/** Runs the experiment. Rejects with a ScenarioError when a dose does not fit its scenario. */
export async function measure(experiment: Experiment): Promise<Outcome> {
  const { doses, response, direction, least, seeds = 10 } = experiment;
  const responses: number[][] = [];
  for (const dose of doses) responses.push(await respond(experiment, dose, seeds));
  const sign = direction === "rises" ? 1 : -1;
  const first = responses[0];
  const last = responses[responses.length - 1];
  let agreeing = 0;
  for (let s = 0; s < seeds; s++) {
    const trend = slope(responses.map((of) => of[s]));
    if (Number.isNaN(trend)) throw new Error(`${response.name}: seed ${s + 1} has no value`);
    if (sign * trend > 0) agreeing++;
  }
  const changes = Float64Array.from(last, (value, s) => value - first[s]);
  const effect = bootstrapInterval(changes, "median", new RandomStream(1, "dose-response"), { confidence: CONFIDENCE });
  const p = signTest(agreeing, seeds);
  return {
    responses,
    medians: responses.map((of) => quantile(of, 0.5)),
    effect,
    agreeing,
    seeds,
    p,
    holds: p <= 1 - CONFIDENCE && sign * effect.value >= least,
  };
}

/** Chance of `agreeing` or more heads in `n` tosses of a fair coin. */
export function signTest(agreeing: number, n: number): number {
  let sum = 0;
  let ways = 1;
  for (let k = n; k >= agreeing; k--) {
    sum += ways;
    ways = (ways * k) / (n - k + 1);
  }
  return sum / 2 ** n;
}

/** Least-squares slope over the ranks of doses, up to a positive factor; with two doses their difference. */
function slope(values: readonly number[]): number {
  const centre = (values.length - 1) / 2;
  return values.reduce((sum, value, rank) => sum + (rank - centre) * value, 0);
}

async function respond(experiment: Experiment, dose: Dose, seeds: number): Promise<number[]> {
  const { response } = experiment;
  const record = response.attributed ? [] : ["record.attribution=off"];
  const set = [...record, ...(experiment.set ?? []), ...(dose.set ?? [])];
  const { scenario, hash } = await loadScenario(experiment.scenario, { set, without: dose.without ?? [] });
  const values: number[] = [];
  for (let s = 0; s < seeds; s++) {
    const key = `${hash}-${s + 1}`;
    const result = results.get(key) ?? simulate(scenario, { seed: s + 1 });
    results.set(key, result);
    values.push(response.of(result));
  }
  return values;
}
