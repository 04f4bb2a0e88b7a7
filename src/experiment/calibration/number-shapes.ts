/** What numbers a scenario takes at some paths. */
import { readSource } from "../../scenario/compile.ts";
import { engineDefinition } from "../../scenario/engine-definition.ts";
import { viewOf } from "../../scenario/file-schema.ts";
import { type NumberShape, numberShape } from "../search/number-shape.ts";

/** @param text of a scenario that stands alone */
export function numberShapes(text: string, paths: readonly string[]): Map<string, NumberShape> {
  const name = "scenario.yaml";
  const files = { read: () => text, resolve: (_: string, target: string) => target, beside: () => [name] };
  const { tree } = readSource(name, engineDefinition, files);
  if (tree === undefined) throw new Error("the scenario's own text cannot be read");
  const view = viewOf(engineDefinition.schema);
  return new Map(paths.map((path) => [path, numberShape(view, tree, path)]));
}
