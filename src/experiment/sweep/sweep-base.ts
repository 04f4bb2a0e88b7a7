/** The scenario that a sweep varies: read, with what the sweep lays upon it at every point. */
import { posix } from "node:path";
import type { Scenario } from "../../engine/config.ts";
import { compileSource, readSource, type ScenarioSource } from "../../scenario/compile.ts";
import { diskFiles } from "../../scenario/disk-files.ts";
import { engineDefinition } from "../../scenario/engine-definition.ts";
import { viewOf } from "../../scenario/file-schema.ts";
import { mathjsParser } from "../../scenario/mathjs.ts";
import { applyOverride, makeOverride, parseOverride } from "../../scenario/override.ts";
import { type Problem, ScenarioError } from "../../scenario/problem.ts";
import type { SchemaView } from "../../scenario/schema-view.ts";
import { copyTree, type MapNode, plainValue } from "../../scenario/source-tree.ts";
import type { ParameterValue } from "../design/design.ts";
import { resolveInPlan } from "./point-scenario.ts";
import type { StudyFile } from "./study-file.ts";
import type { SweepBase as PlannedBase } from "./sweep-plan.ts";

/** Values by path, laid upon the base. */
export type Overrides = Readonly<Record<string, ParameterValue>>;

/** What holds at every point. */
export interface BaseChanges {
  /** From the sweep file. */
  readonly set: Overrides;
  /** `path=value`, from the command line; after the file's. */
  readonly given: readonly string[];
  readonly without: readonly string[];
}

/** What every study file says of its base. */
type FileWithBase = StudyFile<{ without?: readonly string[] }>;

/** The name that compiling gives to an override, by which a problem is brought home to the sweep file. */
const OVERRIDE = "override ";

export class SweepBase {
  /** The base as it stands, or bare when what is laid upon it has mistakes; undefined when it has mistakes of its own. */
  readonly scenario: Scenario | undefined;
  /** Whether it is no scenario but a sweep, which has been reported; then nothing else can be said of it. */
  readonly isSweep: boolean;
  readonly view: SchemaView = viewOf(engineDefinition.schema);
  private readonly source: ScenarioSource;
  /** Text of each file that was read. */
  private readonly texts = new Map<string, string>();
  /** What a file is called in the plan: its path from the base's own directory. One that is reached in two ways has two names. */
  private readonly names = new Map<string, Set<string>>();
  private changes: BaseChanges;

  constructor(file: FileWithBase, path: string, changes: BaseChanges) {
    this.changes = changes;
    const root = diskFiles.resolve(file.path, path);
    this.names.set(root, new Set([posix.basename(root)]));
    const { names, texts } = this;
    this.source = readSource(root, engineDefinition, {
      ...diskFiles,
      read(name) {
        const text = diskFiles.read(name);
        texts.set(name, text);
        return text;
      },
      resolve(from, target) {
        const found = diskFiles.resolve(from, target);
        const known = names.get(found) ?? new Set();
        for (const name of names.get(from) ?? []) known.add(resolveInPlan(name, target));
        names.set(found, known);
        return found;
      },
    });
    const { tree } = this.source;
    this.isSweep =
      tree?.entries.has("base") === true && ["design", "policies", "objectives"].some((key) => tree.entries.has(key));
    if (this.isSweep) {
      file.report(["base"], `${path} is itself a sweep, not a scenario`, "name the scenario that it varies");
      return;
    }
    const compiled = this.compile({});
    this.scenario = compiled.scenario;
    if (compiled.scenario !== undefined) return;
    this.reportAll(file, compiled.problems);
    this.changes = { set: {}, given: [], without: [] };
    this.scenario = this.compile({}).scenario;
  }

  /**
   * The base with what the sweep lays upon it, and these values after that, before expressions; undefined when it could not
   * be read whole.
   */
  tree(values: Overrides = {}): MapNode | undefined {
    if (this.source.tree === undefined || !this.source.whole) return undefined;
    const tree = copyTree(this.source.tree);
    const ignored: Problem[] = [];
    for (const [path, value] of Object.entries(this.changes.set))
      applyOverride(tree, makeOverride(path, value, path), this.view, ignored);
    for (const text of this.changes.given) {
      const override = parseOverride(text, ignored);
      if (override !== undefined) applyOverride(tree, override, this.view, ignored);
    }
    for (const [path, value] of Object.entries(values))
      applyOverride(tree, makeOverride(path, value, path), this.view, ignored);
    return tree;
  }

  /** The scenario with these values, or what is wrong with it. */
  compile(values: Overrides): { scenario?: Scenario; problems: readonly Problem[] } {
    try {
      const overrides = { ...this.overrides(), ...values };
      const { without } = this.changes;
      const compiled = compileSource(this.source, engineDefinition, { overrides, without }, mathjsParser);
      return { scenario: compiled.scenario as unknown as Scenario, problems: [] };
    } catch (error) {
      if (error instanceof ScenarioError) return { problems: error.problems };
      throw error;
    }
  }

  /** What stands in the base under a key, as plain values, with all that is laid upon it; undefined where it has mistakes. */
  written(key: string): ParameterValue | undefined {
    try {
      const overrides = this.overrides();
      const { without } = this.changes;
      const { written } = compileSource(this.source, engineDefinition, { overrides, without }, mathjsParser);
      return written[key] as ParameterValue | undefined;
    } catch (error) {
      if (error instanceof ScenarioError) return undefined;
      throw error;
    }
  }

  /** The path that an override of this problem was for; undefined when the problem stands elsewhere. */
  static overridden(problem: Problem): string | undefined {
    return problem.file.startsWith(OVERRIDE) ? problem.file.slice(OVERRIDE.length) : undefined;
  }

  /** What goes into the plan: sources by their paths from the base's own directory, so that a plan is the same anywhere. */
  planned(): PlannedBase {
    const sources: Record<string, string> = {};
    for (const path of this.source.sources)
      for (const name of this.names.get(path) ?? []) sources[name] = this.texts.get(path) ?? "";
    return {
      path: posix.basename(this.source.file),
      sources,
      set: this.overrides(),
      without: [...this.changes.without],
    };
  }

  /** What was given on the command line for that path. */
  given(path: string): string | undefined {
    return this.changes.given.find((text) => text.split("=")[0].trim() === path);
  }

  /** What the file and the command line set, by path. */
  private overrides(): Overrides {
    const all: Record<string, ParameterValue> = { ...this.changes.set };
    for (const text of this.changes.given) {
      const override = parseOverride(text, []);
      if (override === undefined) continue;
      const path = override.path.join(".");
      // The last one wins, and it comes last.
      delete all[path];
      all[path] = plainValue(override.value) as ParameterValue;
    }
    return all;
  }

  private reportAll(file: FileWithBase, problems: readonly Problem[]): void {
    for (const problem of problems) this.reportOne(file, problem);
    for (const text of this.changes.given) parseOverride(text, file.problems);
  }

  /** A problem of the base stays where it stands; one of what the sweep lays upon it is told at its place in the sweep. */
  private reportOne(file: FileWithBase, problem: Problem): void {
    const { message, hint } = problem;
    if (problem.file === this.source.file && problem.line === 0) {
      file.report(["base"], message, hint);
      return;
    }
    const path = SweepBase.overridden(problem);
    const given = path === undefined ? undefined : this.given(path);
    if (given !== undefined) file.problems.push({ ...problem, file: `--set ${given}` });
    else if (path !== undefined) file.report(["set", path], message, hint);
    else if (problem.file.startsWith("--without ")) {
      const name = problem.file.slice("--without ".length);
      const index = file.section("without")?.indexOf(name) ?? -1;
      if (index < 0) file.problems.push(problem);
      else file.report(["without", index], message, hint);
    } else file.problems.push(problem);
  }
}
