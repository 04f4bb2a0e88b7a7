/** Whether the paths of a sweep's parameters lead anywhere in its base. */
import { pathFault } from "../../scenario/nearest-path.ts";
import type { ReadParameter } from "./read-parameters.ts";
import type { SweepBase } from "./sweep-base.ts";
import type { SweepFile } from "./sweep-file.ts";

/** What a run is told otherwise, and where. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  seed: "seeds are given under `seeds`",
  extends: "the scenario stands under `base`",
  name: "a point needs no name",
};

const IS_PARAMETER = "is a parameter of the sweep, whose values would replace this one";

const isMap = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

/** Reports the paths that lead nowhere, each with the nearest one; returns the parameters whose paths are sound. */
export function checkPaths(file: SweepFile, base: SweepBase, list: readonly ReadParameter[]): ReadParameter[] {
  const tree = base.tree();
  const set = new Set(file.keys(["set"]));
  const sound: ReadParameter[] = [];
  for (const parameter of list) {
    const { path, place, checks } = parameter;
    const at = file.placeOf(place, "key");
    if (Object.hasOwn(ELSEWHERE, path)) file.report(place, "is no parameter of a sweep", ELSEWHERE[path], at);
    else {
      if (set.has(path)) file.report(["set", path], IS_PARAMETER);
      else if (base.given(path) !== undefined)
        file.report([path], IS_PARAMETER, "", { file: `--set ${base.given(path)}`, line: 0, column: 0 });
      const entry = checks.length > 0 && checks.every(({ value }) => isMap(value));
      const fault = tree === undefined ? null : pathFault(tree, base.view, path, entry);
      if (fault === null) sound.push(parameter);
      else {
        const hint = fault.nearest === undefined ? "" : `did you mean "${fault.nearest}"?`;
        file.report(place, `the scenario has no such parameter: ${fault.message}`, hint, at);
      }
    }
  }
  return tree === undefined ? [] : sound;
}
