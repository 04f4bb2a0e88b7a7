/** What was traded by force: how much, in how many waves, how crowded in time, and what of the fall it made. */
import { CAUSES } from "../../core/cause.ts";
import type { RunResult, VenueSeries } from "../../engine/result.ts";
import { firstStepFrom } from "../steps.ts";
import { fallOf } from "./headline.ts";
import type { Figures, StressTerms } from "./stress-terms.ts";

const HOUR = 3_600_000;
const FORCED = new Set(["margin-call", "position-limit"]);

/**
 * `forced.*`: lots from the fork on, as a share of the volume after the shock; waves, apart by more than the pause that the
 * terms allow; the part of all forced lots that fell into the busiest hour; the part of the fall that is attributed to it.
 */
export function forcedFigures(result: RunResult, venue: VenueSeries, terms: StressTerms): Figures {
  const { time } = result;
  const from = firstStepFrom(time, terms.fork);
  const shock = firstStepFrom(time, terms.shock);
  let [lots, after, volume] = [0, 0, 0];
  for (let i = from; i < time.length; i++) {
    lots += venue.forcedVolume[i];
    if (i < shock) continue;
    after += venue.forcedVolume[i];
    volume += venue.volume[i];
  }
  return {
    "forced.volume": lots,
    "forced.volumeAfterShock": after,
    "forced.share": volume > 0 ? after / volume : 0,
    "forced.waves": waves(time, venue.forcedVolume, from, terms.wave),
    "forced.busiestHour": lots > 0 ? busiest(time, venue.forcedVolume, from, HOUR) / lots : 0,
    "forced.fallShare": fallShare(result, venue, terms.shock),
  };
}

/** Stretches of forced flow without a pause longer than `pause` ms. */
export function waves(time: ArrayLike<number>, forced: ArrayLike<number>, from: number, pause: number): number {
  let count = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (let i = from; i < time.length; i++) {
    if (!(forced[i] > 0)) continue;
    if (time[i] - last > pause) count++;
    last = time[i];
  }
  return count;
}

/** Most that came within `width` ms. */
export function busiest(time: ArrayLike<number>, forced: ArrayLike<number>, from: number, width: number): number {
  let [most, sum, first] = [0, 0, from];
  for (let i = from; i < time.length; i++) {
    sum += forced[i];
    while (time[i] - time[first] >= width) sum -= forced[first++];
    most = Math.max(most, sum);
  }
  return most;
}

/** Price change that forced flow made in the quarter-hours from the shock to the trough, over the whole change. */
function fallShare(result: RunResult, venue: VenueSeries, shock: number): number | null {
  const fall = fallOf(result, venue, shock);
  if (fall === null || !(fall.low < fall.start)) return null;
  const { flows } = result;
  const v = result.venues.indexOf(venue);
  const until = result.time[fall.trough];
  let made = 0;
  for (let i = 0; i < flows.time.length; i++) {
    if (flows.venue[i] !== v || flows.time[i] + HOUR / 4 <= shock || flows.time[i] > until) continue;
    if (flows.population[i] < result.populations.length && FORCED.has(CAUSES[flows.cause[i]])) made += flows.impact[i];
  }
  return made / (fall.low - fall.start);
}
