/** Points of a scrambled Sobol sequence: random, yet more even in all low-dimensional views than a Latin hypercube. */
import { badSamples } from "./check-axes.ts";
import type { DesignMethod } from "./design.ts";
import { pointsAt } from "./points.ts";
import { SOBOL_DIMENSIONS } from "./sobol-directions.ts";
import { scrambledSobol } from "./sobol-sequence.ts";

/** Balanced when `samples` is a power of two; with more samples the first points stay. */
export const sobol: DesignMethod = {
  name: "sobol",
  about: "`samples` points of a scrambled Sobol sequence, best a power of two",
  sampled: true,
  problem(axes, samples) {
    if (axes.length > SOBOL_DIMENSIONS) {
      return `a sobol design takes at most ${SOBOL_DIMENSIONS} parameters, not ${axes.length}`;
    }
    return badSamples(axes, samples, 1, 1);
  },
  size(_axes, samples) {
    return samples;
  },
  build(axes, samples, stream) {
    const units = scrambledSobol(samples, axes.length, stream);
    return { scheme: { kind: "plain" }, points: pointsAt(axes, units), units };
  },
};
