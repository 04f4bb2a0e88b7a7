/** What numbers a scenario takes at a path: any, whole ones only, or durations. */

import { readSource } from "../../scenario/compile.ts";
import { engineDefinition } from "../../scenario/engine-definition.ts";
import { viewOf } from "../../scenario/file-schema.ts";
import { admits, type JsonSchema } from "../../scenario/schema-view.ts";
import type { FreeParameter } from "../search/free-parameter.ts";

export type NumberShape = Pick<FreeParameter, "kind" | "whole">;

/** @param text of a scenario that stands alone */
export function numberShapes(text: string, paths: readonly string[]): Map<string, NumberShape> {
  const name = "scenario.yaml";
  const files = { read: () => text, resolve: (_: string, target: string) => target, beside: () => [name] };
  const { tree } = readSource(name, engineDefinition, files);
  if (tree === undefined) throw new Error("the scenario's own text cannot be read");
  const view = viewOf(engineDefinition.schema);
  return new Map(
    paths.map((path) => {
      const segments = path.split(".").map((segment) => (/^\d+$/.test(segment) ? Number(segment) : segment));
      return [path, shapeOf(view.at(segments, tree))];
    }),
  );
}

function shapeOf(here: readonly JsonSchema[]): NumberShape {
  const numbers = here.filter((one) => admits(one, "number"));
  if (numbers.length === 0) return { kind: "duration", whole: false };
  const whole = numbers.every(({ type }) => (typeof type === "string" ? [type] : (type ?? [])).every(isInteger));
  return { kind: "plain", whole };
}

const isInteger = (type: string): boolean => type !== "number";
