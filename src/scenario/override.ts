/** Phase 3, overrides: `--set path=value` and the design points of a sweep, laid upon what the files say. */
import { isRemoval } from "./merge.ts";
import { nearestName, suggest } from "./nearest-name.ts";
import { isReservedKey, parseTree } from "./parse.ts";
import { type Origin, type PathSegment, type Problem, pathName, problemAt } from "./problem.ts";
import { type Alternatives, fitting, isOpen, keyNames, type SchemaView } from "./schema-view.ts";
import type { ListNode, MapNode, ScalarNode, TreeNode } from "./source-tree.ts";

/** One override: where, what, and how to call it in a message. */
export interface Override {
  readonly path: readonly PathSegment[];
  readonly value: TreeNode;
  readonly origin: Origin;
}

/** Reads `path=value`, the value in YAML; undefined when it cannot be read, which is added to `problems`. */
export function parseOverride(text: string, problems: Problem[]): Override | undefined {
  const origin: Origin = { file: `--set ${text}`, line: 0, column: 0 };
  const equals = text.indexOf("=");
  const name = text.slice(0, equals).trim();
  const written = text.slice(equals + 1).trim();
  if (equals < 1 || name === "" || written === "") {
    const hint = equals > 0 && name !== "" ? `to remove a key write ${name}=null` : "as in --set clock.step=30s";
    problems.push(problemAt(origin, [], "expected path=value", hint));
    return undefined;
  }
  const own: Problem[] = [];
  const value = parseTree(written, origin.file, own);
  for (const p of own) problems.push({ ...p, ...origin, path: name });
  return value === undefined ? undefined : { path: segments(name), value: moved(value, origin), origin };
}

/** An override made by a program. @param name how to call it in a message, such as `sweep params.leverage` */
export function makeOverride(path: string, value: unknown, name: string): Override {
  const origin: Origin = { file: name, line: 0, column: 0 };
  return { path: segments(path), value: treeOf(value, origin), origin };
}

/** Applies an override in place. A path that leads nowhere is reported with the nearest name. */
export function applyOverride(root: MapNode, override: Override, view: SchemaView, problems: Problem[]): void {
  const { path, origin } = override;
  try {
    place(root, override, view);
  } catch (error) {
    if (!(error instanceof WrongPath)) throw error;
    problems.push(problemAt(origin, path.slice(0, error.length), error.message, error.hint));
  }
}

/** The first `length` segments of a path are wrong. */
class WrongPath extends Error {
  readonly length: number;
  readonly hint: string;

  constructor(length: number, message: string, hint = "") {
    super(message);
    this.length = length;
    this.hint = hint;
  }
}

function place(root: MapNode, { path, value, origin }: Override, view: SchemaView): void {
  let node: TreeNode = root;
  let here: Alternatives = view.top();
  for (let depth = 1; depth <= path.length; depth++) {
    const last = depth === path.length;
    const segment = path[depth - 1];
    const shapes = fitting(here, node);
    if (node.type === "scalar")
      throw new WrongPath(depth - 1, `holds ${node.text || "nothing"}, which has no "${segment}" in it`);
    if (node.type === "list") {
      const index = positionIn(node, path, depth);
      if (last) setItem(node, index, value, view.child(shapes, index));
      else {
        here = view.child(shapes, index);
        node = node.items[index];
      }
    } else {
      const key = String(segment);
      const removes = last && isRemoval(value, view.child(shapes, key));
      checkKey(node, key, shapes, { whole: last && value.type === "map", removes }, depth);
      if (removes) node.entries.delete(key);
      else if (last) node.entries.set(key, { keyAt: origin, value });
      else {
        here = view.child(shapes, key);
        node = descend(node, key, origin);
      }
    }
  }
}

function positionIn(list: ListNode, path: readonly PathSegment[], depth: number): number {
  const index = Number(path[depth - 1]);
  if (Number.isInteger(index) && index >= 0 && index < list.items.length) return index;
  const name = pathName(path.slice(0, depth - 1));
  throw new WrongPath(depth, `expected a position from 0 to ${list.items.length - 1} in the list ${name}`);
}

/** A key may be set when it stands there, when the schema knows it, or when it is a whole new entry under a free name. */
function checkKey(
  map: MapNode,
  key: string,
  shapes: Alternatives,
  change: { readonly whole: boolean; readonly removes: boolean },
  depth: number,
): void {
  if (isReservedKey(key)) throw new WrongPath(depth, `"${key}" cannot be used as a name`);
  if (map.entries.has(key)) return;
  const present = [...map.entries.keys()];
  const known = keyNames(shapes);
  if (!known.includes(key) && !(change.whole && isOpen(shapes)))
    throw new WrongPath(depth, `unknown key "${key}"`, suggest(key, [...new Set([...present, ...known])]));
  if (change.removes) throw new WrongPath(depth, "there is nothing to remove", nearHint(key, present));
}

/** The node under a key; an empty map is put where there is none. */
function descend(map: MapNode, key: string, origin: Origin): TreeNode {
  const entry = map.entries.get(key) ?? { keyAt: origin, value: { type: "map", entries: new Map(), at: origin } };
  map.entries.set(key, entry);
  return entry.value;
}

function nearHint(name: string, candidates: readonly string[]): string {
  const nearest = nearestName(name, candidates);
  return nearest === undefined ? "" : `did you mean "${nearest}"?`;
}

function setItem(list: ListNode, index: number, value: TreeNode, here: Alternatives): void {
  if (isRemoval(value, here)) list.items.splice(index, 1);
  else list.items[index] = value;
}

/** `shocks.0.size` as segments; all stay text, since only the tree knows what is a list. */
function segments(path: string): string[] {
  return path.split(".").map((s) => s.trim());
}

/** The same tree, standing at `origin`. */
function moved(node: TreeNode, origin: Origin): TreeNode {
  if (node.type === "list") return { ...node, at: origin, items: node.items.map((n) => moved(n, origin)) };
  if (node.type === "map") {
    const entries = new Map([...node.entries].map(([k, e]) => [k, { keyAt: origin, value: moved(e.value, origin) }]));
    return { ...node, at: origin, entries };
  }
  const { value, text } = node;
  return { type: "scalar", value, text, at: origin };
}

/** A plain value as a tree that stands at `origin`. Throws a TypeError for what a scenario cannot hold. */
function treeOf(value: unknown, origin: Origin): TreeNode {
  if (Array.isArray(value)) return { type: "list", items: value.map((v) => treeOf(v, origin)), at: origin };
  if (typeof value === "object" && value !== null) {
    const entries = new Map(Object.entries(value).map(([k, v]) => [k, { keyAt: origin, value: treeOf(v, origin) }]));
    return { type: "map", entries, at: origin };
  }
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return { type: "scalar", value, text: String(value), at: origin } satisfies ScalarNode;
  throw new TypeError(`${origin.file}: a scenario cannot hold a ${typeof value}`);
}
