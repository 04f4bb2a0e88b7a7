/** From a sweep file to a checked plan. Everything that is wrong with it is told at once. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Scenario } from "../../engine/config.ts";
import { forkProblem } from "../../engine/fork.ts";
import { diskFiles } from "../../scenario/disk-files.ts";
import { engineVersion } from "../../scenario/load.ts";
import { suggest } from "../../scenario/nearest-name.ts";
import { problemAt, ScenarioError } from "../../scenario/problem.ts";
import type { DesignTable, ParameterValue } from "../design/design.ts";
import { buildDesign } from "./build-points.ts";
import { checkFork } from "./check-fork.ts";
import { checkPaths } from "./check-paths.ts";
import { checkSomePoint, checkValues } from "./check-points.ts";
import { forkMoment, type TouchedPath } from "./fork-moment.ts";
import { checkMetrics } from "./metric-names.ts";
import { readParameters } from "./read-parameters.ts";
import { type Overrides, SweepBase } from "./sweep-base.ts";
import { SweepFile } from "./sweep-file.ts";
import type { KeptSeries, SweepPlan } from "./sweep-plan.ts";

/** What is laid upon the file. */
export interface SweepChanges {
  /** `path=value` for the scenario, as given to `--set`; they win over the file's own `set`. */
  readonly set?: readonly string[];
  /** Mechanisms to switch off beside those that the file switches off. */
  readonly without?: readonly string[];
  /** Instead of the file's seeds: how many, or which. */
  readonly seeds?: number | readonly number[];
  /** Instead of the design's samples. */
  readonly samples?: number;
}

export interface LoadedSweep {
  readonly plan: SweepPlan;
  /** The file, byte for byte. */
  readonly text: string;
  readonly path: string;
  /** The base's clock, ms UTC. */
  readonly clock: { readonly start: number; readonly end: number };
}

/** Loads a sweep file. Rejects with a ScenarioError that lists everything that is wrong with it and with its base. */
export async function loadSweep(path: string, changes: SweepChanges = {}): Promise<LoadedSweep> {
  const text = readStudyText(path);
  const file = new SweepFile(text, path);
  if (!file.readable) throw new ScenarioError(file.problems);
  const loading = new Loading(file, changes);
  const plan = loading.plan();
  if (plan === undefined || file.problems.length > 0) throw new ScenarioError(file.problems);
  const { start, end } = loading.scenario!.clock;
  return { plan, text, path, clock: { start, end } };
}

/** The text of a study file. Throws a ScenarioError that offers the nearest file. */
export function readStudyText(path: string): string {
  try {
    return diskFiles.read(path);
  } catch (error) {
    const hint = suggest(path, diskFiles.beside(path));
    const at = { file: path, line: 0, column: 0 };
    const message = `cannot read ${path}: ${(error as Error).message}`;
    throw new ScenarioError([problemAt(at, [], message, hint.startsWith("did") ? hint : "")]);
  }
}

class Loading {
  scenario: Scenario | undefined;
  private readonly file: SweepFile;
  private readonly changes: SweepChanges;

  constructor(file: SweepFile, changes: SweepChanges) {
    this.file = file;
    this.changes = changes;
  }

  /** The plan; undefined when something was wrong, which is reported. */
  plan(): SweepPlan | undefined {
    const { file, changes } = this;
    const base = this.base();
    const design = file.section("design");
    const parameters = readParameters(file, design);
    const { list } = parameters;
    if (list.length === 0 && design?.points === undefined)
      file.report(["parameters"], "the sweep varies nothing: give it at least one parameter");
    const reachable = base === undefined ? [] : checkPaths(file, base, list);
    const built = buildDesign(file, parameters, design, changes.samples, base);
    const paths = list.map((p) => p.path);
    if (base !== undefined) checkValues(file, base, reachable, built && { paths, values: built.values });
    if (base?.scenario !== undefined) {
      this.scenario = base.scenario;
      checkFork(file, base, reachable);
      checkMetrics(file, file.section("metrics") ?? [], base.scenario);
    }
    const seeds = this.seeds();
    const series = this.series(built?.values.length);
    if (base?.scenario === undefined || built === undefined || seeds === undefined || file.problems.length > 0)
      return undefined;
    checkSomePoint(file, base, { paths, values: built.values });
    return this.finish(base, list, built, seeds, series);
  }

  private base(): SweepBase | undefined {
    const { file, changes } = this;
    const path = file.section("base");
    if (path === undefined) return undefined;
    const set = (file.section("set") ?? {}) as Overrides;
    const without = [...new Set([...(file.section("without") ?? []), ...(changes.without ?? [])])];
    const base = new SweepBase(file, path, { set, given: changes.set ?? [], without });
    return base.isSweep ? undefined : base;
  }

  private seeds(): readonly number[] | undefined {
    const asked = this.changes.seeds ?? this.file.section("seeds");
    if (asked === undefined) return undefined;
    if (typeof asked === "number") return Array.from({ length: asked }, (_, i) => i + 1);
    const seen = new Set<number>();
    for (const [i, seed] of asked.entries()) {
      if (seen.has(seed) && this.changes.seeds === undefined)
        this.file.report(["seeds", i], `the seed ${seed} stands twice`);
      seen.add(seed);
    }
    return [...seen];
  }

  private series(points: number | undefined): KeptSeries | null {
    const asked = this.file.section("series");
    if (asked === undefined) return null;
    if (!("tables" in asked)) return { tables: asked, points: null };
    for (const [i, point] of (asked.points ?? []).entries())
      if (points !== undefined && point >= points)
        this.file.report(["series", "points", i], `there is no point ${point}: the points are 0 to ${points - 1}`);
    return { tables: asked.tables, points: asked.points ?? null };
  }

  private finish(
    base: SweepBase,
    list: readonly { readonly path: string; readonly expression: string | null }[],
    { design, values }: { design: DesignTable; values: readonly (readonly ParameterValue[])[] },
    seeds: readonly number[],
    series: KeptSeries | null,
  ): SweepPlan {
    const { file } = this;
    const version = engineVersion();
    const planned = base.planned();
    const paths = list.map((p) => p.path);
    const common = file.section("randomNumbers") !== "independent";
    const asked = file.section("fork");
    const forkAsked = typeof asked === "number";
    const found = asked === undefined && common ? foundFork(base, paths, values) : null;
    return {
      name: file.section("name") ?? nameOf(file.path),
      hash: hashOf([version, planned, paths, forkAsked ? asked : null]),
      version,
      base: planned,
      parameters: list.map(({ path, expression }, i) => ({
        path,
        numeric: values.every((point) => typeof point[i] === "number"),
        sampled: expression === null,
      })),
      method: file.section("design")!.method,
      design,
      values,
      seeds,
      common,
      metrics: file.section("metrics") ?? null,
      series,
      fork: forkAsked ? asked : found,
      forkAsked,
    };
  }
}

/** The moment up to which points that are looked at can go on from a run-up of the base; null when none was found. */
function foundFork(
  base: SweepBase,
  paths: readonly string[],
  values: readonly (readonly ParameterValue[])[],
): number | null {
  const scenario = base.scenario!;
  const touched: TouchedPath[] = paths.map((path, i) => ({
    path,
    values: [...new Set(values.map((point) => point[i]))],
  }));
  const moment = forkMoment(scenario, touched);
  if (moment === null) return null;
  for (const point of [values[0], values[values.length - 1]]) {
    const compiled = base.compile(Object.fromEntries(paths.map((path, i) => [path, point[i]])));
    if (compiled.scenario !== undefined && forkProblem(scenario, compiled.scenario, moment) !== null) return null;
  }
  return moment;
}

/** A study that gives no name is called like its file. */
export function nameOf(path: string): string {
  const stem = path.replace(/^.*[/\\]/, "").replace(/\.ya?ml$/i, "");
  return (
    stem
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "") || "sweep"
  );
}

function hashOf(parts: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(parts)))).slice(0, 8);
}
