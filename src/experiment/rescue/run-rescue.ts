/** Searches for the smallest action of each kind, at one moment after the other; all kinds of a moment side by side. */
import { join } from "node:path";
import {
  bestMoment,
  type RescueKind,
  type RescueMoment,
  type RescueReport,
  searchSmallest,
} from "../../analysis/cause/index.ts";
import type { ParameterValue } from "../design/design.ts";
import { PointRuns } from "../search/point-runs.ts";
import { makeLocalExecutor } from "../sweep/local-executor.ts";
import type { SweepOutcome } from "../sweep/sweep-plan.ts";
import { UsageError } from "../usage-error.ts";
import { type Action, bidsAt, haltAt, PARAMETERS, type Parameter } from "./actions.ts";
import { type RescuePlan, sceneOf, sweepAt } from "./plan-rescue.ts";

export interface RunRescueOptions {
  /** Runs at once; one for each core unless given. */
  readonly jobs?: number;
  readonly signal: AbortSignal;
  /** Told before each moment. */
  readonly onMoment?: (at: number, index: number, of: number) => void;
  readonly onRun?: () => void;
}

/** Parts of the fall at which actions are tried, beside the window's beginning. */
const PARTS = [0.1, 0.25, 0.5];

/** Throws a UsageError, a StorageError or the signal's reason; what was finished stands, and the same request goes on from there. */
export async function runRescue(plan: RescuePlan, path: PricePath, options: RunRescueOptions): Promise<RescueReport> {
  const { run, venue, limit, from, until } = plan;
  const moments = plan.at ?? momentsOf(plan, path);
  let fall = Number.NaN;
  const found = new Map<Action, RescueMoment[]>();
  const problems = new Set<string>();
  for (const [index, at] of moments.entries()) {
    options.onMoment?.(at, index, moments.length);
    const scene = sceneOf(plan, at);
    const able = plan.actions.filter((action) => {
      const problem = action.problem(scene);
      if (problem !== null) problems.add(`${action.kind}: ${problem}`);
      return problem === null;
    });
    if (able.length === 0 && index + 1 === moments.length && found.size === 0)
      throw new UsageError(`no rescue can be tried: ${[...problems].join("; ")}`);
    if (able.length === 0) continue;
    const tried = await searchAt(plan, at, able, options);
    fall = tried.fall;
    for (const [action, moment] of tried.moments) found.set(action, [...(found.get(action) ?? []), moment]);
  }
  const kinds = plan.actions.map(({ kind, title, unit }, i): RescueKind => {
    const own = found.get(plan.actions[i]) ?? [];
    return { kind, title, unit, moments: own, best: bestMoment(own) };
  });
  return {
    ...{ run: run.manifest.run, scenario: run.scenario.name, seed: run.seed, venue },
    ...{ zone: run.scenario.venues[venue].zone, limit, from, until, fall, kinds },
    untried: [...problems],
  };
}

/** Last prices of the venue. */
export interface PricePath {
  readonly time: Float64Array;
  readonly run: Float64Array;
}

/** The window's beginning, and the first moments at which parts of the fall in question had come; whole minutes. */
function momentsOf({ from, until, limit }: RescuePlan, { time, run }: PricePath): number[] {
  const first = time.findIndex((at) => at >= from);
  const start = run[Math.max(0, first - 1)];
  const moments = PARTS.flatMap((part) => {
    const i = run.findIndex((price, k) => time[k] >= from && time[k] < until && price / start - 1 <= part * limit);
    return i < 0 ? [] : [Math.floor(time[i] / 60_000) * 60_000];
  });
  return [...new Set([from, ...moments])];
}

type Search = ReturnType<typeof searchSmallest>;

/** All kinds at one moment, in step: what each asks for next is run together. */
async function searchAt(
  plan: RescuePlan,
  at: number,
  actions: readonly Action[],
  { jobs, signal, onRun }: RunRescueOptions,
): Promise<{ fall: number; moments: Map<Action, RescueMoment> }> {
  const scene = sceneOf(plan, at);
  const runs = await PointRuns.open(sweepAt(plan, at), {
    directory: join(plan.directory, "runs", momentName(at)),
    executor: (sweep) => makeLocalExecutor(sweep, { runUps: 1, ...(jobs === undefined ? {} : { jobs }) }),
    signal,
    ...(onRun === undefined ? {} : { onRun }),
  });
  const { clearing } = plan.run.scenario;
  const asIs: Record<Parameter, ParameterValue> = {
    halt: haltAt(scene, 0),
    bids: bidsAt(scene, 0),
    brokers: clearing[plan.venue].brokers as unknown as ParameterValue,
    liquidation: clearing[plan.venue].liquidation as unknown as ParameterValue,
  };
  const pointOf = (values: Partial<Record<Parameter, ParameterValue>>) =>
    PARAMETERS.map((name) => plainValue({ ...asIs, ...values }[name]));
  try {
    // The sizes that every search asks for first are run with the replay itself: as many at once as there are threads.
    const first = actions.flatMap((action) => {
      const { value } = searchSmallest(action.sizes(scene), plan.limit, Number.NaN).next();
      return (value as readonly number[]).map((size) => pointOf(action.values(scene, size)));
    });
    const [[own]] = await runs.evaluate([pointOf({}), ...first]);
    const fall = fallOf(own);
    checkReplay(plan, own);
    if (fall > plan.limit)
      throw new UsageError(
        `${plan.venue} falls ${percent(fall)} from ${iso(plan.from)} to ${iso(plan.until)}, which is under ${percent(plan.limit)} already`,
      );
    const searches = new Map<Action, { search: Search; wanted: readonly number[] }>();
    const moments = new Map<Action, RescueMoment>();
    const go = (action: Action, search: Search, told: readonly number[] | null): void => {
      const next = told === null ? search.next() : search.next(told);
      const { most } = action.sizes(scene);
      if (next.done) moments.set(action, { at, most, ...next.value });
      else searches.set(action, { search, wanted: next.value });
    };
    for (const action of actions) go(action, searchSmallest(action.sizes(scene), plan.limit, fall), null);
    while (searches.size > 0) {
      const asked = [...searches];
      searches.clear();
      const points = asked.flatMap(([action, { wanted }]) => wanted.map((size) => pointOf(action.values(scene, size))));
      const outcomes = await runs.evaluate(points);
      let p = 0;
      for (const [action, { search, wanted }] of asked)
        go(
          action,
          search,
          wanted.map(() => fallOf(outcomes[p++][0])),
        );
    }
    return { fall, moments };
  } finally {
    await runs.close();
  }
}

/** As JSON has it: nothing undefined, so that it is the same when it is read again. */
const plainValue = (value: ParameterValue): ParameterValue => JSON.parse(JSON.stringify(value)) as ParameterValue;

const momentName = (at: number): string => new Date(at).toISOString().slice(0, 19).replaceAll(":", "");
const iso = (time: number): string => new Date(time).toISOString();
const percent = (fall: number): string => `${(-fall * 100).toFixed(1)}%`;

function fallOf({ summary, error }: SweepOutcome): number {
  if (summary === null) throw new UsageError(`a replay failed: ${error}`);
  const { fall } = summary;
  if (typeof fall !== "number") throw new UsageError("a replay has no fall: the window holds no trade");
  return fall;
}

/** What is replayed must be the run: the day's lowest price as it stands there. */
function checkReplay({ run, venue, until }: RescuePlan, { summary }: SweepOutcome): void {
  const key = `${venue}.fallToLow`;
  const [own, again] = [run.summary[key], summary?.[key]];
  const whole = run.scenario.crashDay !== undefined || until >= run.scenario.clock.end;
  if (whole && run.manifest.from === null && own !== again)
    throw new Error(`the replay of ${run.manifest.run} is not the run: ${key} ${again}, expected ${own}`);
}
