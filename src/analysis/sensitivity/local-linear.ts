/** Local linear regression over two coordinates from -1 to 1. */

/** A smoothing of points. */
export interface Smoother {
  /** Value at a place, and the weight of the points that it rests on (each at most 1). */
  at(u: number, v: number): { readonly value: number; readonly weight: number };
  /** Points at which it was judged: all of them, or an even choice of a large number. */
  readonly judged: Int32Array;
  /** Values there, with and without the point itself; NaN where the others do not reach. */
  readonly fitted: Float64Array;
  readonly leftOut: Float64Array;
}

/** Standard deviations of the kernel that are tried, for coordinates from -1 to 1. */
const WIDTHS = [0.08, 0.12, 0.18, 0.27, 0.4, 0.6, 0.9];

/** Points at which a width is judged: this many, or fewer of a large number, so that judging stays a part of the work. */
const MOST_JUDGED = 300;
const MOST_PAIRS = 500_000;

/** The kernel ends at this many of its standard deviations. */
const REACH = 4;

/** Points in the order of u, so that those in reach are found without looking at the others. */
interface Cloud {
  readonly u: Float64Array;
  readonly v: Float64Array;
  readonly z: Float64Array;
}

/** Chooses the width that best predicts points left out of the fit, and smooths with it. */
export function smoother(u: Float64Array, v: Float64Array, z: Float64Array): Smoother {
  const order = Int32Array.from(z.keys()).sort((a, b) => u[a] - u[b] || v[a] - v[b]);
  const sorted = (values: Float64Array) => Float64Array.from(order, (p) => values[p]);
  const cloud = { u: sorted(u), v: sorted(v), z: sorted(z) };
  const count = Math.min(z.length, MOST_JUDGED, Math.max(50, Math.floor(MOST_PAIRS / z.length)));
  const places = Int32Array.from({ length: count }, (_, i) => Math.floor((i * z.length) / count));
  let best = WIDTHS[WIDTHS.length - 1];
  let least = Number.POSITIVE_INFINITY;
  let leftOut = new Float64Array(count).fill(Number.NaN);
  for (const width of WIDTHS) {
    const predicted = Float64Array.from(places, (p) => localValue(cloud, width, cloud.u[p], cloud.v[p], p).value);
    let errors = 0;
    for (let i = 0; i < count; i++) {
      const error = cloud.z[places[i]] - predicted[i];
      errors += error * error;
    }
    if (errors < least) {
      least = errors;
      best = width;
      leftOut = predicted;
    }
  }
  const at = (a: number, b: number) => localValue(cloud, best, a, b, -1);
  return {
    at,
    judged: places.map((p) => order[p]),
    fitted: Float64Array.from(places, (p) => at(cloud.u[p], cloud.v[p]).value),
    leftOut,
  };
}

/** Weighted plane through the points about (a, b), without point `skip`, at (a, b). A slope that the points cannot tell is 0. */
function localValue(
  { u, v, z }: Cloud,
  width: number,
  a: number,
  b: number,
  skip: number,
): { value: number; weight: number } {
  const scale = -0.5 / (width * width);
  const lowest = -0.5 * REACH * REACH;
  const end = a + REACH * width;
  let w = 0;
  let wu = 0;
  let wv = 0;
  let wz = 0;
  let uu = 0;
  let uv = 0;
  let vv = 0;
  let uz = 0;
  let vz = 0;
  for (let p = firstFrom(u, a - REACH * width); p < u.length && u[p] <= end; p++) {
    const du = u[p] - a;
    const dv = v[p] - b;
    const exponent = (du * du + dv * dv) * scale;
    if (exponent < lowest || p === skip) continue;
    const k = Math.exp(exponent);
    const ku = k * du;
    const kv = k * dv;
    const y = z[p];
    w += k;
    wu += ku;
    wv += kv;
    wz += k * y;
    uu += ku * du;
    uv += ku * dv;
    vv += kv * dv;
    uz += ku * y;
    vz += kv * y;
  }
  if (w === 0) return { value: Number.NaN, weight: 0 };
  const mu = wu / w;
  const mv = wv / w;
  const mz = wz / w;
  // A little of the kernel's own width beside the spread of the points keeps a slope through too few of them finite.
  const ridge = 1e-4 * width * width;
  const suu = uu / w - mu * mu + ridge;
  const svv = vv / w - mv * mv + ridge;
  const suv = uv / w - mu * mv;
  const suz = uz / w - mu * mz;
  const svz = vz / w - mv * mz;
  const determinant = suu * svv - suv * suv;
  const slopeU = (suz * svv - svz * suv) / determinant;
  const slopeV = (svz * suu - suz * suv) / determinant;
  return { value: mz - slopeU * mu - slopeV * mv, weight: w };
}

/** First place of a rising array whose value is at least `x`. */
function firstFrom(rising: Float64Array, x: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
