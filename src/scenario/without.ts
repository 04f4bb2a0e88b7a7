/** Switching mechanisms off: `--without momentum` joins what the scenario itself goes without. */
import type { MapNode, TreeNode } from "./source-tree.ts";

/** Adds names to the scenario's `without`, in place, each standing at its own `--without`. */
export function addWithout(root: MapNode, names: readonly string[]): void {
  const present = root.entries.get("without")?.value;
  const items: TreeNode[] = present?.type === "list" ? present.items : [];
  for (const name of names) {
    if (items.some((item) => item.type === "scalar" && item.value === name)) continue;
    const at = { file: `--without ${name}`, line: 0, column: 0 };
    items.push({ type: "scalar", value: name, text: name, at });
    if (present === undefined) root.entries.set("without", { keyAt: at, value: { type: "list", items, at } });
  }
}
