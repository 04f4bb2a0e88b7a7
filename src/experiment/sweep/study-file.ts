/** A study file (a sweep, a stress study) as it was written: its values by section, and a place for what is found wrong. */
import type { z } from "zod";
import { inputSchemaOf, LOADER_KEYS } from "../../scenario/file-schema.ts";
import { parseTree } from "../../scenario/parse.ts";
import { readPercentages } from "../../scenario/percentages.ts";
import { type Origin, type PathSegment, type Problem, pathName, problemAt } from "../../scenario/problem.ts";
import { SchemaView } from "../../scenario/schema-view.ts";
import { keyPlace, type MapNode, nodeAt, placeOf, plainValue, type ScalarNode } from "../../scenario/source-tree.ts";
import { validateTree } from "../../scenario/validate.ts";

/** What kind of file it is. */
export interface StudyKind<T> {
  /** "a sweep": how messages call it. */
  readonly words: string;
  readonly schema: z.ZodObject & z.ZodType<T>;
  /** A key that a file of the kind always has, and a scenario never. */
  readonly mark: string;
  /** Where what it varies stands: the hint for one who writes `params`. */
  readonly varied: string;
}

export class StudyFile<T> {
  readonly path: string;
  readonly problems: Problem[] = [];
  private readonly tree: MapNode | undefined;
  private readonly kind: StudyKind<T>;

  /** Reads the text and checks it against the schema; what is wrong is kept in `problems`. */
  constructor(text: string, path: string, kind: StudyKind<T>) {
    this.path = path;
    this.kind = kind;
    const { words, schema, mark } = kind;
    const tree = parseTree(text, path, this.problems);
    if (tree === undefined) return;
    if (tree.type !== "map") {
      this.problems.push(problemAt(tree.at, [], `${words} is a map of keys and values`));
      return;
    }
    if (!tree.entries.has(mark) && (tree.entries.has("venues") || tree.entries.has("extends"))) {
      const hint = `${words} names the scenario that it varies under \`base\``;
      this.problems.push(problemAt(tree.at, [], `this is a scenario, not ${words}`, hint));
      return;
    }
    this.tree = tree;
    const view = new SchemaView(inputSchemaOf(schema));
    readPercentages(tree, view);
    this.refuseScenarioKeys(tree);
    validateTree(schema, tree, view, this.problems, true);
  }

  /** Whether there is anything to go on with. */
  get readable(): boolean {
    return this.tree !== undefined;
  }

  /** The value of a section, defaults filled in; undefined when it has faults, which have been reported. */
  section<K extends keyof T & string>(key: K): T[K] | undefined {
    return this.read(this.kind.schema.shape[key] as unknown as z.ZodType<T[K]>, [key]);
  }

  /** What a schema makes of the value at a path; undefined when it refuses it. */
  read<V>(schema: z.ZodType<V>, path: readonly PathSegment[]): V | undefined {
    const node = this.tree === undefined ? undefined : nodeAt(this.tree, path);
    const parsed = schema.safeParse(node === undefined ? undefined : plainValue(node));
    return parsed.success ? parsed.data : undefined;
  }

  /** Names in the map at a path, in their order; none when there is no map. */
  keys(path: readonly PathSegment[]): string[] {
    const node = this.tree === undefined ? undefined : nodeAt(this.tree, path);
    return node?.type === "map" ? [...node.entries.keys()] : [];
  }

  has(path: readonly PathSegment[]): boolean {
    return this.tree !== undefined && nodeAt(this.tree, path) !== undefined;
  }

  /** What was written at a path; undefined where no single value stands. */
  scalar(path: readonly PathSegment[]): ScalarNode | undefined {
    const node = this.tree === undefined ? undefined : nodeAt(this.tree, path);
    return node?.type === "scalar" ? node : undefined;
  }

  /** Where to point for what stands at a path, or for its key. */
  placeOf(path: readonly PathSegment[], at: "value" | "key" = "value"): Origin {
    if (this.tree === undefined) return { file: this.path, line: 1, column: 1 };
    return (at === "key" ? keyPlace(this.tree, path) : undefined) ?? placeOf(this.tree, path);
  }

  report(path: readonly PathSegment[], message: string, hint = "", at: Origin = this.placeOf(path)): void {
    this.problems.push(problemAt(at, path, message, hint));
  }

  /** Takes back what was reported of a place, for something that says more. */
  withdraw(path: readonly PathSegment[]): void {
    const name = pathName(path);
    const kept = this.problems.filter((problem) => problem.path !== name);
    this.problems.splice(0, this.problems.length, ...kept);
  }

  /** Keys that the scenario loader takes for itself mean nothing here. */
  private refuseScenarioKeys(tree: MapNode): void {
    for (const key of Object.keys(LOADER_KEYS)) {
      const entry = tree.entries.get(key);
      if (entry === undefined) continue;
      const hint = key === "params" ? this.kind.varied : "the scenario that is varied stands under `base`";
      this.problems.push(problemAt(entry.keyAt, [key], `unknown key "${key}"`, hint));
    }
  }
}
