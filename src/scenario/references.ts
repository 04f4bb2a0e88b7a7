/** Phase 7, references: names of venues, populations and mechanisms must exist; moments must lie inside the clock. */
import { parseInstant } from "../core/time.ts";
import { suggest } from "./nearest-name.ts";
import { type Origin, type PathSegment, type Problem, problemAt } from "./problem.ts";
import { type Alternatives, admits, fitting, type JsonSchema, keyNames, type SchemaView } from "./schema-view.ts";
import { type MapNode, nodeAt, type TreeNode } from "./source-tree.ts";

/** Places that a schema itself does not mark, by path; `*` stands for any name or position. */
export interface PlaceMarks {
  /** Moments that must lie inside the clock, as if marked `within: "clock"`. */
  readonly insideClock?: readonly string[];
  /** Maps whose freely chosen keys name something: path and what they name. */
  readonly keysNaming?: Readonly<Record<string, string>>;
}

/** Checks every value and every key that the schema marks: `reference: "venue"` (a key of `venues`), `within: "clock"`. */
export function checkReferences(root: MapNode, view: SchemaView, marks: PlaceMarks, problems: Problem[]): void {
  const clock = clockOf(root);
  view.walk(root, (node, here, path) => {
    if (node.type === "scalar" && typeof node.value === "string" && !node.broken) {
      const meant = here.filter((a) => admits(a, "string"));
      checkName(node.value, node.at, path, meant, root, problems);
      const bound = meant.some((a) => a.within === "clock") || (marks.insideClock ?? []).some((p) => matches(path, p));
      if (clock !== undefined && bound) checkMoment(node.value, node.at, path, clock, problems);
    }
    if (node.type === "map") checkKeys(node, keyRules(fitting(here, node), path, marks), path, root, problems);
  });
}

const matches = (path: readonly PathSegment[], pattern: string): boolean => {
  const parts = pattern.split(".");
  return parts.length === path.length && parts.every((part, i) => part === "*" || part === String(path[i]));
};

/** What the keys of a map must name, if anything; keys that the schema itself gives are left alone. */
function keyRules(here: Alternatives, path: readonly PathSegment[], marks: PlaceMarks): KeyRules {
  const own = new Set(keyNames(here));
  for (const [pattern, reference] of Object.entries(marks.keysNaming ?? {}))
    if (matches(path, pattern)) return { names: [{ reference }], own };
  const names = here.map((a) => a.propertyNames).filter((p): p is JsonSchema => p?.reference !== undefined);
  return { names: names.length < here.length ? [] : names, own };
}

interface KeyRules {
  readonly names: Alternatives;
  readonly own: ReadonlySet<string>;
}

function checkKeys(
  map: MapNode,
  { names, own }: KeyRules,
  path: readonly PathSegment[],
  root: MapNode,
  problems: Problem[],
): void {
  for (const [key, entry] of map.entries)
    if (!own.has(key)) checkName(key, entry.keyAt, [...path, key], names, root, problems);
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
