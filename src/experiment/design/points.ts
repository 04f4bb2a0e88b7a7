/** From uniform coordinates to parameter values. */
import type { Axis, ParameterValue } from "./design.ts";

/** Puts rows of uniform numbers, one row after another, on the axes. */
export function pointsAt(axes: readonly Axis[], units: Float64Array): ParameterValue[][] {
  const width = axes.length;
  const points: ParameterValue[][] = new Array(units.length / width);
  for (let p = 0; p < points.length; p++) points[p] = axes.map((axis, a) => axis.at(units[p * width + a]));
  return points;
}
