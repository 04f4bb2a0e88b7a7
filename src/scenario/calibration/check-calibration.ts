/** Whether what a scenario says of its calibration can be done: paths, bounds, figures and seeds. */
import { counts } from "../../analysis/reported/reported-figure.ts";
import type { Scenario } from "../../engine/config.ts";
import type { ScenarioCheck } from "../compile.ts";
import { nearestName, suggest } from "../nearest-name.ts";

type Report = Parameters<ScenarioCheck<Scenario>>[1];

/** What says what a run is held against or how it is named: no behaviour, so nothing to calibrate. */
const NO_BEHAVIOUR = new Set(["name", "title", "subject", "seed", "reported", "validation", "calibration", "record"]);
const BLOCK = "calibration";

/** Reports what is wrong with the block; a scenario without one has nothing wrong. */
export function checkCalibration(scenario: Scenario, report: Report): void {
  const { calibration } = scenario;
  if (calibration === undefined) return;
  const free = Object.entries(calibration.free);
  if (free.length === 0)
    report([BLOCK, "free"], "there is no free parameter", "name at least one, such as populations.NAME.members");
  const known = free.length === 0 ? [] : numericPaths(scenario);
  for (const [path, { min, max, scale }] of free) {
    const place = [BLOCK, "free", path];
    const start = startingValue(scenario, path);
    if (start === null) {
      const nearest = known.find((one) => one.startsWith(`${path}.`)) ?? nearestName(path, known);
      const hint = nearest === undefined ? "" : `did you mean "${nearest}"?`;
      report(place, `the scenario has no number "${path}" that could be calibrated`, hint);
    }
    if (min >= max) report([...place, "min"], `the bounds end before they begin: ${min} to ${max}`);
    else if (start !== null && (start < min || start > max))
      report(place, `the scenario's own value, ${start}, lies outside the bounds, ${min} to ${max}`);
    if (scale === "log" && min <= 0) report([...place, "scale"], `a log scale needs bounds above 0, got ${min}`);
  }
  checkFigures(scenario, report);
  checkSeeds(scenario, report);
}

/** The number that stands at a path of the scenario; null when there is none, or none that could be calibrated. */
export function startingValue(scenario: Scenario, path: string): number | null {
  const segments = path.split(".");
  if (NO_BEHAVIOUR.has(segments[0])) return null;
  let node: unknown = scenario;
  for (const segment of segments) {
    if (typeof node !== "object" || node === null || !Object.hasOwn(node, segment)) return null;
    node = (node as Record<string, unknown>)[segment];
  }
  return typeof node === "number" && Number.isFinite(node) ? node : null;
}

function checkFigures({ calibration, reported }: Scenario, report: Report): void {
  const keys = reported.filter(counts).map(({ key }) => key);
  for (const [i, key] of (calibration?.figures ?? []).entries()) {
    const place = [BLOCK, "figures", i];
    if (keys.includes(key)) continue;
    if (reported.some((figure) => figure.key === key))
      report(place, `the figure "${key}" does not count: it claims no range or restates an input`);
    else report(place, `no reported figure is called "${key}"`, suggest(key, keys));
  }
}

function checkSeeds({ calibration, validation }: Scenario, report: Report): void {
  if (calibration === undefined) return;
  const own = Array.from({ length: calibration.seeds }, (_, i) => calibration.firstSeed + i);
  const shared = own.find((seed) => isValidationSeed(validation, seed));
  if (shared !== undefined)
    report([BLOCK, "firstSeed"], `seed ${shared} is one of those that validate`, "begin where none is shared");
}

/** Whether `stampede validate` judges by that seed. */
export const isValidationSeed = ({ firstSeed, seeds }: Scenario["validation"], seed: number): boolean =>
  seed >= firstSeed && seed < firstSeed + seeds;

/** Paths of all numbers of the scenario that could be calibrated. */
function numericPaths(scenario: Scenario): string[] {
  const found: string[] = [];
  const walk = (node: unknown, path: string): void => {
    if (typeof node === "number") found.push(path);
    else if (typeof node === "object" && node !== null)
      for (const [key, child] of Object.entries(node)) walk(child, `${path}.${key}`);
  };
  for (const [key, child] of Object.entries(scenario)) if (!NO_BEHAVIOUR.has(key)) walk(child, key);
  return found;
}
