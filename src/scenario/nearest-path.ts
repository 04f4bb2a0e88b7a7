/** Whether a dotted path leads to something in a scenario, and the path that a misspelt one was probably meant to be. */
import { nearestName } from "./nearest-name.ts";
import type { PathSegment } from "./problem.ts";
import { type Alternatives, fitting, isOpen, keyNames, type SchemaView } from "./schema-view.ts";
import { childOf, type MapNode, type TreeNode } from "./source-tree.ts";

/** Why a path leads nowhere. */
export interface PathFault {
  readonly message: string;
  /** The whole path that was probably meant; undefined when none is near. */
  readonly nearest: string | undefined;
}

/**
 * Follows a path through what stands in the scenario and what its schema knows. Null when it leads to a place where a
 * value may stand.
 * @param entry whether a whole new entry is to stand there: then the last name may be a free one
 */
export function pathFault(root: MapNode, view: SchemaView, path: string, entry = false): PathFault | null {
  const segments = path.split(".").map((s) => s.trim());
  const right: string[] = [];
  let node: TreeNode | undefined = root;
  let here: Alternatives = view.top();
  let message: string | null = null;
  for (const [depth, segment] of segments.entries()) {
    const step = follow(node, here, segment, entry && depth === segments.length - 1);
    message ??= step.message;
    if (step.name === undefined) return { message: message ?? "", nearest: similarPath(root, view, path) };
    right.push(String(step.name));
    here = view.child(node === undefined ? here : fitting(here, node), step.name);
    node = node === undefined ? undefined : childOf(node, step.name);
  }
  return message === null ? null : { message, nearest: right.join(".") };
}

interface Step {
  /** The segment, or the one that it was meant to be; undefined when there is none. */
  readonly name: PathSegment | undefined;
  readonly message: string | null;
}

function follow(node: TreeNode | undefined, here: Alternatives, segment: string, entry: boolean): Step {
  if (node?.type === "scalar")
    return { name: undefined, message: `there is a single value, ${node.text || "nothing"}, before "${segment}"` };
  if (node?.type === "list") {
    const index = Number(segment);
    if (Number.isInteger(index) && index >= 0 && index < node.items.length) return { name: index, message: null };
    const last = node.items.length - 1;
    return { name: undefined, message: `expected a position from 0 to ${last} instead of "${segment}"` };
  }
  const shapes = node === undefined ? here : fitting(here, node);
  const names = [...new Set([...(node === undefined ? [] : node.entries.keys()), ...keyNames(shapes)])];
  if (names.includes(segment) || (entry && isOpen(shapes))) return { name: segment, message: null };
  return { name: nearestName(segment, names), message: `there is no "${segment}"` };
}

/** Of all paths of the scenario: one that ends as this one does, or the one written most alike. */
function similarPath(root: MapNode, view: SchemaView, path: string): string | undefined {
  const known: string[] = [];
  view.walk(root, (node, here, at) => {
    const prefix = at.map((s) => `${s}.`).join("");
    if (node.type === "map")
      for (const name of new Set([...node.entries.keys(), ...keyNames(fitting(here, node))])) known.push(prefix + name);
  });
  return known.find((one) => one.endsWith(`.${path}`)) ?? nearestName(path, known);
}
