/** Phase 6, validate: the schema's verdict, each finding told in plain words at the place where it stands. */
import type { z } from "zod";
import { LOADER_KEYS } from "./file-schema.ts";
import { issueWords } from "./issue-words.ts";
import { listNames, nearestName, suggest } from "./nearest-name.ts";
import { type PathSegment, type Problem, pathName, problemAt } from "./problem.ts";
import { discriminator, fitting, keyNames, type SchemaView } from "./schema-view.ts";
import {
  childOf,
  keyPlace,
  type MapNode,
  nodeAt,
  type PlainValue,
  placeOf,
  plainValue,
  type TreeNode,
} from "./source-tree.ts";

type Issue = z.core.$ZodIssue;

/**
 * The value that the schema makes of the tree, or undefined when it has faults, which are added to `problems`.
 * @param whole whether all of the scenario could be read; if not, nothing is said about what is missing
 */
export function validateTree<S extends z.ZodType>(
  schema: S,
  tree: MapNode,
  view: SchemaView,
  problems: Problem[],
  whole: boolean,
): z.output<S> | undefined {
  const result = schema.safeParse(withoutLoaderKeys(tree), { error: issueWords, reportInput: true });
  if (result.success) return result.data;
  const found = result.error.issues.flatMap((issue) => leaves(issue, []));
  const faulty = found.filter((leaf) => leaf.issue.code !== "custom").map((leaf) => `${pathName(leaf.path)}.`);
  for (const leaf of found) {
    const checked = checkedMap(leaf, tree);
    // What a check makes of a map that holds faults follows from them, and so does what is missing from half a scenario.
    if (checked !== undefined && faulty.some((path) => path.startsWith(checked))) continue;
    if (whole || nodeAt(tree, leaf.path) !== undefined) problems.push(...explain(leaf, tree, view));
  }
  return undefined;
}

function withoutLoaderKeys(tree: MapNode): PlainValue {
  const entries = new Map([...tree.entries].filter(([key]) => !Object.hasOwn(LOADER_KEYS, key)));
  return plainValue({ ...tree, entries });
}

/** The path, with a dot after it, of the map that a check of several keys together looked at; undefined for other issues. */
function checkedMap({ issue, path }: Leaf, tree: MapNode): string | undefined {
  if (issue.code !== "custom" || typeof issue.input !== "object" || issue.input === null) return undefined;
  const ownPath = nodeAt(tree, path)?.type === "map" ? path : path.slice(0, -1);
  return ownPath.length === 0 ? "" : `${pathName(ownPath)}.`;
}

/** An issue with its whole path. */
interface Leaf {
  readonly issue: Issue;
  readonly path: readonly PathSegment[];
  /** Instead of the issue's own. */
  readonly message?: string;
}

/** The issues that an issue comes down to: of a union, those of the alternative that was probably meant. */
function leaves(issue: Issue, prefix: readonly PathSegment[]): Leaf[] {
  const path = [...prefix, ...(issue.path as PathSegment[])];
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [{ issue, path }];
  const branches = issue.errors.map((errors) => errors.flatMap((e) => leaves(e, path)));
  const ofType = branches.filter((b) => !b.some((leaf) => isMismatch(leaf, path)));
  if (ofType.length === 0) {
    const wanted = branches.map((b) => words(b.find((leaf) => isMismatch(leaf, path))!).replace(/^expected /, ""));
    return [{ issue, path, message: `expected ${listNames([...new Set(wanted)], "or")}` }];
  }
  const faults = ofType.map((b) => b.reduce((sum, leaf) => sum + (isMisfit(leaf) ? 100 : 1), 0));
  const fewest = Math.min(...faults);
  const likeliest = ofType.filter((_, i) => faults[i] === fewest);
  if (likeliest.length === 1) return likeliest[0];
  const unknown = likeliest[0].filter((leaf) => leaf.issue.code === "unrecognized_keys");
  return unknown.length > 0 ? unknown : likeliest[0];
}

const words = (leaf: Leaf): string => leaf.message ?? leaf.issue.message;

/** The whole value is of another type than this alternative asks for. */
function isMismatch(leaf: Leaf, path: readonly PathSegment[]): boolean {
  return leaf.path.length === path.length && (leaf.issue.code === "invalid_type" || leaf.message !== undefined);
}

/** Speaks against this alternative having been meant: a key that it does not know or that it would need. */
function isMisfit(leaf: Leaf): boolean {
  const { issue } = leaf;
  return (
    issue.code === "unrecognized_keys" ||
    (issue.code === "invalid_type" && issue.input === undefined) ||
    issue.code === "invalid_value"
  );
}

function explain(leaf: Leaf, tree: MapNode, view: SchemaView): Problem[] {
  const { issue, path } = leaf;
  const node = nodeAt(tree, path);
  if (node?.type === "scalar" && node.broken) return [];
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(key, path, tree, view));
  if (issue.code === "invalid_union" && issue.errors.length === 0) return [unknownKind(path, tree, view)];
  if (issue.code === "invalid_key") {
    const at = keyPlace(tree, path) ?? placeOf(tree, path);
    return [problemAt(at, path, issue.issues.map((i) => i.message).join("; "))];
  }
  const at = placeOf(tree, path);
  if (node === undefined) {
    const wanted = words(leaf);
    return [
      problemAt(
        at,
        path,
        wanted.startsWith("expected") ? `is missing, ${wanted}` : wanted,
        nearestSibling(path, tree, view),
      ),
    ];
  }
  const hint =
    issue.code === "invalid_value" && node.type === "scalar"
      ? suggestValue(node.text, issue.values)
      : typeHint(issue, node);
  return [problemAt(at, path, withGot(words(leaf), node), hint)];
}

function unknownKey(key: string, path: readonly PathSegment[], tree: MapNode, view: SchemaView): Problem {
  const here = nodeAt(tree, path);
  const names = here === undefined ? [] : keyNames(fitting(view.at(path, tree), here));
  const at = keyPlace(tree, [...path, key]) ?? placeOf(tree, path);
  // In a file that extends another the right key may stand there already, from the other.
  const unused = names.filter((n) => here === undefined || childOf(here, n) === undefined);
  const nearest = nearestName(key, unused) ?? nearestName(key, names);
  const hint =
    nearest !== undefined ? `did you mean "${nearest}"?` : isTornText(key, here) ? TORN : suggest(key, unused);
  return problemAt(at, [...path, key], `unknown key "${key}"`, hint);
}

const TORN = "a comma ends a value inside { }: put text that holds one in quotation marks";

/** Text with a comma in it, written without quotation marks inside braces, leaves what follows the comma as a key. */
function isTornText(key: string, map: TreeNode | undefined): boolean {
  const value = map === undefined ? undefined : childOf(map, key);
  return key.includes(" ") && value?.type === "scalar" && value.value === null && value.text === "";
}

/** A kind that is not registered, or none at all: then the name of the whole entry may be what is misspelt. */
function unknownKind(path: readonly PathSegment[], tree: MapNode, view: SchemaView): Problem {
  const above = path.slice(0, -1);
  const kinds = discriminator(view.at(above, tree))?.values ?? [];
  const key = String(path[path.length - 1]);
  const node = nodeAt(tree, path);
  if (node === undefined) {
    const sibling = nearestEntry(above, tree);
    const hint = sibling === undefined ? `there is ${listNames(kinds)}` : `did you mean "${sibling}"?`;
    return problemAt(placeOf(tree, above), above, `has no ${key}`, hint);
  }
  const written = node.type === "scalar" ? node.text : "";
  const nearest = nearestName(written, kinds);
  const hint = nearest === undefined ? `there is ${listNames(kinds)}` : `did you mean "${nearest}"?`;
  return problemAt(
    placeOf(tree, path),
    path,
    node.type === "scalar" ? `unknown ${key} "${written}"` : `expected the name of a ${key}`,
    hint,
  );
}

/** Another entry of the same map whose name is near this one's. */
function nearestEntry(path: readonly PathSegment[], tree: MapNode): string | undefined {
  const parent = nodeAt(tree, path.slice(0, -1));
  const name = String(path[path.length - 1]);
  return parent?.type === "map"
    ? nearestName(
        name,
        [...parent.entries.keys()].filter((k) => k !== name),
      )
    : undefined;
}

/** A missing key may stand there misspelt. */
function nearestSibling(path: readonly PathSegment[], tree: MapNode, view: SchemaView): string {
  const parent = nodeAt(tree, path.slice(0, -1));
  if (parent?.type !== "map") return "";
  const names = new Set(keyNames(fitting(view.at(path.slice(0, -1), tree), parent)));
  const stray = nearestName(
    String(path[path.length - 1]),
    [...parent.entries.keys()].filter((k) => !names.has(k)),
  );
  return stray === undefined ? "" : `"${stray}" stands there`;
}

function withGot(message: string, node: TreeNode): string {
  return message.startsWith("expected") && !message.includes(", got ") ? `${message}, got ${gotWords(node)}` : message;
}

function gotWords(node: TreeNode): string {
  if (node.type !== "scalar") return node.type === "map" ? "a map" : `a list of ${node.items.length}`;
  if (node.value === null) return "nothing";
  if (typeof node.value === "string") return `"${node.value}"`;
  return node.text.startsWith("=") ? `${node.value} from "${node.text}"` : node.text;
}

function suggestValue(written: string, values: readonly unknown[]): string {
  const nearest = nearestName(written, values.map(String));
  return nearest === undefined ? "" : `did you mean "${nearest}"?`;
}

function typeHint(issue: Issue, node: TreeNode): string {
  if (issue.code !== "invalid_type" || node.type !== "scalar" || typeof node.value !== "string") return "";
  const asNumber = node.value.trim() !== "" && Number.isFinite(Number(node.value));
  return asNumber && (issue.expected === "number" || (issue.expected as string) === "int")
    ? "leave out the quotation marks"
    : "";
}
