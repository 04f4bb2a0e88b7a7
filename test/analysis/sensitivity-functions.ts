/** Functions with known sensitivity indices, and designs run through them. */
import type { RandomStream } from "../../src/core/random.ts";
import { rangeAxis } from "../../src/experiment/design/axis.ts";
import type { DesignTable } from "../../src/experiment/design/design.ts";
import { designMethod } from "../../src/experiment/design/registry.ts";

export interface KnownFunction {
  readonly factors: number;
  /** Ends of every parameter's uniform range. */
  readonly low: number;
  readonly high: number;
  at(x: ArrayLike<number>): number;
  readonly mean: number;
  readonly variance: number;
  readonly firstOrder: readonly number[];
  readonly total: readonly number[];
}

/** Ishigami & Homma 1990: strong curvature and an interaction of the first and third parameter. */
export function ishigami(a: number, b: number): KnownFunction {
  const pi4 = Math.PI ** 4;
  const v1 = 0.5 * (1 + (b * pi4) / 5) ** 2;
  const v2 = (a * a) / 8;
  const v13 = (8 * b * b * pi4 * pi4) / 225;
  const variance = v1 + v2 + v13;
  return {
    factors: 3,
    low: -Math.PI,
    high: Math.PI,
    at: (x) => Math.sin(x[0]) + a * Math.sin(x[1]) ** 2 + b * x[2] ** 4 * Math.sin(x[0]),
    mean: a / 2,
    variance,
    firstOrder: [v1 / variance, v2 / variance, 0],
    total: [(v1 + v13) / variance, v2 / variance, v13 / variance],
  };
}

/** The g function of Sobol (Saltelli & Sobol 1995): the larger a[i], the less parameter i matters. */
export function sobolG(a: readonly number[]): KnownFunction {
  const parts = a.map((ai) => 1 / (3 * (1 + ai) ** 2));
  const product = (of: readonly number[]) => of.reduce((p, v) => p * (1 + v), 1);
  const variance = product(parts) - 1;
  return {
    factors: a.length,
    low: 0,
    high: 1,
    at: (x) => a.reduce((p, ai, i) => (p * (Math.abs(4 * x[i] - 2) + ai)) / (1 + ai), 1),
    mean: 1,
    variance,
    firstOrder: parts.map((v) => v / variance),
    total: parts.map((v, i) => (v * product(parts.filter((_, j) => j !== i))) / variance),
  };
}

/** A design over the function's ranges, and the function's value at each point. */
export function runDesign(
  f: Pick<KnownFunction, "factors" | "low" | "high" | "at">,
  name: string,
  samples: number,
  stream: RandomStream,
): { design: DesignTable; outputs: Float64Array; columns: Float64Array[] } {
  const axes = Array.from({ length: f.factors }, (_, i) =>
    rangeAxis(`x${i}`, { distribution: "uniform", min: f.low, max: f.high }),
  );
  const design = designMethod(name)!.build(axes, samples, stream);
  const outputs = Float64Array.from(design.points, (point) => f.at(point as number[]));
  const columns = axes.map((_, a) => Float64Array.from(design.points, (point) => Number(point[a])));
  return { design, outputs, columns };
}
