/** The clock: jumps from one open moment to the next; spends no step while every venue is closed. */
import { z } from "zod";
import { instant, positiveDuration } from "../core/quantity.ts";
import { MINUTE } from "../core/time.ts";

const refineConfig = z.strictObject({
  from: instant(),
  to: instant(),
  step: positiveDuration().meta({ description: "length of a step inside the window" }),
});

export const clockConfig = z.strictObject({
  start: instant().meta({ description: "first moment of the run" }),
  end: instant().meta({ description: "the run stops before this moment" }),
  step: positiveDuration().prefault("1m").meta({ description: "length of a step (1m unless told otherwise)" }),
  reaction: positiveDuration().optional().meta({
    description:
      "time between two visits to the market of populations that are not fast: part of the model, where the step is only how finely it is computed; a step unless given",
  }),
  refine: z
    .array(refineConfig)
    .default([])
    .meta({ description: "windows with a step of their own: the crash day, say" }),
});

export type ClockConfig = z.output<typeof clockConfig>;

/** What the clock asks of a venue. */
interface Timetable {
  readonly closed: boolean;
  nextChange(time: number): number;
}

/** Walks over the run's steps. */
export class Clock {
  /** Start of the step, ms UTC. */
  time: number;
  /** Number of steps taken. */
  step = 0;
  private readonly config: ClockConfig;

  constructor(config: ClockConfig) {
    this.config = config;
    this.time = config.start;
  }

  get ended(): boolean {
    return this.time >= this.config.end;
  }

  /** Length of the step that begins at `time`, ms: never past the end of the run or into a window with another step. */
  length(): number {
    const { step, refine, end } = this.config;
    let length = step;
    let edge = end;
    for (const window of refine) {
      if (this.time >= window.from && this.time < window.to) {
        length = window.step;
        edge = Math.min(edge, window.to);
      } else if (window.from > this.time) edge = Math.min(edge, window.from);
    }
    // Steps start on multiples of their length, so that calendars on whole minutes are met exactly.
    const aligned = length - (this.time % length);
    return Math.min(aligned, edge - this.time);
  }

  /** End of the reaction time in which `time` lies, a moment of the step that begins; reaction times begin on multiples of their length. */
  reactionEnd(time: number): number {
    const { reaction, end } = this.config;
    if (reaction === undefined) return this.time + this.length();
    return Math.min(end, time - (time % reaction) + reaction);
  }

  /** Goes on to the next step; when all venues are closed, to the next moment at which one of them changes. */
  advance(venues: readonly Timetable[]): void {
    const next = this.time + this.length();
    this.step++;
    this.time = next;
    let wake = Number.POSITIVE_INFINITY;
    for (const venue of venues) {
      if (!venue.closed) return;
      wake = Math.min(wake, venue.nextChange(next - 1));
    }
    this.time = Math.min(this.config.end, Math.max(next, Math.ceil(wake / MINUTE) * MINUTE));
  }
}
