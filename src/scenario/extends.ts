/** Phase 2, extends: a scenario laid upon the one, or the ones, that it extends. */

import { mergeMaps } from "./merge.ts";
import { suggest } from "./nearest-name.ts";
import { parseTree } from "./parse.ts";
import { type Origin, type Problem, problemAt } from "./problem.ts";
import type { SchemaView } from "./schema-view.ts";
import type { MapNode, ScalarNode } from "./source-tree.ts";

/** Where scenario files come from: a disk, or whatever a browser has. */
export interface SourceFiles {
  /** The text of a file. Throws an Error that says in a few words why it cannot be read. */
  read(file: string): string;
  /** The file that `target`, written in `from`, means. */
  resolve(from: string, target: string): string;
  /** Files beside `file` that could have been meant. */
  beside(file: string): readonly string[];
}

/** A chain longer than this is a mistake. */
const DEEPEST = 16;

/** A scenario with all that it extends. */
export interface Chain {
  /** Everything merged; undefined when the file itself could not be read. */
  readonly tree: MapNode | undefined;
  /** Whether all that it extends could be read too: if not, what is missing from it means nothing. */
  readonly whole: boolean;
  /** The files that were read, the scenario's own first. */
  readonly sources: readonly string[];
}

/** Reads `file` and all that it extends. What is wrong is added to `problems`. */
export function readChain(file: string, files: SourceFiles, view: SchemaView, problems: Problem[]): Chain {
  const reading: Reading = { files, view, problems, sources: [], whole: true };
  const tree = readOne(file, undefined, [], reading);
  return { tree, whole: reading.whole, sources: reading.sources };
}

interface Reading {
  readonly files: SourceFiles;
  readonly view: SchemaView;
  readonly problems: Problem[];
  readonly sources: string[];
  whole: boolean;
}

function readOne(file: string, asked: ScalarNode | undefined, chain: readonly string[], reading: Reading) {
  const { files, view, problems, sources } = reading;
  const at: Origin = asked?.at ?? { file, line: 0, column: 0 };
  const path = asked === undefined ? [] : ["extends"];
  if (chain.includes(file)) {
    problems.push(problemAt(at, path, `extends goes round in a circle: ${[...chain, file].join(" -> ")}`));
    return undefined;
  }
  if (chain.length >= DEEPEST) {
    problems.push(problemAt(at, path, `extends goes more than ${DEEPEST} files deep`));
    return undefined;
  }
  let text: string;
  try {
    text = files.read(file);
  } catch (error) {
    const hint = suggest(file, files.beside(file));
    problems.push(
      problemAt(at, path, `cannot read ${file}: ${(error as Error).message}`, hint.startsWith("did") ? hint : ""),
    );
    return undefined;
  }
  if (!sources.includes(file)) sources.push(file);
  const tree = parseTree(text, file, problems);
  if (tree === undefined) return undefined;
  if (tree.type !== "map") {
    problems.push(problemAt(tree.at, [], "a scenario is a map of keys and values"));
    return undefined;
  }
  let base: MapNode | undefined;
  for (const target of targets(tree, reading)) {
    const one = readOne(files.resolve(file, String(target.value)), target, [...chain, file], reading);
    if (one === undefined) reading.whole = false;
    else base = base === undefined ? one : mergeMaps(base, one, view, problems);
  }
  const own: MapNode = { ...tree, entries: new Map(tree.entries) };
  own.entries.delete("extends");
  if (base === undefined) return own;
  // A name is a run's own: what extends a scenario is another scenario.
  base.entries.delete("name");
  return mergeMaps(base, own, view, problems);
}

/** What `extends` names: one file, or a list of which later ones win over earlier ones. */
function targets(tree: MapNode, reading: Reading): ScalarNode[] {
  const value = tree.entries.get("extends")?.value;
  if (value === undefined) return [];
  const named = value.type === "list" ? value.items : [value];
  const files = named.filter(
    (n): n is ScalarNode => n.type === "scalar" && typeof n.value === "string" && n.value !== "",
  );
  if (files.length < named.length || named.length === 0) {
    reading.whole = false;
    reading.problems.push(
      problemAt(value.at, ["extends"], "expected the name of a scenario file, or a list of such names"),
    );
  }
  return files;
}
