/** Phase 6, validate: the schema's verdict, each finding told in plain words at the place where it stands. */
import type { z } from "zod";
import { explain } from "./explain.ts";
import { LOADER_KEYS } from "./file-schema.ts";
import { type Leaf, leaves } from "./issue-leaves.ts";
import { issueWords } from "./issue-words.ts";
import { type Problem, pathName } from "./problem.ts";
import type { SchemaView } from "./schema-view.ts";
import { type MapNode, nodeAt, type PlainValue, plainValue } from "./source-tree.ts";

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
