/** The normal distribution: its cumulative probability and its quantiles, to the precision of a double. */

const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

/**
 * Probability that a standard normal is at most `x`. Within 4 of the middle the series of Marsaglia 2004 (Evaluating the
 * normal distribution, J. Stat. Soft. 11), beyond it Laplace's continued fraction, so that tails keep their digits.
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x > 4) return 1 - upperTail(x);
  if (x < -4) return upperTail(-x);
  let term = x;
  let sum = x;
  for (let i = 3; Math.abs(term) > 1e-17 * Math.abs(sum); i += 2) {
    term *= (x * x) / i;
    sum += term;
  }
  return 0.5 + (sum * Math.exp(-0.5 * x * x)) / SQRT_TWO_PI;
}

/** Probability above x, x > 4. */
function upperTail(x: number): number {
  if (x > 39) return 0;
  let fraction = x;
  for (let i = 60; i >= 1; i--) fraction = x + i / fraction;
  return Math.exp(-0.5 * x * x) / (SQRT_TWO_PI * fraction);
}

// Wichura 1988, Algorithm AS 241 (PPND16): ratios of polynomials, highest power first.
const CENTRE_A = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
  133.14166789178438, 3.3871328727963665,
];
const CENTRE_B = [
  5226.495278852546, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
  42.31333070160091, 1,
];
const MIDDLE_A = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
];
const MIDDLE_B = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1,
];
const TAIL_A = [
  2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
  1.7848265399172913, 5.463784911164114, 6.657904643501103,
];
const TAIL_B = [
  2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133, 0.014875361290850615,
  0.1369298809227358, 0.599832206555888, 1,
];

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let i = 0; i < coefficients.length; i++) sum = sum * x + coefficients[i];
  return sum;
}

/** The value below which a standard normal stays with probability `p`; infinite at 0 and 1, NaN outside. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE_A, r)) / polynomial(CENTRE_B, r);
  }
  const tail = q < 0 ? p : 1 - p;
  if (tail === 0) return q < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const r = Math.sqrt(-Math.log(tail));
  const value =
    r <= 5
      ? polynomial(MIDDLE_A, r - 1.6) / polynomial(MIDDLE_B, r - 1.6)
      : polynomial(TAIL_A, r - 5) / polynomial(TAIL_B, r - 5);
  return q < 0 ? -value : value;
}
