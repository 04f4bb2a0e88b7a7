import { downsample } from "../analysis/downsample.ts";
import type { LocalTime } from "./local-time.ts";

/** A stretch of steps, both ends included. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** One line to draw: a value for each step. */
export interface Line {
  readonly name: string;
  readonly values: ArrayLike<number>;
  readonly colour: string;
  /** Phases of the venue: steps where it is closed are not drawn, and break the line. */
  readonly phase?: Uint8Array;
  /** Holds its value until the next (settlements, rates) instead of sloping towards it. */
  readonly held?: boolean;
  readonly dash?: readonly number[];
  readonly width?: number;
}

/** Width of a line's buckets, pixels; each keeps up to four points (first, lowest, highest, last). */
const BUCKET = 3;
/** The shortest closure that breaks a line, ms; on long stretches the closure must also be wide enough to be seen. */
const LEAST_GAP = 20 * 60_000;

/** Points of one line: local times and values, NaN where the line breaks. */
export function sampleLine(
  clock: LocalTime,
  line: Line,
  span: Span,
  pixels: number,
): { time: number[]; value: number[] } {
  const { values, phase } = line;
  const time: number[] = [];
  const value: number[] = [];
  const buckets = Math.round(pixels / BUCKET);
  const kept = downsample(clock.utc, values, buckets, span.first, span.last, phase ?? null);
  const width = (clock.utc[span.last] - clock.utc[span.first]) / buckets;
  const gap = Math.max(2.5 * width, LEAST_GAP);
  for (let k = 0; k < kept.length; k++) {
    const i = kept[k];
    if (
      line.held &&
      k > 0 &&
      k < kept.length - 1 &&
      values[i] === values[kept[k - 1]] &&
      values[i] === values[kept[k + 1]]
    )
      continue;
    if (phase && k > 0 && clock.utc[i] - clock.utc[kept[k - 1]] > gap) {
      time.push(clock.step(kept[k - 1]) + 1);
      value.push(Number.NaN);
    }
    time.push(clock.step(i));
    value.push(values[i]);
  }
  return { time, value };
}

/** Lots for a log axis, which has no place for 0: an empty book is drawn as one lot. NaN stays. */
export function atLeastOne(lots: Float64Array): Float64Array {
  const out = new Float64Array(lots.length);
  for (let i = 0; i < out.length; i++) out[i] = Math.max(1, lots[i]);
  return out;
}
