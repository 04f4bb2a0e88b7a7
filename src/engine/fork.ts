/** What may differ between a run-up and the runs that go on from it. */
import type { VenueClearingConfig } from "../clearing/config.ts";
import type { Scenario } from "./config.ts";

type Path = readonly string[];

/** Keys of a venue's clearing that its house takes up at any moment. */
const CLEARING = new Set([
  "margin",
  "notice",
  "endOfDay",
  "liquidation",
  "waterfall",
  "positionLimits",
  "forcedLiquidation",
  "marginCalls",
  "lossCalls",
  "marginChanges",
  "enforceLimits",
]);
/** Keys of a broker likewise; who is with which broker was drawn at the start. */
const BROKER = new Set(["factor", "addOn", "call", "grace", "cutOff"]);
/** Keys of a risk class likewise. */
const RISK = new Set(["initial", "maintenance"]);
/** Keys that no step reads. */
const WORDS = new Set([
  ...["name", "title", "subject", "seed", "reported", "validation", "calibration", "crashDay", "twin", "mechanisms"],
]);

/**
 * Why a run of `point` cannot go on from a run-up of `base` to `fork` (ms UTC), in one sentence; null when it can.
 * Clearing may differ (margin, notice, brokers' rules, liquidation, waterfall, position limits, rounds), and so may shocks that are
 * not due before the fork, mechanisms that are behaviour or have not begun, the moment at which price limits end, and the
 * clock after the fork. Everything else has been at work from the start.
 */
export function forkProblem(base: Scenario, point: Scenario, fork: number): string | null {
  const { start, end } = base.clock;
  const moment = new Date(fork).toISOString();
  if (!(fork > start && fork < end))
    return `the fork at ${moment} does not lie inside the clock, ${new Date(start).toISOString()} to ${new Date(end).toISOString()}`;
  for (const path of differences(base, point, [])) {
    const problem = problemAt(path, base, point, fork);
    const name = path[0] === "without" ? "without" : path.join(".");
    if (problem !== null) return `${name} ${problem} (the fork is at ${moment})`;
  }
  return null;
}

const TOO_EARLY = "is at work before the fork, so it cannot differ from there on";

function problemAt(path: Path, base: Scenario, point: Scenario, fork: number): string | null {
  const [head, second, third] = path;
  if (WORDS.has(head)) return null;
  if (head === "without") return withoutProblem(base, point, fork);
  if (head === "venues" && third === "limitsUntil")
    return Math.min(liftedFrom(base, second), liftedFrom(point, second)) >= fork ? null : "lies before the fork";
  if (head === "clearing") return clearingProblem(path, base, fork);
  if (head === "shocks") {
    if (second === "length") return "cannot be another after a fork";
    const i = Number(second);
    return Math.min(dueFrom(base, i), dueFrom(point, i)) >= fork ? null : "may be due before the fork";
  }
  if (head === "clock" && second === "end") return point.clock.end > fork ? null : "ends the run before the fork";
  if (head === "clock" && second === "refine" && third !== "length") {
    const i = Number(third);
    return Math.min(base.clock.refine[i].from, point.clock.refine[i].from) >= fork ? null : TOO_EARLY;
  }
  return TOO_EARLY;
}

/**
 * Behaviour may be switched from a moment on. What a mechanism's shocks and margin steps have done by then stays done, so
 * one that had begun cannot be switched.
 */
function withoutProblem(base: Scenario, point: Scenario, fork: number): string | null {
  const switched = [
    ...base.without.filter((name) => !point.without.includes(name)),
    ...point.without.filter((name) => !base.without.includes(name)),
  ];
  for (const name of switched) {
    const begun = base.shocks.some((shock, i) => shock.mechanism === name && dueFrom(base, i) < fork);
    if (begun) return `switches ${name}, of which a shock may be due before the fork`;
    for (const [venue, { margin }] of Object.entries(margined(base))) {
      if (margin.kind !== "schedule" || margin.mechanism !== name) continue;
      if (margin.steps.some(({ effective, announced }) => Math.min(effective, announced ?? effective) < fork))
        return `switches ${name}, of which margin steps at ${venue} come before the fork`;
    }
  }
  return null;
}

function margined({ clearing }: Scenario): Readonly<Record<string, VenueClearingConfig>> {
  const { roundsPerMinute: _, ...venues } = clearing;
  return venues;
}

const liftedFrom = ({ venues }: Scenario, venue: string): number =>
  venues[venue]?.limitsUntil ?? Number.POSITIVE_INFINITY;

function clearingProblem([, venue, key, broker, rule]: Path, base: Scenario, fork: number): string | null {
  if (venue === "roundsPerMinute") return null;
  if (key === "margin" || key === "notice") {
    const taken = base.shocks.findIndex(
      (shock, i) =>
        shock.kind === "margin" && (shock as { venue?: unknown }).venue === venue && dueFrom(base, i) < fork,
    );
    return taken < 0 ? null : `has been replaced by the margin shock shocks.${taken} before the fork`;
  }
  if (key === "brokers" && broker !== "length" && BROKER.has(rule)) return null;
  if (key === "riskClasses" && broker !== "length" && RISK.has(rule)) return null;
  return key !== undefined && CLEARING.has(key) ? null : TOO_EARLY;
}

/** The first moment at which a shock can be due, ms UTC. */
export function dueFrom(scenario: Scenario, i: number): number {
  const { at, offset, after, when } = scenario.shocks[i];
  if (at !== undefined) return at;
  if (offset !== undefined) return scenario.clock.start + offset;
  if (when) return when.from ?? Number.NEGATIVE_INFINITY;
  const cause = after ? scenario.shocks.findIndex(({ name }) => name === after.shock) : -1;
  return after && cause >= 0 && cause !== i ? dueFrom(scenario, cause) + after.delay : Number.NEGATIVE_INFINITY;
}

/** Paths at which two plain values differ; a list of another length is told as `length` and not looked into. */
function differences(a: unknown, b: unknown, path: Path): Path[] {
  if (Object.is(a, b)) return [];
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) return [path];
  if (Array.isArray(a) && a.length !== b.length) return [[...path, "length"]];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].flatMap((key) => differences(a[key], b[key], [...path, key]));
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
