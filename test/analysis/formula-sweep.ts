/** Sweeps of formulas: a design's points and a function of their uniform coordinates. */
import type { ParameterColumn, SweepScheme, SweepTable } from "../../src/analysis/sweep/index.ts";
import { RandomStream } from "../../src/core/random.ts";
import { rangeAxis } from "../../src/experiment/design/axis.ts";
import { designMethod } from "../../src/experiment/design/registry.ts";

/** A sweep of a function of uniform coordinates, one seed a point. */
export function sweepOf(
  method: string,
  samples: number,
  names: readonly string[],
  f: (u: Float64Array) => number,
  seed = 1,
): SweepTable {
  const axes = names.map((name) => rangeAxis(`model.${name}`, { distribution: "uniform", min: 0, max: 1 }));
  const design = designMethod(method)!.build(axes, samples, new RandomStream(seed, "design"));
  const points = design.points.length;
  const units = design.units!;
  const k = names.length;
  const parameters = names.map(
    (name, a): ParameterColumn => ({
      path: `model.${name}`,
      label: name,
      sampled: true,
      unit: "plain",
      values: Float64Array.from({ length: points }, (_, p) => design.points[p][a] as number),
      levels: null,
    }),
  );
  const values = Float64Array.from({ length: points }, (_, p) => f(units.subarray(p * k, (p + 1) * k)));
  return {
    name: "formula",
    hash: "0123abcd",
    version: "0.1.0",
    method,
    scheme: design.scheme as SweepScheme,
    points,
    seeds: 1,
    common: true,
    parameters,
    units,
    metrics: [{ key: "figure", values }],
    runs: { planned: points, finished: points, failed: 0 },
    failedAt: new Int32Array(points),
  };
}
