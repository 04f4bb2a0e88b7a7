/** What each parameter does to a figure: its mean in groups of the parameter, and the tornado of their ends. */
import type { RandomStream } from "../../core/random.ts";
import { type MorrisMeasure, mainEffects, type Panel } from "../sensitivity/index.ts";
import { type GroupEnd, groupChanges } from "./group-changes.ts";
import { type ParameterGroups, parameterGroups, partName } from "./parameter-groups.ts";
import type { Sampling, WeightDraws } from "./resample.ts";
import type { Interval } from "./run-statistics.ts";
import type { ParameterColumn } from "./sweep-table.ts";

/** The effect of one parameter. */
export interface ParameterEffect {
  readonly groups: ParameterGroups;
  /** Mean of the figure in each group, the others taken as they come. */
  readonly means: readonly Interval[];
  /** Points in each group that have the figure. */
  readonly counts: readonly number[];
  /** Largest mean less the least. */
  readonly swing: Interval;
}

/** A bar of the tornado. Of a Morris design it is a slope rather than two means: see `morrisTornado`. */
export interface TornadoBar {
  readonly parameter: ParameterColumn;
  /** The figure at the low end of the parameter and at its high end; of names: at the one with the least and the most. */
  readonly low: Interval;
  readonly high: Interval;
  /** The ends as values of the parameter; of a range the limits of its lowest and its highest part. */
  readonly lowEnd: readonly [number, number];
  readonly highEnd: readonly [number, number];
  /** "lowest tenth" and "highest tenth"; null for single values. */
  readonly part: string | null;
  /** Range of all group means: wider than the bar when the figure turns in between. */
  readonly least: number;
  readonly most: number;
  /** The figure at the high end less that at the low end, of the same bootstrap samples: surer than the ends themselves. */
  readonly change: Interval;
}

/**
 * Effects of the sampled parameters that vary, the largest first: by `sizes`, what the design's own measure makes of each
 * parameter in their order, where it has one, else by swing.
 */
export function parameterEffects(
  panel: Panel,
  parameters: readonly ParameterColumn[],
  sampling: Sampling,
  stream: RandomStream,
  options: { readonly replicates: number; readonly confidence: number },
  sizes: readonly number[] | null = null,
): ParameterEffect[] {
  const groups = parameters.flatMap((parameter) => {
    const found = parameter.sampled ? parameterGroups(parameter) : null;
    return found ? [found] : [];
  });
  const groupings = groups.map((g) => g.grouping);
  const effects = mainEffects(panel, groupings, sampling.sampledPoints, stream, { ...options, block: sampling.block });
  const measured = sizes?.some((size) => !Number.isNaN(size)) ? sizes : null;
  const sizeOf = ({ groups: { parameter }, swing }: ParameterEffect) =>
    (measured ? measured[parameters.indexOf(parameter)] : swing.value) || 0;
  return effects
    .map(({ means, counts, swing }, i) => ({ groups: groups[i], means, counts: [...counts], swing }))
    .sort((a, b) => sizeOf(b) - sizeOf(a));
}

/** Bars of the tornado, in the order of the effects. */
export function tornado(
  panel: Panel,
  effects: readonly ParameterEffect[],
  sampling: Sampling,
  samples: WeightDraws,
  options: { readonly replicates: number; readonly confidence: number },
): TornadoBar[] {
  const ends: [GroupEnd, GroupEnd][] = [];
  const bars = effects.flatMap(({ groups, means }) => {
    const known = [...means.keys()].filter((i) => !Number.isNaN(means[i].value));
    if (known.length < 2) return [];
    const byMean = [...known].sort((a, b) => means[a].value - means[b].value);
    const least = byMean[0];
    const most = byMean[byMean.length - 1];
    const named = groups.parameter.levels !== null;
    const low = named ? least : known[0];
    const high = named ? most : known[known.length - 1];
    ends.push([
      { grouping: groups.grouping, group: low },
      { grouping: groups.grouping, group: high },
    ]);
    return {
      parameter: groups.parameter,
      low: means[low],
      high: means[high],
      lowEnd: [groups.low[low], groups.high[low]] as const,
      highEnd: [groups.low[high], groups.high[high]] as const,
      part: groups.exact ? null : partName(groups.centre.length),
      least: means[least].value,
      most: means[most].value,
    };
  });
  const changes = groupChanges(panel, ends, sampling, samples, options);
  return bars.map((bar, i) => ({ ...bar, change: changes[i] }));
}

/**
 * Bars of a Morris design, the largest mean effect first. Its points are steps of trajectories, of which a level sees few:
 * means by level would tell of the other parameters. So a bar is mu, the slope of the steps over the whole range, laid
 * about the mean of all runs, with the interval of mu over trajectories.
 */
export function morrisTornado(
  effects: readonly ParameterEffect[],
  parameters: readonly ParameterColumn[],
  measures: readonly MorrisMeasure[],
  middle: number,
): TornadoBar[] {
  return effects
    .flatMap(({ groups }) => {
      const { mu } = measures[parameters.indexOf(groups.parameter)];
      if (Number.isNaN(mu.value)) return [];
      const last = groups.high.length - 1;
      const low = { value: middle - mu.value / 2, low: middle - mu.high / 2, high: middle - mu.low / 2 };
      const high = { value: middle + mu.value / 2, low: middle + mu.low / 2, high: middle + mu.high / 2 };
      return {
        parameter: groups.parameter,
        low,
        high,
        lowEnd: [groups.low[0], groups.low[0]] as const,
        highEnd: [groups.high[last], groups.high[last]] as const,
        part: null,
        least: Math.min(low.value, high.value),
        most: Math.max(low.value, high.value),
        change: mu,
      };
    })
    .sort((a, b) => Math.abs(b.change.value) - Math.abs(a.change.value));
}
