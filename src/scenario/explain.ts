/** A finding of the schema, told in plain words: what was expected, what was got, what was probably meant. */
import { type Issue, type Leaf, words } from "./issue-leaves.ts";
import { listNames, nearestName, suggest } from "./nearest-name.ts";
import { type PathSegment, type Problem, problemAt } from "./problem.ts";
import { discriminator, fitting, keyNames, type SchemaView } from "./schema-view.ts";
import { childOf, keyPlace, type MapNode, nodeAt, placeOf, type TreeNode } from "./source-tree.ts";

/** The problems that a finding amounts to; none for a value of which something has been said already. */
export function explain(leaf: Leaf, tree: MapNode, view: SchemaView): Problem[] {
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
    nearest !== undefined
      ? `did you mean "${nearest}"?`
      : isTornText(key, here)
        ? TORN
        : suggest(key, path.length === 0 ? names : unused);
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
