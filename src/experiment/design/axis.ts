/** Axes of a design, made from a range or from listed values. */
import type { Axis, ParameterValue } from "./design.ts";
import { type Distribution, evenLevels, quantileFunction } from "./quantile.ts";

/**
 * A parameter that varies over a range.
 *
 * @param present turns a number into what the scenario holds there: milliseconds into a duration, say
 * @param levels how many values a grid takes from the range; without it the axis does not fit into a grid
 */
export function rangeAxis(
  path: string,
  distribution: Distribution,
  present: (x: number) => ParameterValue = (x) => x,
  levels?: number,
): Axis {
  const quantile = quantileFunction(distribution);
  return {
    path,
    at: (u) => present(quantile(u)),
    unbounded: !Number.isFinite(quantile(0)) || !Number.isFinite(quantile(1)),
    levels: levels === undefined ? null : evenLevels(distribution, levels).map(present),
  };
}

/** A parameter that takes listed values, each with an equal part of the range. */
export function valuesAxis(path: string, values: readonly ParameterValue[]): Axis {
  return { path, at: (u) => values[Math.min(values.length - 1, Math.floor(u * values.length))], levels: values };
}
