/** What every design asks of its axes before it is built. */
import type { Axis } from "./design.ts";

/** More points than this is taken for a slip of the pen: a list of so many would not fit into memory. */
export const MOST_POINTS = 10_000_000;

/** For designs of listed values: the axis that has none. */
export function withoutLevels(axes: readonly Axis[], method: string): string | null {
  if (axes.length === 0) return "the design is empty: no parameter is given";
  const range = axes.find((axis) => axis.levels === null);
  if (range !== undefined) {
    return `${range.path} is a range: a ${method} needs \`values\`${method === "grid" ? ", or `levels` to say how many" : ""}`;
  }
  const empty = axes.find((axis) => axis.levels?.length === 0);
  return empty === undefined ? null : `${empty.path} has no values`;
}

/** For sampled designs: a number of samples that gives no design, or too large a one. */
export function badSamples(
  axes: readonly Axis[],
  samples: number,
  least: number,
  pointsPerSample: number,
): string | null {
  if (axes.length === 0) return "the design is empty: no parameter is given";
  const empty = axes.find((axis) => axis.levels?.length === 0);
  if (empty !== undefined) return `${empty.path} has no values`;
  if (!Number.isInteger(samples) || samples < least) {
    return `samples must be a whole number of at least ${least}, not ${samples}`;
  }
  return tooMany(samples * pointsPerSample);
}

/** Null when so many points can be built. */
export function tooMany(points: number): string | null {
  return points > MOST_POINTS
    ? `the design has ${points.toLocaleString("en-US")} points; at most ${MOST_POINTS.toLocaleString("en-US")} can be built`
    : null;
}
