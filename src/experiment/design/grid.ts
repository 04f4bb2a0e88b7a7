/** Full factorial: every combination of the axes' levels. */
import { tooMany, withoutLevels } from "./check-axes.ts";
import type { Axis, DesignMethod, ParameterValue } from "./design.ts";

/** The last parameter changes fastest, as in nested loops. */
export const grid: DesignMethod = {
  name: "grid",
  about: "every combination of the parameters' values",
  sampled: false,
  problem(axes) {
    return withoutLevels(axes, "grid") ?? tooMany(gridSize(axes));
  },
  size: gridSize,
  build(axes) {
    const points: ParameterValue[][] = new Array(gridSize(axes));
    for (let p = 0; p < points.length; p++) {
      const point: ParameterValue[] = new Array(axes.length);
      let rest = p;
      for (let a = axes.length - 1; a >= 0; a--) {
        const levels = axes[a].levels!;
        point[a] = levels[rest % levels.length];
        rest = Math.floor(rest / levels.length);
      }
      points[p] = point;
    }
    return { scheme: { kind: "plain" }, points, units: null };
  },
};

function gridSize(axes: readonly Axis[]): number {
  return axes.reduce((size, axis) => size * (axis.levels?.length ?? 0), 1);
}
