/** Phase 7, references: names of venues, populations and mechanisms must exist; moments must lie inside the clock. */
import { parseInstant } from "../core/time.ts";
import { suggest } from "./nearest-name.ts";
import { type Origin, type PathSegment, type Problem, problemAt } from "./problem.ts";
import { type Alternatives, admits, fitting, type JsonSchema, type SchemaView } from "./schema-view.ts";
import { type MapNode, nodeAt, type TreeNode } from "./source-tree.ts";

/** Checks every value and every key that the schema marks: `reference: "venue"` (a key of `venues`), `within: "clock"`. */
export function checkReferences(root: MapNode, view: SchemaView, problems: Problem[]): void {
  const clock = clockOf(root);
  view.walk(root, (node, here, path) => {
    if (node.type === "scalar" && typeof node.value === "string" && !node.broken) {
      const meant = here.filter((a) => admits(a, "string"));
      checkName(node.value, node.at, path, meant, root, problems);
      if (clock !== undefined && meant.some((a) => a.within === "clock"))
        checkMoment(node.value, node.at, path, clock, problems);
    }
    if (node.type === "map") checkKeys(node, fitting(here, node), path, root, problems);
  });
}

function checkKeys(
  map: MapNode,
  here: Alternatives,
  path: readonly PathSegment[],
  root: MapNode,
  problems: Problem[],
): void {
  const rules = here.map((a) => a.propertyNames).filter((p): p is JsonSchema => p?.reference !== undefined);
  if (rules.length === 0 || rules.length < here.length) return;
  for (const [key, entry] of map.entries) checkName(key, entry.keyAt, [...path, key], rules, root, problems);
}

/** A name is wrong when every alternative that could be meant asks for a reference and none of them has it. */
function checkName(
  name: string,
  at: Origin,
  path: readonly PathSegment[],
  meant: Alternatives,
  root: MapNode,
  problems: Problem[],
): void {
  const kinds = meant.map((a) => a.reference);
  if (kinds.length === 0 || kinds.some((k) => k === undefined)) return;
  const collections = kinds.map((k) => root.entries.get(`${k}s`)?.value);
  if (collections.some((c) => c !== undefined && c.type !== "map")) return;
  const names = collections.flatMap((c) => (c?.type === "map" ? [...c.entries.keys()] : []));
  if (!names.includes(name))
    problems.push(problemAt(at, path, `there is no ${kinds[0]} "${name}"`, suggest(name, names)));
}

interface Clock {
  readonly start: number;
  readonly end: number;
  readonly words: string;
}

/** The clock as it was written; undefined when it is not sound, which validation says. */
function clockOf(root: MapNode): Clock | undefined {
  const [from, to] = ["start", "end"].map((key) => nodeAt(root, ["clock", key]));
  const start = momentOf(from);
  const end = momentOf(to);
  if (Number.isNaN(start) || Number.isNaN(end) || from?.type !== "scalar" || to?.type !== "scalar") return undefined;
  return { start, end, words: `which runs from ${from.text} to ${to.text}` };
}

const momentOf = (node: TreeNode | undefined): number =>
  node?.type === "scalar" && typeof node.value === "string" ? parseInstant(node.value) : Number.NaN;

function checkMoment(text: string, at: Origin, path: readonly PathSegment[], clock: Clock, problems: Problem[]): void {
  const moment = parseInstant(text);
  if (moment < clock.start) problems.push(problemAt(at, path, `${text} lies before the clock, ${clock.words}`));
  else if (moment > clock.end) problems.push(problemAt(at, path, `${text} lies after the clock, ${clock.words}`));
}
