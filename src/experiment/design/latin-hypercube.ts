/**
 * Latin hypercube: each axis is cut into as many equal parts as there are points, and each part holds one point, at a
 * random place in it (McKay, Beckman & Conover 1979, Technometrics 21). Another number of samples gives other points.
 */
import { badSamples } from "./check-axes.ts";
import type { DesignMethod } from "./design.ts";
import { pointsAt } from "./points.ts";
import { openUniform, permutation } from "./uniform.ts";

/** The parts of the axes are paired off by independent random permutations. */
export const latinHypercube: DesignMethod = {
  name: "latin-hypercube",
  about: "`samples` random points that are spread evenly along each parameter",
  sampled: true,
  problem(axes, samples) {
    return badSamples(axes, samples, 1, 1);
  },
  size(_axes, samples) {
    return samples;
  },
  build(axes, samples, stream) {
    const width = axes.length;
    const units = new Float64Array(samples * width);
    for (let a = 0; a < width; a++) {
      const part = permutation(samples, stream);
      for (let p = 0; p < samples; p++) units[p * width + a] = (part[p] + openUniform(stream)) / samples;
    }
    return { scheme: { kind: "plain" }, points: pointsAt(axes, units), units };
  },
};
