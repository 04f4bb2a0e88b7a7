/** Independent random points. */
import { badSamples } from "./check-axes.ts";
import type { DesignMethod } from "./design.ts";
import { pointsAt } from "./points.ts";
import { openUniform } from "./uniform.ts";

/** Points are drawn one after another: with more samples the first ones stay. */
export const random: DesignMethod = {
  name: "random",
  about: "`samples` independent random points",
  sampled: true,
  problem(axes, samples) {
    return badSamples(axes, samples, 1, 1);
  },
  size(_axes, samples) {
    return samples;
  },
  build(axes, samples, stream) {
    const units = new Float64Array(samples * axes.length);
    for (let i = 0; i < units.length; i++) units[i] = openUniform(stream);
    return { scheme: { kind: "plain" }, points: pointsAt(axes, units), units };
  },
};
