/** Loading a scenario from disk (Node only). */
import { readFileSync } from "node:fs";
import type { z } from "zod";
import { scenarioHash } from "./canonical.ts";
import { type CompiledScenario, compileScenario, type ScenarioChanges, type ScenarioDefinition } from "./compile.ts";
import { diskFiles } from "./disk-files.ts";
import { mathjsParser } from "./mathjs.ts";

export interface LoadedScenario<T> extends CompiledScenario<T> {
  /** First 8 hexadecimal digits of the SHA-256 of the resolved scenario (but for its seed) and the engine's version. */
  readonly hash: string;
  /** The engine's version. */
  readonly version: string;
}

/** Version of this package, which is the engine's. */
export function engineVersion(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** Loads `path` as what `definition` says a scenario is. Throws a ScenarioError that holds everything that is wrong. */
export function loadAs<S extends z.ZodType>(
  definition: ScenarioDefinition<S>,
  path: string,
  changes: ScenarioChanges = {},
): LoadedScenario<z.output<S>> {
  const compiled = compileScenario(path, definition, changes, { files: diskFiles, parser: mathjsParser });
  const version = engineVersion();
  return { ...compiled, hash: scenarioHash(compiled.resolved, version), version };
}
