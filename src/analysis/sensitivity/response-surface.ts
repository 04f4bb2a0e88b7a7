/** A figure over two parameters, from scattered points: by a quadratic fit or by smoothing. */
import { leastSquares } from "./least-squares.ts";
import { smoother } from "./local-linear.ts";

/** What a surface takes besides the points. */
export interface SurfaceOptions {
  /** Nodes along each axis, 2 or more; default 30. */
  readonly nodes?: number;
}

/** The figure at the nodes of an even grid from the least to the largest value of each parameter. */
export interface Surface {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** `z[j * x.length + i]` is the figure at x[i], y[j]; NaN where there are no points to rest on. */
  readonly z: Float64Array;
  /**
   * How many points each node rests on: by the weight that they have there, or all of them for a quadratic; 0 where no point
   * is near, whatever the fit makes of those afar.
   */
  readonly support: Float64Array;
  /** Part of the variance of the points that the surface explains: the rest is the other parameters, seeds, or bad fit. */
  readonly r2: number;
  /** The same for points left out of the fit, one at a time: what it predicts. Below 0 it does worse than the mean. */
  readonly predictiveR2: number;
  /** Points with all values. */
  readonly used: number;
}

interface Points {
  /** Coordinates from -1 to 1. */
  readonly u: Float64Array;
  readonly v: Float64Array;
  readonly z: Float64Array;
}

/** Least squares by 1, x, y, x², xy, y² (Box & Wilson 1951); a term that the design cannot tell from others is left out. */
export function quadraticSurface(
  x: Float64Array,
  y: Float64Array,
  z: Float64Array,
  options: SurfaceOptions = {},
): Surface {
  const frame = frameOf(x, y, z, options);
  const { u, v, z: target } = frame.points;
  const used = target.length;
  const fit = leastSquares(quadraticTerms(u, v), target);
  const leftOut = target.map((value, i) => {
    const own = 1 - fit.leverage[i];
    return own > 1e-9 ? value - (value - fit.fitted[i]) / own : Number.NaN;
  });
  const surface = new Float64Array(frame.u.length * frame.v.length);
  for (let j = 0; j < frame.v.length; j++) {
    const terms = quadraticTerms(frame.u, new Float64Array(frame.u.length).fill(frame.v[j]));
    for (let i = 0; i < frame.u.length; i++) {
      let sum = 0;
      for (let t = 0; t < terms.length; t++) sum += fit.coefficients[t] * terms[t][i];
      surface[j * frame.u.length + i] = used > 0 ? sum : Number.NaN;
    }
  }
  return {
    x: frame.x,
    y: frame.y,
    z: surface,
    support: Float64Array.from(isNear(frame), (near) => near * used),
    r2: explained(target, fit.fitted),
    predictiveR2: explained(target, leftOut),
    used,
  };
}

/**
 * Local linear regression with a Gaussian kernel (Cleveland & Devlin 1988; Fan & Gijbels 1996): makes no assumption on the
 * shape. Its width is the one, of a fixed few, that best predicts points left out.
 */
export function smoothSurface(
  x: Float64Array,
  y: Float64Array,
  z: Float64Array,
  options: SurfaceOptions = {},
): Surface {
  const frame = frameOf(x, y, z, options);
  const { u, v, z: target } = frame.points;
  const smooth = smoother(u, v, target);
  const surface = new Float64Array(frame.u.length * frame.v.length);
  const support = new Float64Array(surface.length);
  const near = isNear(frame);
  for (let j = 0; j < frame.v.length; j++) {
    for (let i = 0; i < frame.u.length; i++) {
      const node = smooth.at(frame.u[i], frame.v[j]);
      surface[j * frame.u.length + i] = node.value;
      support[j * frame.u.length + i] = near[j * frame.u.length + i] * node.weight;
    }
  }
  const judged = Float64Array.from(smooth.judged, (p) => target[p]);
  return {
    x: frame.x,
    y: frame.y,
    z: surface,
    support,
    r2: explained(judged, smooth.fitted),
    predictiveR2: explained(judged, smooth.leftOut),
    used: target.length,
  };
}

function frameOf(x: Float64Array, y: Float64Array, z: Float64Array, { nodes = 30 }: SurfaceOptions) {
  if (!Number.isInteger(nodes) || nodes < 2) throw new RangeError(`expected 2 or more nodes, got ${nodes}`);
  const whole = Int32Array.from(z.keys()).filter((p) => !Number.isNaN(x[p] + y[p] + z[p]));
  const ends = { x: endsOf(x, whole), y: endsOf(y, whole) };
  const even = Float64Array.from({ length: nodes }, (_, i) => (2 * i) / (nodes - 1) - 1);
  const points: Points = {
    u: Float64Array.from(whole, (p) => scale(x[p], ends.x)),
    v: Float64Array.from(whole, (p) => scale(y[p], ends.y)),
    z: Float64Array.from(whole, (p) => z[p]),
  };
  return { points, u: even, v: even, x: even.map((u) => unscale(u, ends.x)), y: even.map((v) => unscale(v, ends.y)) };
}

/** A node is near a point within so many times the mean distance of points spread evenly. */
const NEAR = 1.5;

/** By node, 1 where a point is near, else 0. Points at one place count as one: blocks of a design share coordinates. */
function isNear({ points: { u, v }, u: nodesU, v: nodesV }: ReturnType<typeof frameOf>): Uint8Array {
  const places = new Set<string>();
  for (let p = 0; p < u.length; p++) places.add(`${u[p]} ${v[p]}`);
  const reach = (NEAR * 2) / Math.sqrt(places.size);
  const near = new Uint8Array(nodesU.length * nodesV.length);
  for (let j = 0, node = 0; j < nodesV.length; j++) {
    for (let i = 0; i < nodesU.length; i++, node++) {
      for (let p = 0; p < u.length && near[node] === 0; p++) {
        const du = u[p] - nodesU[i];
        const dv = v[p] - nodesV[j];
        if (du * du + dv * dv <= reach * reach) near[node] = 1;
      }
    }
  }
  return near;
}

type Ends = readonly [number, number];

function endsOf(values: Float64Array, places: Int32Array): Ends {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < places.length; i++) {
    low = Math.min(low, values[places[i]]);
    high = Math.max(high, values[places[i]]);
  }
  return [low, high];
}

function scale(x: number, [low, high]: Ends): number {
  return high > low ? (2 * (x - low)) / (high - low) - 1 : 0;
}

function unscale(u: number, [low, high]: Ends): number {
  return u === 1 ? high : low + ((u + 1) / 2) * (high - low);
}

function quadraticTerms(u: Float64Array, v: Float64Array): Float64Array[] {
  return [u.map(() => 1), u, v, u.map((a) => a * a), u.map((a, i) => a * v[i]), v.map((b) => b * b)];
}

/** 1 less the squared errors over the squared distances from the mean, of the values with a prediction. */
function explained(values: Float64Array, predicted: Float64Array): number {
  let mean = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(predicted[i])) continue;
    mean += values[i];
    count++;
  }
  mean /= count;
  let errors = 0;
  let all = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(predicted[i])) continue;
    errors += (values[i] - predicted[i]) * (values[i] - predicted[i]);
    all += (values[i] - mean) * (values[i] - mean);
  }
  return all > 0 ? 1 - errors / all : Number.NaN;
}
