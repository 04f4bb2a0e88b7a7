/** Merging a scenario into the one that it extends. */

import { suggest } from "./nearest-name.ts";
import { type PathSegment, type Problem, problemAt } from "./problem.ts";
import { type Alternatives, admits, fitting, keyNames, type SchemaView } from "./schema-view.ts";
import type { MapEntry, MapNode, TreeNode } from "./source-tree.ts";

/**
 * `over` laid upon `base`: maps are merged key by key, scalars and lists are replaced, `null` removes. A map of
 * another kind, or of another of several shapes (a `uniform` where a `normal` stood), replaces the whole: keys of two
 * kinds make no sense together. Positions keep pointing to the file in which a value stands.
 */
export function mergeMaps(
  base: MapNode,
  over: MapNode,
  view: SchemaView,
  problems: Problem[],
  here: Alternatives = view.top(),
  path: readonly PathSegment[] = [],
): MapNode {
  const entries = new Map<string, MapEntry>(base.entries);
  for (const [key, entry] of over.entries) {
    const { value } = entry;
    const below = base.entries.get(key);
    const child = view.child(fitting(here, over), key);
    if (isRemoval(value, child)) {
      if (below === undefined)
        problems.push(
          problemAt(entry.keyAt, [...path, key], "there is nothing to remove", suggest(key, [...base.entries.keys()])),
        );
      entries.delete(key);
      continue;
    }
    if (below?.value.type === "map" && value.type === "map" && sameShape(below.value, value, child))
      entries.set(key, {
        keyAt: entry.keyAt,
        value: mergeMaps(below.value, value, view, problems, child, [...path, key]),
      });
    else entries.set(key, entry);
  }
  return { type: "map", entries, at: over.at };
}

/** `null` removes a key, unless null is something that may stand there. */
export function isRemoval(value: TreeNode, here: Alternatives): boolean {
  return value.type === "scalar" && value.value === null && !here.some((a) => admits(a, "null"));
}

/** Whether both can be parts of one value. */
function sameShape(base: MapNode, over: MapNode, alternatives: Alternatives): boolean {
  const kind = textAt(over, "kind");
  const baseKind = textAt(base, "kind");
  if (kind !== undefined && baseKind !== undefined && kind !== baseKind) return false;
  const shapes = alternatives.filter((a) => a.properties !== undefined);
  if (shapes.length < 2) return true;
  const admitting = shapes.filter((s) => admitsAll(s, over));
  return admitting.length === 0 || admitting.some((s) => admitsAll(s, base));
}

function textAt(map: MapNode, key: string): string | undefined {
  const value: TreeNode | undefined = map.entries.get(key)?.value;
  return value?.type === "scalar" ? String(value.value) : undefined;
}

function admitsAll(shape: Alternatives[number], map: MapNode): boolean {
  const names = new Set(keyNames([shape]));
  return [...map.entries.keys()].every((k) => names.has(k));
}
