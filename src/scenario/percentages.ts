/** Phase 5, percentages: `9%` becomes 0.09 wherever a number may stand. */
import { parsePercent } from "../core/quantity.ts";
import { admits, type SchemaView } from "./schema-view.ts";
import type { MapNode } from "./source-tree.ts";

/** Replaces percentages by their numbers, in place. Text that only looks like one stays where only text may stand. */
export function readPercentages(root: MapNode, view: SchemaView): void {
  view.walk(root, (node, here) => {
    if (node.type !== "scalar" || typeof node.value !== "string") return;
    const value = parsePercent(node.value);
    if (!Number.isNaN(value) && here.some((a) => admits(a, "number"))) node.value = value;
  });
}
