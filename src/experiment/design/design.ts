/** What a design of experiments is: points in the space of a sweep's parameters, and how they came about. */
import type { RandomStream } from "../../core/random.ts";

/** A value that a parameter takes: what a scenario may hold at its path. */
export type ParameterValue =
  | number
  | string
  | boolean
  | null
  | readonly unknown[]
  | { readonly [key: string]: unknown };

/** One axis of the space that a design samples, as a function of a uniform number. */
export interface Axis {
  /** Path of the parameter in the scenario, `clearing.comex.margin.initial`. */
  readonly path: string;
  /**
   * Quantile function: the value at `u`, 0 <= u <= 1. For listed values, each has an equal part of the range, and 1 is
   * the last. Infinite at the ends of an axis without bounds.
   */
  at(u: number): ParameterValue;
  /** Whether its ends are infinite. */
  readonly unbounded?: boolean;
  /** The values in turn, for a grid; null for an axis that is a range. */
  readonly levels: readonly ParameterValue[] | null;
}

/** How a design's points hang together, which an analysis of them must know. */
export type Scheme =
  | { readonly kind: "plain" }
  /** Points go in blocks of k + 2: A, then A with column i from B for i = 0 … k-1, then B (Saltelli 2010). */
  | { readonly kind: "saltelli"; readonly samples: number }
  /** Points go in trajectories of k + 1; `changed[point]` is the axis that differs from the point before, -1 at a start. */
  | { readonly kind: "morris"; readonly trajectories: number; readonly changed: Int32Array; readonly delta: number };

/** The points of a sweep. */
export interface DesignTable {
  readonly scheme: Scheme;
  /** `points[p][a]`: where point p stands on axis a. */
  readonly points: readonly (readonly ParameterValue[])[];
  /** The same in uniform coordinates, row after row; null for a grid or a list. */
  readonly units: Float64Array | null;
}

/** A way to choose points. A new one is a file beside this and a line in the registry. */
export interface DesignMethod {
  readonly name: string;
  /** One line for the help and the schema. */
  readonly about: string;
  /** Whether it takes `samples`. */
  readonly sampled: boolean;
  /** One sentence on why these cannot be built, null when they can. `build` and `size` expect that they can. */
  problem(axes: readonly Axis[], samples: number): string | null;
  /** @param samples as in the sweep file; what it counts is the method's own matter, said in `about` */
  build(axes: readonly Axis[], samples: number, stream: RandomStream): DesignTable;
  /** How many points `build` will give. */
  size(axes: readonly Axis[], samples: number): number;
}
