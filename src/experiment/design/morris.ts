/**
 * Trajectories for screening: from a random start on a grid of p levels, each axis in random order moves once, by
 * Δ = p / (2 (p - 1)) (Morris 1991, Technometrics 33). Starts come from a scrambled Sobol sequence, which spreads the
 * trajectories over the space as Campolongo, Cariboni & Saltelli 2007 (Env. Model. Softw. 22) ask. Their own way, to choose
 * among random trajectories those farthest apart, is not followed: it favours the outer levels (a third of all
 * coordinates each instead of a quarter, of 200 trajectories over 6 axes), where a crash may not be like one in the middle.
 */
import type { RandomStream } from "../../core/random.ts";
import { badSamples } from "./check-axes.ts";
import type { Axis, DesignMethod } from "./design.ts";
import { pointsAt } from "./points.ts";
import { SOBOL_DIMENSIONS } from "./sobol-directions.ts";
import { scrambledSobol } from "./sobol-sequence.ts";
import { permutation } from "./uniform.ts";

/** Levels of an axis; with an even number every level is as likely as any other. */
const LEVELS = 4;
const JUMP = LEVELS / 2;
const DELTA = JUMP / (LEVELS - 1);

/** An axis without bounds is cut at these probabilities: its ends, which are levels of the grid, would be infinite. */
const TAIL = 0.005;

/** Blocks of k + 1 points, each of which differs from the one before in one axis. With more samples the first blocks stay. */
export const morris: DesignMethod = {
  name: "morris",
  about: "`samples` trajectories of (parameters + 1) points, to screen many parameters",
  sampled: true,
  problem(axes, samples) {
    if (axes.length > SOBOL_DIMENSIONS) {
      return `a morris design takes at most ${SOBOL_DIMENSIONS} parameters, not ${axes.length}`;
    }
    const still = axes.find((axis) => axis.levels?.length === 1);
    if (still !== undefined) return `${still.path} has one value: a morris design needs at least two to step between`;
    return badSamples(axes, samples, 2, axes.length + 1);
  },
  size(axes, samples) {
    return samples * (axes.length + 1);
  },
  build(axes, samples, stream) {
    const k = axes.length;
    const starts = scrambledSobol(samples, k, stream);
    const units = new Float64Array(samples * (k + 1) * k);
    const changed = new Int32Array(samples * (k + 1));
    for (let t = 0; t < samples; t++) {
      const start = starts.subarray(t * k, (t + 1) * k).map((u) => Math.floor(u * LEVELS));
      const first = t * (k + 1);
      walk(start, units.subarray(first * k), changed.subarray(first), stream);
    }
    const points = pointsAt(axes.map(bounded), units);
    return { scheme: { kind: "morris", trajectories: samples, changed, delta: DELTA }, points, units };
  },
};

/** Writes one trajectory. An axis in the lower half of its levels goes up, one in the upper half goes down. */
function walk(level: Float64Array, units: Float64Array, changed: Int32Array, stream: RandomStream): void {
  const k = level.length;
  const order = permutation(k, stream);
  for (let step = 0; step <= k; step++) {
    const axis = step === 0 ? -1 : order[step - 1];
    changed[step] = axis;
    if (axis >= 0) level[axis] += level[axis] < JUMP ? JUMP : -JUMP;
    for (let a = 0; a < k; a++) units[step * k + a] = level[a] / (LEVELS - 1);
  }
}

function bounded(axis: Axis): Axis {
  if (axis.unbounded !== true) return axis;
  return { ...axis, at: (u) => axis.at(TAIL + (1 - 2 * TAIL) * u) };
}
