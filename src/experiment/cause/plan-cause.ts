/** A study of causes as a sweep: points are combinations of mechanisms, which all go on from one run-up of a seed. */
import { createHash } from "node:crypto";
import { join, normalize } from "node:path";
import { combinationsOf, type Orders, ordersOf } from "../../analysis/cause/index.ts";
import { DAY, HOUR, localToUtc } from "../../core/time.ts";
import type { Scenario } from "../../engine/config.ts";
import { dueFrom, forkProblem } from "../../engine/fork.ts";
import { loadScenario } from "../../scenario/index.ts";
import type { ParameterValue } from "../design/design.ts";
import { readMoment } from "../run-plan.ts";
import { runText } from "../run-text.ts";
import { STRESS_FORMAT } from "../stress/stress-measure.ts";
import { knownMetrics, metricFault } from "../sweep/metric-names.ts";
import { baseScenario, pointScenario } from "../sweep/point-scenario.ts";
import type { SweepPlan } from "../sweep/sweep-plan.ts";
import { UsageError } from "../usage-error.ts";
import { type FoundMechanism, namedMechanisms, presentMechanisms, switchOff } from "./switch-off.ts";

export interface CauseRequest {
  /** Path of the scenario file. */
  readonly config: string;
  /** How many of the seeds 1, 2, 3, …, or which. */
  readonly seeds?: number | readonly number[];
  /** Names of mechanisms; all that the scenario has unless given. */
  readonly mechanisms?: readonly string[];
  /** Orders that each seed draws where there are too many to take all; 2 unless given. */
  readonly orders?: number;
  /** Key of the figure; `fall` unless given. */
  readonly figure?: string;
  readonly from?: string;
  readonly until?: string;
  readonly set?: readonly string[];
  readonly without?: readonly string[];
  /** Directory that holds runs. */
  readonly out: string;
}

export interface CausePlan {
  readonly name: string;
  readonly hash: string;
  readonly version: string;
  readonly directory: string;
  readonly scenario: Scenario;
  readonly mechanisms: readonly FoundMechanism[];
  /** By seed. */
  readonly plays: readonly Play[];
  readonly figure: string;
  readonly from: number;
  readonly until: number;
  readonly runs: SweepPlan;
}

/** What one seed is asked for. */
export interface Play {
  readonly seed: number;
  readonly orders: Orders;
  /** By point of the sweep: bit i says that mechanism i is on. The last is all of them, more than once where other seeds have more. */
  readonly combinations: readonly number[];
}

/** Figures of a study beside those of the summary, measured from the price at its beginning. */
export const OWN_FIGURES = ["fall", "fallFromPeak", "forced.share", "credit.defaults", "credit.loss"];

/** Orders that each seed draws unless told otherwise: one and its reverse. */
const ORDERS = 2;
/** Mechanisms in one study, at most. */
const MOST = 16;

/** Throws a ScenarioError or a UsageError: nothing has run by then. */
export async function planCause(request: CauseRequest): Promise<CausePlan> {
  const { config, set = [], without = [], out } = request;
  const { scenario, written, version } = await loadScenario(config, { set, without });
  const { from, until } = windowOf(request, scenario);
  const found = request.mechanisms
    ? namedMechanisms(request.mechanisms, scenario, from)
    : presentMechanisms(scenario, from);
  if (found.length === 0) throw new UsageError(`${scenario.name} has no mechanism that could be switched off`);
  if (found.length > MOST) throw new UsageError(`a study takes ${MOST} mechanisms at most, and not ${found.length}`);
  const figure = figureOf(request.figure, scenario);
  const names = found.map(({ mechanism }) => mechanism.name);
  const orders = evenOrders(request.orders);
  const plays = playsOf(seedsOf(request.seeds), names, orders);
  const text = runText(written);
  const runs = sweepOf({ scenario, text, version, from, until, found, plays });
  checkFork(runs, from);
  const hash = createHash("sha256")
    .update(JSON.stringify([runs.hash, names, orders, figure]))
    .digest("hex")
    .slice(0, 8);
  const name = `${scenario.name}-${hash}-cause`;
  const directory = normalize(join(out, name));
  return {
    ...{ name, hash, version, directory, scenario, mechanisms: found, plays },
    figure,
    from,
    until,
    runs,
  };
}

function evenOrders(asked = ORDERS): number {
  if (asked % 2 === 0 && asked >= 2) return asked;
  throw new UsageError(
    `orders come in pairs, each with its reverse: expected an even number of 2 or more, got ${asked}`,
  );
}

function seedsOf(asked: CauseRequest["seeds"] = 20): readonly number[] {
  return typeof asked === "number" ? Array.from({ length: asked }, (_, i) => i + 1) : [...new Set(asked)];
}

/** Every seed's orders and combinations, as many for each. */
function playsOf(seeds: readonly number[], names: readonly string[], count: number): Play[] {
  const plays = seeds.map((seed) => {
    const orders = ordersOf(names.length, count, names.join("+"), seed);
    return { seed, orders, combinations: combinationsOf(orders, names.length) };
  });
  const most = Math.max(...plays.map(({ combinations }) => combinations.length));
  const all = 2 ** names.length - 1;
  const filled = ({ combinations }: Play): number[] => [
    ...combinations,
    ...new Array<number>(most - combinations.length).fill(all),
  ];
  return plays.map((play) => ({ ...play, combinations: filled(play) }));
}

function figureOf(asked = "fall", scenario: Scenario): string {
  const names = [...OWN_FIGURES, ...knownMetrics(scenario)];
  const hint = OWN_FIGURES.includes(asked) ? null : metricFault(asked, names, scenario.main);
  if (hint === null) return asked;
  throw new UsageError(`no run has a figure called "${asked}"${hint === "" ? "" : `; ${hint}`}`);
}

/**
 * From a day before the crash day to its end; where the scenario names no crash day, from an hour before its first dated news to the end
 * of its clock.
 */
function windowOf({ from, until }: CauseRequest, scenario: Scenario): { from: number; until: number } {
  const { start, end } = scenario.clock;
  const { zone } = scenario.venues[scenario.main];
  const crash =
    scenario.crashDay === undefined ? Number.NaN : localToUtc(Date.parse(`${scenario.crashDay}T00:00Z`), zone);
  const news = scenario.shocks.flatMap(({ kind }, i) => (kind === "news" ? [dueFrom(scenario, i)] : []));
  const first = Math.min(...news.filter((time) => time > start));
  const usual = Number.isNaN(crash)
    ? Number.isFinite(first)
      ? Math.max(start + HOUR, first - HOUR)
      : Number.NaN
    : crash - DAY;
  const begins = from === undefined ? usual : readMoment("--from", from, zone);
  const last = Number.isNaN(crash) ? end : Math.min(end, crash + DAY);
  const ends = until === undefined ? last : readMoment("--until", until, zone);
  if (Number.isNaN(begins))
    throw new UsageError(
      `${scenario.name} names no crash day and dates no news: say with --from when mechanisms are switched off`,
    );
  if (ends <= begins) throw new UsageError(`the window ${iso(begins)} to ${iso(ends)} runs backwards`);
  if (!(begins > start && begins < end && ends <= end))
    throw new UsageError(
      `the window ${iso(begins)} to ${iso(ends)} does not lie inside the clock of the scenario, ${iso(start)} to ${iso(end)}`,
    );
  return { from: begins, until: ends };
}

const iso = (time: number): string => new Date(time).toISOString();

interface Parts {
  readonly scenario: Scenario;
  readonly text: string;
  readonly version: string;
  readonly from: number;
  readonly until: number;
  readonly found: readonly FoundMechanism[];
  readonly plays: readonly Play[];
}

/** Points are the places in each seed's list of combinations. */
function sweepOf({ scenario, text, version, from, until, found, plays }: Parts): SweepPlan {
  const cases: Record<string, Record<string, ParameterValue>> = {};
  const laid = new Map<number, Record<string, ParameterValue>>();
  for (const { seed, combinations } of plays) {
    combinations.forEach((on, place) => {
      let values = laid.get(on);
      if (values === undefined) {
        const off = found.filter((_, i) => (on & (1 << i)) === 0);
        values = switchOff(scenario, off);
        laid.set(on, values);
      }
      cases[`${place}@${seed}`] = values;
    });
  }
  const points = plays[0].combinations.map((_, place) => [String(place)]);
  const measure = {
    ...{ kind: "stress" as const, format: STRESS_FORMAT, venue: scenario.main, fork: from, shock: from, until },
    ...{ gainers: null, memory: 0.97, wave: 900_000, figuresOnly: true as const, path: false },
  };
  return {
    name: scenario.name,
    hash: createHash("sha256")
      .update(JSON.stringify([version, text, measure]))
      .digest("hex")
      .slice(0, 8),
    version,
    base: { path: "scenario.yaml", sources: { "scenario.yaml": text }, set: {}, without: [] },
    parameters: [{ path: "combination", numeric: false, sampled: true, cases }],
    method: "list",
    design: { scheme: { kind: "plain" }, points, units: null },
    values: points,
    seeds: plays.map(({ seed }) => seed),
    common: true,
    metrics: null,
    series: null,
    fork: from,
    forkAsked: true,
    measure,
  };
}

/** That every mechanism can be switched off then. */
function checkFork(plan: SweepPlan, from: number): void {
  const base = baseScenario(plan, 0);
  const problem = forkProblem(base, pointScenario(plan, plan.values[0], plan.seeds[0]), from);
  if (problem !== null) throw new UsageError(`mechanisms cannot be switched off from ${iso(from)}: ${problem}`);
}
