/** What numbers a scenario takes at a path: any, whole ones only, or durations. */
import { admits, type JsonSchema, type SchemaView } from "../../scenario/schema-view.ts";
import type { MapNode } from "../../scenario/source-tree.ts";
import type { FreeParameter } from "./free-parameter.ts";

export type NumberShape = Pick<FreeParameter, "kind" | "whole">;

/** @param tree the scenario as it is written @param path dotted, as `--set` takes it */
export function numberShape(view: SchemaView, tree: MapNode, path: string): NumberShape {
  const segments = path.split(".").map((segment) => (/^\d+$/.test(segment) ? Number(segment) : segment));
  const numbers = view.at(segments, tree).filter((one) => admits(one, "number"));
  if (numbers.length === 0) return { kind: "duration", whole: false };
  return { kind: "plain", whole: numbers.every(isWhole) };
}

const isWhole = ({ type }: JsonSchema): boolean =>
  (typeof type === "string" ? [type] : (type ?? [])).every((one) => one !== "number");
