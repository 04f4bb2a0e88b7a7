/** A power law y = scale x^exponent. */
export interface PowerLaw {
  readonly exponent: number;
  readonly scale: number;
  /** Share of the variance of log y that it explains. */
  readonly r2: number;
  /** Points that it was fitted to. */
  readonly points: number;
}

/** Least squares on logs over the points where both are positive; NaN with fewer than four of them. */
export function fitPowerLaw(x: ArrayLike<number>, y: ArrayLike<number>): PowerLaw {
  let n = 0;
  let sx = 0;
  let sy = 0;
  let sxx = 0;
  let sxy = 0;
  let syy = 0;
  for (let i = 0; i < x.length; i++) {
    if (!(x[i] > 0) || !(y[i] > 0)) continue;
    const a = Math.log(x[i]);
    const b = Math.log(y[i]);
    n++;
    sx += a;
    sy += b;
    sxx += a * a;
    sxy += a * b;
    syy += b * b;
  }
  const vx = sxx - (sx * sx) / n;
  const vy = syy - (sy * sy) / n;
  const cxy = sxy - (sx * sy) / n;
  if (n < 4 || !(vx > 0)) return { exponent: Number.NaN, scale: Number.NaN, r2: Number.NaN, points: n };
  const exponent = cxy / vx;
  return { exponent, scale: Math.exp((sy - exponent * sx) / n), r2: vy > 0 ? (cxy * cxy) / (vx * vy) : 1, points: n };
}
