/**
 * Points for Sobol indices: two independent samples A and B, and for each axis A with that axis taken from B (the radial
 * scheme of Saltelli et al. 2010, Comput. Phys. Commun. 181). A and B are the two halves of one scrambled Sobol sequence
 * of 2k dimensions: the better half goes to A, from which most of a block is made.
 */
import { badSamples } from "./check-axes.ts";
import type { DesignMethod } from "./design.ts";
import { pointsAt } from "./points.ts";
import { SOBOL_DIMENSIONS } from "./sobol-directions.ts";
import { scrambledSobol } from "./sobol-sequence.ts";

/** Blocks of k + 2 points: A, then A with axis i from B for each i, then B. With more samples the first blocks stay. */
export const saltelli: DesignMethod = {
  name: "saltelli",
  about: "`samples` × (parameters + 2) points, for Sobol indices; best a power of two",
  sampled: true,
  problem(axes, samples) {
    if (2 * axes.length > SOBOL_DIMENSIONS) {
      return `a saltelli design takes at most ${SOBOL_DIMENSIONS / 2} parameters, not ${axes.length}`;
    }
    return badSamples(axes, samples, 2, axes.length + 2);
  },
  size(axes, samples) {
    return samples * (axes.length + 2);
  },
  build(axes, samples, stream) {
    const k = axes.length;
    const pairs = scrambledSobol(samples, 2 * k, stream);
    const units = new Float64Array(samples * (k + 2) * k);
    let at = 0;
    for (let s = 0; s < samples; s++) {
      const a = s * 2 * k;
      for (let block = -1; block <= k; block++) {
        for (let i = 0; i < k; i++) units[at++] = pairs[block === i || block === k ? a + k + i : a + i];
      }
    }
    return { scheme: { kind: "saltelli", samples }, points: pointsAt(axes, units), units };
  },
};
