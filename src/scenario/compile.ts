/**
 * A scenario file made into a scenario, in named phases: read and parse -> extends -> overrides -> expressions ->
 * percentages -> validate -> references -> checks -> finish -> freeze. What is wrong is gathered over all of them and told at
 * once. Nothing here needs Node: files and the expression parser are handed in.
 */
import type { z } from "zod";
import { deepFreeze, plainJson } from "./canonical.ts";
import { evaluateTree } from "./evaluate.ts";
import type { ExpressionParser } from "./expression.ts";
import { type Chain, readChain, type SourceFiles } from "./extends.ts";
import { viewOf } from "./file-schema.ts";
import { applyOverride, makeOverride, type Override, parseOverride } from "./override.ts";
import { readPercentages } from "./percentages.ts";
import { type PathSegment, type Problem, problemAt, ScenarioError } from "./problem.ts";
import { checkReferences, type PlaceMarks } from "./references.ts";
import type { SchemaView } from "./schema-view.ts";
import { copyTree, type MapNode, nodeAt, type PlainValue, placeOf, plainValue } from "./source-tree.ts";
import { validateTree } from "./validate.ts";
import { addWithout } from "./without.ts";

/**
 * A check that a schema cannot say: looks at a scenario that the schema accepts and reports what does not fit
 * together. Names in it may still dangle, which has been reported by then.
 */
export type ScenarioCheck<T> = (
  scenario: T,
  report: (path: readonly PathSegment[] | string, message: string, hint?: string) => void,
) => void;

/** What a scenario must be. */
export interface ScenarioDefinition<S extends z.ZodType> {
  readonly schema: S;
  readonly checks?: readonly ScenarioCheck<z.output<S>>[];
  readonly marks?: PlaceMarks;
  /**
   * Reads what the schema leaves as text, at the end. What it adds belongs to the scenario and not to its plain form. A
   * problem's `char` counts characters (from 0) of the text at its path.
   */
  readonly finish?: (scenario: z.output<S>, parser: () => ExpressionParser, report: ReportText) => z.output<S>;
}

export type ReportText = (path: readonly PathSegment[], message: string, hint?: string, char?: number) => void;

/** What is laid upon the file. */
export interface ScenarioChanges {
  /** `path=value`, as given to `--set`. */
  readonly set?: readonly string[];
  /** Instead of the scenario's own seed. */
  readonly seed?: number;
  /** Mechanisms to switch off, as given to `--without`. */
  readonly without?: readonly string[];
  /** Values by dotted path, from a program: the design point of a sweep. They come after `set`. */
  readonly overrides?: Readonly<Record<string, unknown>>;
}

/** What compiling needs from its surroundings. */
export interface CompileContext {
  readonly files: SourceFiles;
  /** Called once, when the first expression is met. */
  readonly parser: () => ExpressionParser;
}

export interface CompiledScenario<T> {
  /** Checked, and frozen through and through. */
  readonly scenario: T;
  /** The same as plain JSON, defaults filled in: what is hashed. */
  readonly resolved: Record<string, unknown>;
  /** What was written, with everything that it extends, overrides and numbers in place: again a scenario file, standing alone. */
  readonly written: Record<string, PlainValue>;
  /** Files that it was read from, the scenario's own first. */
  readonly sources: readonly string[];
}

/** Compiles `file`. Throws a ScenarioError that holds everything that is wrong. */
export function compileScenario<S extends z.ZodType>(
  file: string,
  definition: ScenarioDefinition<S>,
  changes: ScenarioChanges,
  context: CompileContext,
): CompiledScenario<z.output<S>> {
  return compileSource(readSource(file, definition, context.files), definition, changes, context.parser);
}

/** A scenario as it was read, before anything is laid upon it: compiled as often as one likes without being read again. */
export interface ScenarioSource extends Chain {
  readonly file: string;
  /** What was wrong with the text. */
  readonly problems: readonly Problem[];
}

/** The first two phases. What is wrong is kept for the compilation to tell. */
export function readSource<S extends z.ZodType>(
  file: string,
  definition: ScenarioDefinition<S>,
  files: SourceFiles,
): ScenarioSource {
  const view = viewOf(definition.schema);
  const problems: Problem[] = [];
  const chain = readChain(file, files, view, problems);
  if (chain.tree !== undefined) nameAfterFile(chain.tree, file, view);
  return { ...chain, file, problems };
}

/** The phases after it. Throws a ScenarioError that holds everything that is wrong. */
export function compileSource<S extends z.ZodType>(
  source: ScenarioSource,
  definition: ScenarioDefinition<S>,
  changes: ScenarioChanges,
  parser: () => ExpressionParser,
): CompiledScenario<z.output<S>> {
  const view = viewOf(definition.schema);
  const problems = [...source.problems];
  const { whole } = source;
  const overrides = readOverrides(changes, problems);
  if (source.tree === undefined) throw new ScenarioError(problems);
  const tree = copyTree(source.tree);
  if (whole) for (const override of overrides) applyOverride(tree, override, view, problems);
  if (changes.without !== undefined) addWithout(tree, changes.without);
  evaluateTree(tree, parser, problems);
  readPercentages(tree, view);
  const scenario = validateTree(definition.schema, tree, view, problems, whole);
  if (whole) checkReferences(tree, view, definition.marks ?? {}, problems);
  if (scenario !== undefined) problems.push(...runChecks(definition.checks ?? [], scenario, tree, problems));
  const finished = scenario === undefined ? undefined : finish(scenario, definition, tree, parser, problems);
  if (scenario === undefined || finished === undefined || problems.length > 0) throw new ScenarioError(problems);
  return {
    scenario: deepFreeze(finished),
    resolved: deepFreeze(plainJson(scenario)) as Record<string, unknown>,
    written: plainValue(tree) as Record<string, PlainValue>,
    sources: source.sources,
  };
}

/** What `finish` makes of a scenario; what is wrong is told where it stands. Its venues must be sound for it. */
function finish<S extends z.ZodType>(
  scenario: z.output<S>,
  definition: ScenarioDefinition<S>,
  tree: MapNode,
  parser: () => ExpressionParser,
  problems: Problem[],
): z.output<S> | undefined {
  const found: Problem[] = [];
  const finished = definition.finish?.(scenario, parser, (path, message, hint, char = 0) => {
    const node = nodeAt(tree, path);
    const text = node?.type === "scalar" ? node.textAt : undefined;
    const problem = told(tree, path, message, hint);
    found.push(text === undefined ? problem : { ...problem, ...text, column: text.column + char });
  });
  problems.push(...found);
  return finished ?? scenario;
}

function readOverrides(changes: ScenarioChanges, problems: Problem[]): Override[] {
  const overrides: Override[] = [];
  for (const text of changes.set ?? []) {
    const one = parseOverride(text, problems);
    if (one !== undefined) overrides.push(one);
  }
  for (const [path, value] of Object.entries(changes.overrides ?? {}))
    overrides.push(makeOverride(path, value, `override ${path}`));
  if (changes.seed !== undefined) overrides.push(makeOverride("seed", changes.seed, `--seed ${changes.seed}`));
  return overrides;
}

/** A scenario that gives no name is called like its file. */
function nameAfterFile(tree: MapNode, file: string, view: SchemaView): void {
  if (tree.entries.has("name") || view.child(view.top(), "name").length === 0) return;
  const name = file.replace(/^.*[/\\]/, "").replace(/\.ya?ml$/i, "");
  const at = { file, line: 1, column: 1 };
  tree.entries.set("name", { keyAt: at, value: { type: "scalar", value: name, text: name, at } });
}

/** What the checks report, but for places of which something has been said already. */
function runChecks<T>(
  checks: readonly ScenarioCheck<T>[],
  scenario: T,
  tree: MapNode,
  said: readonly Problem[],
): Problem[] {
  const places = new Set(said.map((problem) => problem.path));
  const found: Problem[] = [];
  for (const check of checks) check(scenario, (path, message, hint) => found.push(told(tree, path, message, hint)));
  return found.filter((problem) => !places.has(problem.path));
}

function told(tree: MapNode, path: readonly PathSegment[] | string, message: string, hint?: string): Problem {
  const segments = typeof path === "string" ? path.split(".").filter((s) => s !== "") : path;
  return problemAt(placeOf(tree, segments), segments, message, hint);
}
