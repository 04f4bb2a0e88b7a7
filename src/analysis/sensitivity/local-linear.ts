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

/** Points at which a width is judged, at most. */
const MOST_JUDGED = 300;

/** Weight below which a place counts as out of reach of the points. */
const LEAST_WEIGHT = 1e-6;

/** Chooses the width that best predicts points left out of the fit, and smooths with it. */
export function smoother(u: Float64Array, v: Float64Array, z: Float64Array): Smoother {
  const count = Math.min(z.length, MOST_JUDGED);
  const judged = Int32Array.from({ length: count }, (_, i) => Math.floor((i * z.length) / count));
  let best = WIDTHS[WIDTHS.length - 1];
  let least = Number.POSITIVE_INFINITY;
  let leftOut = new Float64Array(count).fill(Number.NaN);
  for (const width of WIDTHS) {
    const predicted = Float64Array.from(judged, (p) => localValue(u, v, z, width, u[p], v[p], p).value);
    let errors = 0;
    for (let i = 0; i < count; i++) {
      const error = z[judged[i]] - predicted[i];
      errors += error * error;
    }
    if (errors < least) {
      least = errors;
      best = width;
      leftOut = predicted;
    }
  }
  const at = (a: number, b: number) => localValue(u, v, z, best, a, b, -1);
  return { at, judged, leftOut, fitted: Float64Array.from(judged, (p) => at(u[p], v[p]).value) };
}

/** Weighted plane through the points about (a, b), without point `skip`, at (a, b). A slope that the points cannot tell is 0. */
function localValue(
  u: Float64Array,
  v: Float64Array,
  z: Float64Array,
  width: number,
  a: number,
  b: number,
  skip: number,
): { value: number; weight: number } {
  const scale = -0.5 / (width * width);
  let w = 0;
  let wu = 0;
  let wv = 0;
  let wz = 0;
  let uu = 0;
  let uv = 0;
  let vv = 0;
  let uz = 0;
  let vz = 0;
  for (let p = 0; p < z.length; p++) {
    if (p === skip) continue;
    const du = u[p] - a;
    const dv = v[p] - b;
    const exponent = (du * du + dv * dv) * scale;
    if (exponent < -18) continue;
    const k = Math.exp(exponent);
    w += k;
    wu += k * du;
    wv += k * dv;
    wz += k * z[p];
    uu += k * du * du;
    uv += k * du * dv;
    vv += k * dv * dv;
    uz += k * du * z[p];
    vz += k * dv * z[p];
  }
  if (!(w > LEAST_WEIGHT)) return { value: Number.NaN, weight: 0 };
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
