/** From a run and a fall to the plans of a rescue: a sweep for each moment, whose points come as the search asks. */
import { createHash } from "node:crypto";
import { join, normalize } from "node:path";
import { DAY, HOUR, localToUtc } from "../../core/time.ts";
import type { Scenario } from "../../engine/config.ts";
import { listNames, suggest } from "../../scenario/nearest-name.ts";
import { runText } from "../run-text.ts";
import { STRESS_FORMAT } from "../stress/stress-measure.ts";
import type { SweepPlan } from "../sweep/sweep-plan.ts";
import { momentText } from "../sweep/written-number.ts";
import { momentOf } from "../twin/plan-twin.ts";
import { type ReplayedRun, readReplayedRun } from "../twin/replayed-run.ts";
import { UsageError } from "../usage-error.ts";
import { ACTIONS, type Action, bidsAt, haltAt, NOT_TAKEN, PARAMETERS, RESCUER, type Scene } from "./actions.ts";

export interface RescueRequest {
  /** Directory of the run, or its name under `out`. */
  readonly run: string;
  /** Size of the fall that is to be kept under, a fraction above 0. */
  readonly fall: number;
  readonly kinds?: readonly string[];
  /** Moments at which actions are tried; found from the fall unless given. */
  readonly at?: readonly string[];
  readonly from?: string;
  readonly until?: string;
  readonly out: string;
}

export interface RescuePlan {
  readonly name: string;
  readonly directory: string;
  readonly run: ReplayedRun;
  readonly actions: readonly Action[];
  readonly venue: string;
  /** A fraction below 0. */
  readonly limit: number;
  readonly from: number;
  readonly until: number;
  /** Moments that were asked for; null: to be found. */
  readonly at: readonly number[] | null;
  readonly lots: number;
}

/** Throws a UsageError or a ScenarioError: nothing has run by then. */
export function planRescue({ run: place, fall, kinds, at, from, until, out }: RescueRequest): RescuePlan {
  const run = readReplayedRun(place, out);
  const { scenario, summary, manifest } = run;
  const { main } = scenario;
  if (scenario.venues[main].settles !== "futures")
    throw new UsageError(`${main} has no margin: its shares are fully paid, and a rescue is of a margined venue`);
  if (manifest.from !== null)
    throw new UsageError(
      `${manifest.run} was recorded from ${manifest.from} on: a rescue needs the price before, so run it without --from`,
    );
  const window = windowOf(run, { from, until });
  const volume = summary[`${main}.crashVolume`];
  const moments = at === undefined ? null : [...new Set(at.map((text) => momentOf(text, scenario, "--at")))].sort();
  for (const moment of moments ?? [])
    if (moment < window.from || moment >= window.until)
      throw new UsageError(`--at ${iso(moment)} does not lie between ${iso(window.from)} and ${iso(window.until)}`);
  const actions = actionsOf(kinds);
  const parts = [manifest.run, fall, actions.map(({ kind }) => kind), window, moments];
  const hash = createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 8);
  const name = `${manifest.run}-rescue-${hash}`;
  return {
    name,
    directory: normalize(join(out, name)),
    run,
    actions,
    venue: main,
    limit: -fall,
    ...window,
    at: moments,
    lots: typeof volume === "number" ? Math.round(volume) : 0,
  };
}

const iso = (time: number): string => new Date(time).toISOString();

function actionsOf(names: readonly string[] | undefined): readonly Action[] {
  if (names === undefined) return ACTIONS;
  const known = ACTIONS.map(({ kind }) => kind);
  if (names.length === 0) throw new UsageError(`no kind of rescue is named; there is ${listNames(known)}`);
  const faults = names.filter((name) => !known.includes(name));
  if (faults.length > 0)
    throw new UsageError(
      faults
        .map(
          (name) => `there is no kind of rescue "${name}"; ${suggest(name, known) || `there is ${listNames(known)}`}`,
        )
        .join("\n"),
    );
  return ACTIONS.filter(({ kind }) => names.includes(kind));
}

/** From a day before the crash day (or the run's first hour) to its end. */
function windowOf(
  { scenario, summary }: ReplayedRun,
  asked: { readonly from: string | undefined; readonly until: string | undefined },
): { from: number; until: number } {
  const { start, end } = scenario.clock;
  const { main } = scenario;
  const day = scenario.crashDay ?? summary[`${main}.worstDay`];
  const crash =
    typeof day === "string" ? localToUtc(Date.parse(`${day}T00:00Z`), scenario.venues[main].zone) : Number.NaN;
  if (Number.isNaN(crash) && asked.from === undefined)
    throw new UsageError(`${main} never fell in this run: there is nothing to keep it from`);
  const from = asked.from === undefined ? Math.max(start + HOUR, crash - DAY) : momentOf(asked.from, scenario);
  const until =
    asked.until === undefined
      ? Math.min(end, Number.isNaN(crash) ? end : crash + DAY)
      : momentOf(asked.until, scenario, "--until");
  if (until > from) return { from, until };
  throw new UsageError(`the window ${iso(from)} to ${iso(until)} has no length`);
}

/** What actions see at a moment. */
export const sceneOf = ({ run, venue, until, limit, lots }: RescuePlan, at: number): Scene => ({
  ...{ scenario: run.scenario, venue, at, until, fall: -limit, lots },
});

/** The sweep of a moment: the run, with a halt and bids that never come, to be given others from the moment on. */
export function sweepAt(plan: RescuePlan, at: number): SweepPlan {
  const { run, venue, from, until } = plan;
  const scene = sceneOf(plan, at);
  const written = run.manifest.written as Record<string, unknown>;
  const shocks = [...((written.shocks as unknown[] | undefined) ?? []), haltAt(scene, 0), bidsAt(scene, 0)];
  const populations = { ...(written.populations as object), [RESCUER]: rescuer(run.scenario, venue, plan.lots) };
  const clock = { ...(written.clock as object), end: momentText(run.scenario.clock.end) };
  const mechanisms = { ...(written.mechanisms as object | undefined), [NOT_TAKEN]: "actions that are not taken" };
  const without = [...run.scenario.without, NOT_TAKEN];
  const text = runText({ ...written, mechanisms, without, shocks, populations, clock });
  const n = shocks.length;
  const paths: Record<(typeof PARAMETERS)[number], string> = {
    halt: `shocks.${n - 2}`,
    bids: `shocks.${n - 1}`,
    brokers: `clearing.${venue}.brokers`,
    liquidation: `clearing.${venue}.liquidation`,
  };
  const measure = {
    ...{ kind: "stress" as const, format: STRESS_FORMAT, venue, fork: at, shock: from, until },
    ...{ gainers: null, memory: 0.97, wave: 900_000, figuresOnly: true as const, path: false },
  };
  const { version } = run.manifest;
  return {
    name: plan.name,
    hash: createHash("sha256")
      .update(JSON.stringify([version, text, measure]))
      .digest("hex")
      .slice(0, 8),
    version,
    base: { path: "scenario.yaml", sources: { "scenario.yaml": text }, set: {}, without: [] },
    parameters: PARAMETERS.map((name) => ({ path: paths[name], numeric: false, sampled: true })),
    method: "list",
    design: { scheme: { kind: "plain" }, points: [], units: null },
    values: [],
    seeds: [run.seed],
    common: true,
    metrics: null,
    series: null,
    fork: at,
    forkAsked: true,
    measure,
  };
}

/** Money for all the bids, fully paid at the price that the venue starts at. */
function rescuer({ venues }: Scenario, venue: string, lots: number): Record<string, unknown> {
  const { price, multiplier } = venues[venue];
  return {
    kind: "operators",
    members: 1,
    venue,
    capital: Math.max(1, Math.ceil(2 * price * multiplier * Math.max(1, lots))),
  };
}
