/** From what the user asks to what will run: the scenario, its twin, and the name that follows from their content. */
import { parseInstant } from "../core/time.ts";
import type { Scenario } from "../engine/config.ts";
import { loadScenario, scenarioHash } from "../scenario/index.ts";
import { UsageError } from "./usage-error.ts";

export interface RunRequest {
  /** Path of the scenario file. */
  readonly config: string;
  /** The scenario's own unless given. */
  readonly seed?: number;
  /** `path=value` overrides. */
  readonly set?: readonly string[];
  /** Mechanisms to switch off. */
  readonly without?: readonly string[];
  /** Keep what happens from this moment on; what comes before is simulated, not kept. */
  readonly from?: string;
  /** Stop before this moment. */
  readonly until?: string;
}

export interface RunPlan {
  /** Name of the run's directory. */
  readonly name: string;
  readonly hash: string;
  /** The engine's version. */
  readonly version: string;
  readonly seed: number;
  readonly scenario: Scenario;
  /** Plain form of the scenario, for the manifest. */
  readonly resolved: unknown;
  /** What was written, as a scenario that stands alone. */
  readonly written: unknown;
  readonly without: readonly string[];
  /** The same seed with one mechanism switched the other way; null when the scenario names none. */
  readonly twin: { readonly scenario: Scenario; readonly without: readonly string[] } | null;
  /** ms UTC; the clock's start when everything is kept. */
  readonly from: number;
}

/**
 * Loads the scenario and names the run. Its twin has the mechanism off that the scenario's `twin` names; when the
 * request itself switches mechanisms off, the twin is the run with all of them on. Throws a ScenarioError for a
 * scenario with mistakes and a UsageError for a window outside its clock.
 */
export async function planRun(request: RunRequest): Promise<RunPlan> {
  const { config, set = [], without = [] } = request;
  const changes = request.seed === undefined ? { set } : { set, seed: request.seed };
  const loaded = await loadScenario(config, { ...changes, without });
  const window = readWindow(request, loaded.scenario);
  const other = without.length > 0 ? [] : twinOf(loaded.scenario);
  const twin = other && (await loadScenario(config, { ...changes, without: other }));
  const { seed } = loaded.scenario;
  const hash = window.asked ? scenarioHash({ ...loaded.resolved, window }, loaded.version) : loaded.hash;
  return {
    name: `${loaded.scenario.name}-${hash}-s${seed}`,
    hash,
    version: loaded.version,
    seed,
    scenario: endAt(loaded.scenario, window.until),
    resolved: loaded.resolved,
    written: loaded.written,
    without,
    twin: other && twin ? { scenario: endAt(twin.scenario, window.until), without: other } : null,
    from: window.from,
  };
}

function twinOf({ twin }: Scenario): readonly string[] | null {
  return twin === undefined ? null : [twin];
}

/** The scenario with another end of its clock. What is dated after it simply does not happen. */
export function endAt(scenario: Scenario, end: number): Scenario {
  if (end === scenario.clock.end) return scenario;
  return { ...scenario, clock: { ...scenario.clock, end } };
}

function readWindow(request: RunRequest, scenario: Scenario): { asked: boolean; from: number; until: number } {
  const { start, end } = scenario.clock;
  const { zone } = scenario.venues[scenario.main];
  const from = request.from === undefined ? start : readMoment("--from", request.from, zone);
  const until = request.until === undefined ? end : readMoment("--until", request.until, zone);
  const iso = (time: number) => new Date(time).toISOString();
  if (from < start || until > end || from >= until) {
    throw new UsageError(
      `the window ${iso(from)} to ${iso(until)} does not lie inside the clock of the scenario, ${iso(start)} to ${iso(end)}`,
    );
  }
  return { asked: request.from !== undefined || request.until !== undefined, from, until };
}

/** A moment with an offset or zone, or a day or moment in the main venue's zone. Throws a UsageError. */
export function readMoment(option: string, text: string, zone: string): number {
  for (const candidate of [text, `${text} ${zone}`, `${text}T00:00 ${zone}`]) {
    const time = parseInstant(candidate);
    if (!Number.isNaN(time)) return time;
  }
  throw new UsageError(`${option} ${text}: expected a day or a time such as 2026-01-30 or 2026-01-30T07:00-05:00`);
}
