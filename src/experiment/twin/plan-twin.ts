/** From a run and what is to be otherwise to its twin: the changed scenario, and the moment from which it holds. */
import { createHash } from "node:crypto";
import { join, normalize } from "node:path";
import type { Scenario } from "../../engine/config.ts";
import { dueFrom, forkProblem } from "../../engine/fork.ts";
import { parseOverride } from "../../scenario/override.ts";
import { plainValue } from "../../scenario/source-tree.ts";
import { type FoundMechanism, namedMechanisms, switchOff } from "../cause/switch-off.ts";
import type { ParameterValue } from "../design/design.ts";
import { readMoment } from "../run-plan.ts";
import { forkMoment } from "../sweep/fork-moment.ts";
import { UsageError } from "../usage-error.ts";
import { changedScenario, type ReplayedRun, readReplayedRun } from "./replayed-run.ts";

export interface TwinRequest {
  /** Directory of the run, or its name under `out`. */
  readonly run: string;
  /** Mechanisms that the twin goes without. */
  readonly without?: readonly string[];
  /** `path=value`. */
  readonly set?: readonly string[];
  /** The twin parts from the run at this moment. */
  readonly from?: string;
  readonly out: string;
}

export interface TwinPlan {
  readonly name: string;
  readonly directory: string;
  readonly run: ReplayedRun;
  readonly scenario: Scenario;
  /** ms UTC from which the twin is otherwise; null: from the beginning. */
  readonly from: number | null;
  readonly without: readonly string[];
  readonly set: readonly string[];
}

/** Throws a UsageError or a ScenarioError: nothing has run by then. */
export function planTwin({ run: place, without = [], set = [], from: asked, out }: TwinRequest): TwinPlan {
  const run = readReplayedRun(place, out);
  const base = run.scenario;
  const begins = asked === undefined ? null : momentOf(asked, base);
  const found = namedMechanisms(without, base, begins ?? base.clock.start);
  const overrides = switchOff(base, found);
  const scenario = changedScenario(run, { set, overrides });
  const from = begins ?? latest(base, scenario, found, set);
  const problem = from === null ? null : forkProblem(base, scenario, from);
  if (problem !== null) throw new UsageError(`the twin cannot part from the run then: ${problem}`);
  const parts = [run.manifest.run, without, set, from];
  const hash = createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 8);
  const name = `${run.manifest.run}-twin-${hash}`;
  return { name, directory: normalize(join(out, name)), run, scenario, from, without, set };
}

/** A moment inside the run. Throws a UsageError. */
export function momentOf(text: string, { clock, venues, main }: Scenario, option = "--from"): number {
  const moment = readMoment(option, text, venues[main].zone);
  if (moment > clock.start && moment < clock.end) return moment;
  const iso = (time: number): string => new Date(time).toISOString();
  throw new UsageError(
    `${option} ${iso(moment)} does not lie inside the run, ${iso(clock.start)} to ${iso(clock.end)}`,
  );
}

/** The latest moment at which all changes can be made: before it nothing would be otherwise. Null: the beginning. */
function latest(
  base: Scenario,
  scenario: Scenario,
  found: readonly FoundMechanism[],
  set: readonly string[],
): number | null {
  const early = found.some(({ off }) => off.without.length > 0 || Object.keys(off.set).length > 0);
  if (early) return null;
  const touched = set.flatMap((text) => {
    const override = parseOverride(text, []);
    return override === undefined
      ? []
      : [{ path: override.path.join("."), values: [plainValue(override.value) as ParameterValue] }];
  });
  const moments = found.flatMap(({ off }) => off.shocks.map((i) => dueFrom(base, i)));
  const own = touched.length === 0 ? Number.POSITIVE_INFINITY : forkMoment(base, touched);
  const moment = Math.min(...moments, own ?? Number.NEGATIVE_INFINITY);
  const inside = moment > base.clock.start && moment < base.clock.end;
  return inside && forkProblem(base, scenario, moment) === null ? moment : null;
}
