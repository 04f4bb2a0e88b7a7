/** `a` to the power `b`, by multiplication for whole exponents up to 64: Math.pow differs between versions of V8. */
export function power(a: number, b: number): number {
  if (!Number.isInteger(b) || Math.abs(b) > 64) return a === 0 && b > 0 ? 0 : Math.exp(b * Math.log(a));
  let product = 1;
  for (let i = 0; i < Math.abs(b); i++) product *= a;
  return b < 0 ? 1 / product : product;
}
