/** Listed points: the first value of every parameter, then the second of every one, and so on. */
import { tooMany, withoutLevels } from "./check-axes.ts";
import type { DesignMethod } from "./design.ts";

/** Points as they are written, in their order. */
export const list: DesignMethod = {
  name: "list",
  about: "points as listed: the parameters' first values together, then their second, …",
  sampled: false,
  problem(axes) {
    const bare = withoutLevels(axes, "list");
    if (bare !== null) return bare;
    const length = axes[0].levels!.length;
    const other = axes.find((axis) => axis.levels!.length !== length);
    if (other === undefined) return tooMany(length);
    return `a list pairs values off, but ${axes[0].path} has ${length} of them and ${other.path} has ${other.levels!.length}`;
  },
  size(axes) {
    return axes[0]?.levels?.length ?? 0;
  },
  build(axes) {
    const count = axes[0].levels!.length;
    const points = Array.from({ length: count }, (_, p) => axes.map((axis) => axis.levels![p]));
    return { scheme: { kind: "plain" }, points, units: null };
  },
};
