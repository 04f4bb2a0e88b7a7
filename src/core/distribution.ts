/** Heterogeneity in a scenario file: wherever a number is asked for per member, a distribution may stand. */
import { z } from "zod";
import type { RandomStream } from "./random.ts";

const pair = z.tuple([z.number(), z.number()]);

/** A number, or a distribution from which each member draws its own. */
export const distribution = z
  .union([
    z.number(),
    z.strictObject({ uniform: pair.meta({ description: "[low, high]" }) }),
    z.strictObject({ loguniform: pair.meta({ description: "[low, high], both above 0" }) }),
    z.strictObject({ normal: pair.meta({ description: "[mean, standard deviation]" }) }),
    z.strictObject({ lognormal: pair.meta({ description: "[median, standard deviation of the logarithm]" }) }),
    z.strictObject({ exponential: z.number().meta({ description: "mean" }) }),
    z.strictObject({ pareto: pair.meta({ description: "[lowest value, tail exponent]" }) }),
  ])
  .meta({ description: "A number, or a distribution from which each member draws its own" });

export type Distribution = z.infer<typeof distribution>;

/** One draw. */
export function sample(d: Distribution, rng: RandomStream): number {
  if (typeof d === "number") return d;
  if ("uniform" in d) return rng.uniform(d.uniform[0], d.uniform[1]);
  if ("loguniform" in d) return Math.exp(rng.uniform(Math.log(d.loguniform[0]), Math.log(d.loguniform[1])));
  if ("normal" in d) return d.normal[0] + d.normal[1] * rng.normal();
  if ("lognormal" in d) return d.lognormal[0] * Math.exp(d.lognormal[1] * rng.normal());
  if ("exponential" in d) return rng.exponential(d.exponential);
  return rng.pareto(d.pareto[0], d.pareto[1]);
}

/** `count` draws, each held within [low, high]. */
export function sampleMany(d: Distribution, count: number, rng: RandomStream, low: number, high: number): Float64Array {
  const out = new Float64Array(count);
  sampleField(out, 0, 0, d, rng, low, high);
  return out;
}

/** A draw for each row of a table whose rows are 2^`bits` wide, held within [low, high], into the rows' field of that number. */
export function sampleField(
  rows: Float64Array,
  bits: number,
  field: number,
  d: Distribution,
  rng: RandomStream,
  low: number,
  high: number,
): void {
  for (let at = field; at < rows.length; at += 1 << bits) rows[at] = Math.min(high, Math.max(low, sample(d, rng)));
}
