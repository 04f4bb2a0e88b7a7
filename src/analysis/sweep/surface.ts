/** The figure over the two strongest parameters: a fitted surface where both are ranges, a table of means otherwise. */
import { groupByCell, type Panel, pointMeans, quadraticSurface, smoothSurface } from "../sensitivity/index.ts";
import type { ParameterEffect } from "./effects.ts";
import { isLogarithmic, type ParameterColumn } from "./sweep-table.ts";

/** Means of the figure in cells. */
export interface CellTable {
  readonly kind: "cells";
  readonly x: ParameterEffect["groups"];
  readonly y: ParameterEffect["groups"];
  /** Row after row of y; NaN where no point stands. */
  readonly z: Float64Array;
  /** Points in each cell. */
  readonly counts: Int32Array;
}

/** A fitted surface. */
export interface FittedSurface {
  readonly kind: "surface";
  readonly x: ParameterColumn;
  readonly y: ParameterColumn;
  /** Which fit predicts points left out better. */
  readonly fit: "quadratic" | "smooth";
  /** Nodes, evenly spread, of a logarithmic parameter by ratio. */
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  /** Row after row of y; NaN where too few points are near. */
  readonly z: Float64Array;
  /** Share of the variance of point means that the fit explains, and that it predicts at points left out of it. */
  readonly r2: number;
  readonly predictiveR2: number;
  /** The points that it was fitted to: where they stand and what came out. */
  readonly points: { readonly x: Float64Array; readonly y: Float64Array; readonly z: Float64Array };
}

export type Surface = CellTable | FittedSurface;

/** Fewest points that a surface is fitted to: a quadratic has six coefficients. */
const FEWEST = 12;

/** Most points that a surface is fitted to, an even choice of them all: more move it by less than a pixel shows. */
const MOST_FITTED = 1000;
/** Nodes along each axis. */
const NODES = 24;
/** Points that a node must rest on, by their weight there; below it stays blank. */
const LEAST_SUPPORT = 2;

/** The figure over the first two of the effects; null with fewer than two. */
export function strongestSurface(panel: Panel, effects: readonly ParameterEffect[]): Surface | null {
  const [first, second] = effects;
  if (!first || !second) return null;
  const means = pointMeans(panel);
  const ranges = !first.groups.exact && !second.groups.exact;
  const fitted = ranges ? fitSurface(first.groups.parameter, second.groups.parameter, means) : null;
  return fitted ?? cells(first, second, means);
}

function fitSurface(x: ParameterColumn, y: ParameterColumn, z: Float64Array): FittedSurface | null {
  const known = [...z.keys()].filter((p) => !Number.isNaN(z[p] + x.values[p] + y.values[p]));
  if (known.length < FEWEST) return null;
  const every = Math.ceil(known.length / MOST_FITTED);
  const kept = known.filter((_, i) => i % every === 0);
  const of = (column: Float64Array) => Float64Array.from(kept, (p) => column[p]);
  const points = { x: of(x.values), y: of(y.values), z: of(z) };
  const [logX, logY] = [isLogarithmic(x), isLogarithmic(y)];
  const [u, v] = [logX ? points.x.map(Math.log) : points.x, logY ? points.y.map(Math.log) : points.y];
  const fits = [
    { fit: "quadratic" as const, surface: quadraticSurface(u, v, points.z, { nodes: NODES }) },
    { fit: "smooth" as const, surface: smoothSurface(u, v, points.z, { nodes: NODES }) },
  ].filter(({ surface }) => !Number.isNaN(surface.predictiveR2));
  fits.sort((a, b) => b.surface.predictiveR2 - a.surface.predictiveR2);
  const best = fits[0];
  if (!best) return null;
  const { surface } = best;
  return {
    kind: "surface",
    x,
    y,
    fit: best.fit,
    xs: logX ? surface.x.map(Math.exp) : surface.x,
    ys: logY ? surface.y.map(Math.exp) : surface.y,
    z: surface.z.map((value, i) => (surface.support[i] < LEAST_SUPPORT ? Number.NaN : value)),
    r2: surface.r2,
    predictiveR2: surface.predictiveR2,
    points,
  };
}

function cells(first: ParameterEffect, second: ParameterEffect, means: Float64Array): CellTable {
  const x = first.groups;
  const y = second.groups;
  const { groupOf } = groupByCell(x.grouping, y.grouping);
  const width = x.centre.length;
  const height = y.centre.length;
  const sums = new Float64Array(width * height);
  const counts = new Int32Array(width * height);
  for (let p = 0; p < means.length; p++) {
    if (groupOf[p] < 0 || Number.isNaN(means[p])) continue;
    const at = y.grouping.groupOf[p] * width + x.grouping.groupOf[p];
    sums[at] += means[p];
    counts[at]++;
  }
  return { kind: "cells", x, y, z: sums.map((sum, i) => (counts[i] > 0 ? sum / counts[i] : Number.NaN)), counts };
}
