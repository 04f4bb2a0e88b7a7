/**
 * Trajectories for screening: from a random corner of a grid of p levels, each axis in random order moves once, by
 * Δ = p / (2 (p - 1)) (Morris 1991, Technometrics 33). Of several random candidates the trajectory farthest from those
 * taken so far is taken, the idea of Campolongo, Cariboni & Saltelli 2007 (Env. Model. Softw. 22) done one trajectory at
 * a time, so that with more samples the first trajectories stay.
 */
import type { RandomStream } from "../../core/random.ts";
import { badSamples } from "./check-axes.ts";
import type { Axis, DesignMethod } from "./design.ts";
import { pointsAt } from "./points.ts";
import { permutation } from "./uniform.ts";

/** Levels of an axis; with an even number every level is as likely as any other. */
const LEVELS = 4;
const DELTA = LEVELS / (2 * (LEVELS - 1));

/** An axis without bounds is cut at these probabilities: its ends, which are levels of the grid, would be infinite. */
const TAIL = 0.005;

/** Candidates for a trajectory, and how many coordinates may be compared to choose among them. */
const CANDIDATES = 20;
const COMPARISONS = 1_000_000;

/** Blocks of k + 1 points, each of which differs from the one before in one axis. */
export const morris: DesignMethod = {
  name: "morris",
  about: "`samples` trajectories of (parameters + 1) points, to screen many parameters",
  sampled: true,
  problem(axes, samples) {
    const bad = badSamples(axes, samples, 2, axes.length + 1);
    if (bad !== null) return bad;
    const still = axes.find((axis) => axis.levels?.length === 1);
    return still === undefined
      ? null
      : `${still.path} has one value: a morris design needs at least two to step between`;
  },
  size(axes, samples) {
    return samples * (axes.length + 1);
  },
  build(axes, samples, stream) {
    const k = axes.length;
    const stride = (k + 1) * k;
    const units = new Float64Array(samples * stride);
    const changed = new Int32Array(samples * (k + 1));
    for (let t = 0; t < samples; t++) {
      const chosen = farthest(units.subarray(0, t * stride), t, k, stream);
      units.set(chosen.units, t * stride);
      changed.set(chosen.changed, t * (k + 1));
    }
    const points = pointsAt(axes.map(bounded), units);
    return { scheme: { kind: "morris", trajectories: samples, changed, delta: DELTA }, points, units };
  },
};

interface Trajectory {
  readonly units: Float64Array;
  readonly changed: Int32Array;
}

/** Fewer candidates late in a large design, where every one is near to some trajectory: the choice depends on t and k alone. */
function farthest(taken: Float64Array, t: number, k: number, stream: RandomStream): Trajectory {
  let best = trajectory(k, stream);
  const affordable = Math.floor(COMPARISONS / (Math.max(1, t) * (k + 1) * (k + 1) * k));
  const candidates = t === 0 ? 1 : Math.min(CANDIDATES, Math.max(1, affordable));
  if (candidates === 1) return best;
  let most = distance(best.units, taken, k);
  for (let c = 1; c < candidates; c++) {
    const other = trajectory(k, stream);
    const apart = distance(other.units, taken, k);
    if (apart > most) {
      most = apart;
      best = other;
    }
  }
  return best;
}

function trajectory(k: number, stream: RandomStream): Trajectory {
  const point = new Float64Array(k);
  const rises = new Uint8Array(k);
  for (let a = 0; a < k; a++) {
    const low = stream.int(LEVELS / 2);
    rises[a] = stream.int(2);
    point[a] = (rises[a] === 1 ? low : low + LEVELS / 2) / (LEVELS - 1);
  }
  const order = permutation(k, stream);
  const units = new Float64Array((k + 1) * k);
  const changed = new Int32Array(k + 1);
  units.set(point);
  changed[0] = -1;
  for (let step = 1; step <= k; step++) {
    const a = order[step - 1];
    const level = Math.round(point[a] * (LEVELS - 1)) + (rises[a] === 1 ? LEVELS / 2 : -LEVELS / 2);
    point[a] = level / (LEVELS - 1);
    units.set(point, step * k);
    changed[step] = a;
  }
  return { units, changed };
}

/** Sum of the distances between every point of the trajectory and every point taken. */
function distance(candidate: Float64Array, taken: Float64Array, k: number): number {
  let sum = 0;
  for (let p = 0; p < candidate.length; p += k) {
    for (let q = 0; q < taken.length; q += k) {
      let squares = 0;
      for (let a = 0; a < k; a++) {
        const d = candidate[p + a] - taken[q + a];
        squares += d * d;
      }
      sum += Math.sqrt(squares);
    }
  }
  return sum;
}

function bounded(axis: Axis): Axis {
  if (axis.unbounded !== true) return axis;
  return { ...axis, at: (u) => axis.at(TAIL + (1 - 2 * TAIL) * u) };
}
