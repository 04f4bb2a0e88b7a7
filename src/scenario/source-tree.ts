/** A scenario as it was written: values that know where they stand, so that whatever is found later can point there. */
import type { Origin, PathSegment } from "./problem.ts";

type ScalarValue = string | number | boolean | null;

export interface ScalarNode {
  readonly type: "scalar";
  /** What it means now: expressions and percentages are replaced by their numbers. */
  value: ScalarValue;
  /** What was written, for messages. */
  readonly text: string;
  readonly at: Origin;
  /** Where the text itself begins, after a quotation mark; undefined when characters cannot be counted (escapes, blocks). */
  readonly textAt?: Origin;
  /** It could not be evaluated, which has been reported: nothing more is said about its value. */
  broken?: boolean;
}

export interface ListNode {
  readonly type: "list";
  readonly items: TreeNode[];
  readonly at: Origin;
}

export interface MapEntry {
  readonly keyAt: Origin;
  value: TreeNode;
}

export interface MapNode {
  readonly type: "map";
  readonly entries: Map<string, MapEntry>;
  readonly at: Origin;
}

export type TreeNode = ScalarNode | ListNode | MapNode;

export type PlainValue = ScalarValue | PlainValue[] | { [key: string]: PlainValue };

/** The plain value of a tree, in the order in which it was written. */
export function plainValue(node: TreeNode): PlainValue {
  if (node.type === "scalar") return node.value;
  if (node.type === "list") return node.items.map(plainValue);
  const out: { [key: string]: PlainValue } = {};
  for (const [key, entry] of node.entries) out[key] = plainValue(entry.value);
  return out;
}

/** The same tree in new nodes, so that it can be changed and the old one kept. */
export function copyTree<N extends TreeNode>(node: N): N;
export function copyTree(node: TreeNode): TreeNode {
  if (node.type === "scalar") return { ...node };
  if (node.type === "list") return { ...node, items: node.items.map((item) => copyTree(item)) };
  const entries = new Map<string, MapEntry>();
  for (const [key, { keyAt, value }] of node.entries) entries.set(key, { keyAt, value: copyTree(value) });
  return { ...node, entries };
}

/** What stands directly under `node` at that segment. */
export function childOf(node: TreeNode, segment: PathSegment): TreeNode | undefined {
  if (node.type === "map") return node.entries.get(String(segment))?.value;
  return node.type === "list" ? node.items[Number(segment)] : undefined;
}

/** The node at `path`, or undefined where there is none. */
export function nodeAt(root: TreeNode, path: readonly PathSegment[]): TreeNode | undefined {
  let node: TreeNode | undefined = root;
  for (const segment of path) {
    if (node === undefined) return undefined;
    node = childOf(node, segment);
  }
  return node;
}

/** Where to point for `path`: its value, or, where there is none, the nearest thing around it: its parent's key. */
export function placeOf(root: TreeNode, path: readonly PathSegment[]): Origin {
  const found = nodeAt(root, path);
  if (found !== undefined && (found.type === "scalar" || path.length === 0)) return found.at;
  for (let length = path.length; length > 0; length--) {
    const parent = nodeAt(root, path.slice(0, length - 1));
    if (parent === undefined) continue;
    const key = keyPlace(root, path.slice(0, length));
    if (key !== undefined) return key;
    const child = childOf(parent, path[length - 1]);
    if (child !== undefined) return child.at;
  }
  return root.at;
}

/** Where the key at the end of `path` stands; undefined in a list or when there is no such key. */
export function keyPlace(root: TreeNode, path: readonly PathSegment[]): Origin | undefined {
  const parent = nodeAt(root, path.slice(0, -1));
  return parent?.type === "map" ? parent.entries.get(String(path[path.length - 1]))?.keyAt : undefined;
}

/** Calls `visit` for every scalar, in the order in which they stand. */
export function eachScalar(
  node: TreeNode,
  visit: (scalar: ScalarNode, path: readonly PathSegment[]) => void,
  path: readonly PathSegment[] = [],
): void {
  if (node.type === "scalar") visit(node, path);
  else if (node.type === "list") for (const [i, item] of node.items.entries()) eachScalar(item, visit, [...path, i]);
  else for (const [key, entry] of node.entries) eachScalar(entry.value, visit, [...path, key]);
}
