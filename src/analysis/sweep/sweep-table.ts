/** The results of a sweep as an analysis wants them: columns by point and by run, nothing of files. */

/** What a parameter's numbers are: plain, fractions written as percentages, lengths of time (ms), moments (ms UTC). */
export type ParameterUnit = "plain" | "percent" | "duration" | "moment";

/** A parameter of a sweep, a value for each point. */
export interface ParameterColumn {
  /** Where it stands in the scenario, `clearing.comex.margin.initial`. */
  readonly path: string;
  /** The shortest end of its path that no other parameter of the sweep has. */
  readonly label: string;
  /** An axis of the design; false for an expression over others. */
  readonly sampled: boolean;
  readonly unit: ParameterUnit;
  /** A number for each point; the index into `levels` when it has names instead of numbers. NaN where it has none. */
  readonly values: Float64Array;
  /** Names of the values in the order in which the design has them; null for a parameter of numbers. */
  readonly levels: readonly string[] | null;
}

/** How the points hang together. */
export type SweepScheme =
  | { readonly kind: "plain" }
  /** Blocks of k + 2 points: A, A with column i of B for each i, B. */
  | { readonly kind: "saltelli"; readonly samples: number }
  /** Trajectories of k + 1 points; `changed[point]` is the axis that differs from the point before, -1 at a start. */
  | { readonly kind: "morris"; readonly trajectories: number; readonly delta: number; readonly changed: Int32Array };

/** A summary figure of every run. */
export interface MetricColumn {
  readonly key: string;
  /** `values[point * seeds + replicate]`; NaN for a run that failed, is not done yet or has no such figure. */
  readonly values: Float64Array;
}

/** A sweep, as far as it has been run. */
export interface SweepTable {
  readonly name: string;
  readonly hash: string;
  readonly version: string;
  /** Name of the design's method. */
  readonly method: string;
  readonly scheme: SweepScheme;
  readonly points: number;
  /** Most runs that a point has: the width of a row of `MetricColumn.values`. */
  readonly seeds: number;
  /** Whether replicate r has the same seed at every point. */
  readonly common: boolean;
  readonly parameters: readonly ParameterColumn[];
  /** Uniform coordinates of the sampled parameters, a row a point; null for a grid or a list, whose points are fixed. */
  readonly units: Float64Array | null;
  readonly metrics: readonly MetricColumn[];
  /** Runs that the sweep plans, that gave figures, and that failed. */
  readonly runs: { readonly planned: number; readonly finished: number; readonly failed: number };
  /** Runs that failed, by point. */
  readonly failedAt: Int32Array;
}

/**
 * Whether a parameter is better looked at on a logarithmic scale: most of its values lie near the low end of a wide range
 * of positive numbers.
 */
export function isLogarithmic({ values, levels, unit }: ParameterColumn): boolean {
  if (levels !== null || unit === "moment") return false;
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const least = sorted[0];
  const most = sorted[sorted.length - 1];
  return least > 0 && most / least >= 20 && sorted[sorted.length >> 1] < (least + most) / 4;
}

/**
 * The shortest end of each path that no other has, else the whole path. It has two names at least, does not begin with a
 * place in a list, and when it ends in one it says what list: `shocks.0.size`, `leverage.uniform.1`.
 */
export function shortLabels(paths: readonly string[]): string[] {
  const parts = paths.map((path) => path.split("."));
  return parts.map((own, i) => {
    const place = (fromEnd: number) => /^\d+$/.test(own[own.length - fromEnd]);
    for (let length = place(1) ? 3 : 2; length < own.length; length++) {
      if (place(length)) continue;
      const end = own.slice(-length).join(".");
      if (parts.every((other, j) => j === i || other.slice(-length).join(".") !== end)) return end;
    }
    return paths[i];
  });
}
