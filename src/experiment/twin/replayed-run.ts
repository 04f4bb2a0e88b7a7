/** A run on disk that is to be replayed: its scenario, as it was written, and what it came to. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Scenario } from "../../engine/config.ts";
import { engineDefinition } from "../../scenario/engine-definition.ts";
import { engineVersion, mathjsParser } from "../../scenario/index.ts";
import { parseScenario } from "../../scenario/parse-scenario.ts";
import type { ParameterValue } from "../design/design.ts";
import type { RunManifest } from "../run-manifest.ts";
import { endAt } from "../run-plan.ts";
import { readRun } from "../run-store.ts";
import type { Summary } from "../run-summary.ts";
import { UsageError } from "../usage-error.ts";

export interface ReplayedRun {
  readonly directory: string;
  readonly manifest: RunManifest;
  readonly summary: Summary;
  /** The scenario as a text that stands alone. */
  readonly text: string;
  /** The scenario of the run, to the end of the run. */
  readonly scenario: Scenario;
  readonly seed: number;
}

/** What is laid upon the run's scenario. */
export interface ReplayChanges {
  readonly set?: readonly string[];
  readonly overrides?: Readonly<Record<string, ParameterValue>>;
}

/**
 * Reads the run in a directory, or of that name under `out`. Throws a UsageError when there is none, when another version
 * of the engine made it, or when it does not hold what a replay needs.
 */
export function readReplayedRun(run: string, out: string): ReplayedRun {
  const place = [run, join(out, run)].find((path) => existsSync(path));
  if (place === undefined) throw new UsageError(`there is no run ${run}`);
  if (!existsSync(join(place, "manifest.json"))) throw new UsageError(`${place} is not a run: it has no manifest.json`);
  const stored = readRun(place);
  if (stored === null || stored.manifest.run === undefined)
    throw new UsageError(
      `${place} is not a run but a ${(stored?.manifest as { kind?: string } | undefined)?.kind ?? "directory"}`,
    );
  const { manifest, summary, directory } = stored;
  const version = engineVersion();
  if (manifest.version !== version)
    throw new UsageError(
      `${run} was made by version ${manifest.version}, and this is ${version}: its replay would be another run`,
    );
  if (manifest.written === undefined)
    throw new UsageError(
      `${run} does not hold its scenario as it was written, from which it would be replayed: run it again with --force`,
    );
  const text = JSON.stringify(manifest.written);
  const scenario = changedScenario({ text, manifest });
  return { directory, manifest, summary, text, scenario, seed: manifest.seed };
}

/** The run's scenario with what is laid upon it, to the end of the run. Throws a ScenarioError. */
export function changedScenario(
  { text, manifest }: Pick<ReplayedRun, "text" | "manifest">,
  { set = [], overrides = {} }: ReplayChanges = {},
): Scenario {
  const options = { ...engineDefinition, file: "scenario", parser: mathjsParser, set, overrides };
  const { scenario } = parseScenario(text, options);
  return endAt(scenario as unknown as Scenario, Math.min(Date.parse(manifest.until), scenario.clock.end));
}
