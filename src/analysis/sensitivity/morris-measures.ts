/**
 * Measures of a Morris design (Morris 1991, Technometrics 33; mu* by Campolongo, Cariboni & Saltelli 2007, Env. Model.
 * Softw. 22). An elementary effect is the change of the output over the change of one parameter's uniform coordinate: the
 * change of the output if the parameter went across its whole range at that slope.
 */
import type { RandomStream } from "../../core/random.ts";
import { type Estimate, FEWEST_BLOCKS, percentileInterval, type ResampleOptions, resampling } from "./resample.ts";

/** Measures of one parameter, in the output's units; without intervals of fewer than FEWEST_BLOCKS effects. */
export interface MorrisMeasure {
  /** Mean elementary effect: direction and size of a parameter that acts one way. */
  readonly mu: Estimate;
  /** Mean size of the elementary effect: how much the parameter matters. */
  readonly muStar: Estimate;
  /** Standard deviation of the elementary effects (n - 1): curvature and interactions. NaN for fewer than two. */
  readonly sigma: Estimate;
  /** Elementary effects that are there. */
  readonly used: number;
}

/**
 * @param outputs one value a point, in the design's order; NaN is missing, and takes the two effects beside it along
 * @param units the design's uniform coordinates, row after row
 * @param changed the axis that differs from the point before, -1 at the start of a trajectory
 * @param factors number of parameters
 */
export function morrisMeasures(
  outputs: Float64Array,
  units: Float64Array,
  changed: Int32Array,
  factors: number,
  stream: RandomStream,
  options: ResampleOptions = {},
): MorrisMeasure[] {
  const { replicates, confidence } = resampling(options);
  if (units.length !== outputs.length * factors || changed.length !== outputs.length) {
    throw new RangeError(
      `expected ${outputs.length} points of ${factors} axes, got ${changed.length} and ${units.length}`,
    );
  }
  const effects = elementaryEffects(outputs, units, changed, factors);
  const trajectories = effects[0].length;
  const everyOne = Int32Array.from({ length: trajectories }, (_, t) => t);
  const drawn = new Int32Array(trajectories);
  const used = effects.map((effect) => effect.reduce((count, x) => (Number.isNaN(x) ? count : count + 1), 0));
  const enough = used.some((count) => count >= FEWEST_BLOCKS);
  const draws = effects.map(() => [0, 1, 2].map(() => new Float64Array(enough ? replicates : 0)));
  for (let r = 0; enough && r < replicates; r++) {
    for (let t = 0; t < trajectories; t++) drawn[t] = stream.int(trajectories);
    for (let f = 0; f < factors; f++) {
      const figures = measure(effects[f], drawn);
      for (let m = 0; m < 3; m++) draws[f][m][r] = figures[m];
    }
  }
  return effects.map((effect, f) => {
    const value = measure(effect, everyOne);
    const [mu, muStar, sigma] = draws[f].map((draw, m) =>
      percentileInterval(value[m], used[f] >= FEWEST_BLOCKS ? draw : draw.subarray(0, 0), confidence),
    );
    return { mu, muStar, sigma, used: used[f] };
  });
}

/** By parameter, one a trajectory; NaN where it is missing. */
export function elementaryEffects(
  outputs: Float64Array,
  units: Float64Array,
  changed: Int32Array,
  factors: number,
): Float64Array[] {
  const trajectories = changed.reduce((count, axis) => (axis === -1 ? count + 1 : count), 0);
  const effects = Array.from({ length: factors }, () => new Float64Array(trajectories).fill(Number.NaN));
  let trajectory = -1;
  for (let p = 0; p < outputs.length; p++) {
    const axis = changed[p];
    if (axis === -1) trajectory++;
    else {
      const step = units[p * factors + axis] - units[(p - 1) * factors + axis];
      effects[axis][trajectory] = (outputs[p] - outputs[p - 1]) / step;
    }
  }
  return effects;
}

/** mu, mu* and sigma of the effects at these places. */
function measure(effects: Float64Array, places: Int32Array): [number, number, number] {
  let sum = 0;
  let sizes = 0;
  let count = 0;
  for (let i = 0; i < places.length; i++) {
    const effect = effects[places[i]];
    if (Number.isNaN(effect)) continue;
    sum += effect;
    sizes += Math.abs(effect);
    count++;
  }
  const mean = sum / count;
  let squares = 0;
  for (let i = 0; i < places.length; i++) {
    const effect = effects[places[i]];
    if (!Number.isNaN(effect)) squares += (effect - mean) * (effect - mean);
  }
  return [mean, sizes / count, count > 1 ? Math.sqrt(squares / (count - 1)) : Number.NaN];
}
