/** Whether a fork that a sweep asks for can be: inside the clock, and with parameters that may change at it. */
import { forkProblem } from "../../engine/fork.ts";
import type { ReadParameter } from "./read-parameters.ts";
import type { ValueCheck } from "./read-range.ts";
import type { SweepBase } from "./sweep-base.ts";
import type { SweepFile } from "./sweep-file.ts";

const REMEDY = "leave `fork` out and every point is run from the start, or from a fork that is found";

/** Reports a fork outside the clock, and parameters that cannot take effect at it. */
export function checkFork(file: SweepFile, base: SweepBase, list: readonly ReadParameter[]): void {
  const fork = file.section("fork");
  const { scenario } = base;
  if (typeof fork !== "number" || scenario === undefined) return;
  const { start, end } = scenario.clock;
  if (!(fork > start && fork < end)) {
    const clock = `${new Date(start).toISOString()} to ${new Date(end).toISOString()}`;
    file.report(["fork"], `the fork does not lie inside the clock, ${clock}`);
    return;
  }
  for (const { path, place, checks } of list) {
    const at = file.placeOf(place, "key");
    for (const check of extremes(path, checks)) {
      const point = base.compile({ [path]: check.value }).scenario;
      const problem = point === undefined ? null : forkProblem(scenario, point, fork);
      if (problem === null) continue;
      file.report(place, `cannot take effect at the fork: ${problem}`, REMEDY, at);
      break;
    }
  }
}

/** One value says whether a key may change at all; a date may at some values and not at others. */
function extremes(path: string, checks: readonly ValueCheck[]): readonly ValueCheck[] {
  const written = checks.filter((check) => !check.inside);
  return path.startsWith("shocks.") || path.startsWith("clock.") ? written.slice(0, 8) : written.slice(-1);
}
