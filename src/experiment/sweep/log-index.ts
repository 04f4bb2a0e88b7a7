/** What the log holds of a plan's runs: of each, how it ended and which line says so; and which columns they have. */
import { type LogLine, readLog } from "./sweep-log.ts";
import type { SweepRuns } from "./sweep-runs.ts";

export const RunState = { Missing: 0, Ok: 1, Failed: 2 } as const;
export type RunState = (typeof RunState)[keyof typeof RunState];

/** Kinds of value that a summary key was seen with. */
interface KeySeen {
  /** Number of the first run, in the plan's order, that has the key; and the key's place in that run's summary. */
  run: number;
  place: number;
  text: boolean;
}

export class LogIndex {
  /** By run: a RunState. */
  readonly state: Uint8Array;
  /** Lines that the log holds, blank ones apart. */
  lines = 0;
  /** By run: number of the line that counts, from 1; 0 when there is none. */
  readonly line: Uint32Array;
  private readonly runs: SweepRuns;
  private readonly keys = new Map<string, KeySeen>();

  constructor(runs: SweepRuns) {
    this.runs = runs;
    this.state = new Uint8Array(runs.count);
    this.line = new Uint32Array(runs.count);
  }

  /** Reads a whole log. Of several lines of a run the last one counts. */
  static async read(path: string, runs: SweepRuns): Promise<LogIndex> {
    const index = new LogIndex(runs);
    for await (const { number, line } of readLog(path)) {
      index.lines = number;
      if (line !== null) index.add(line, number);
    }
    return index;
  }

  /** Takes a line in; one of a run that is not in the plan is passed over. */
  add({ key, status, summary }: LogLine, number: number): void {
    const run = this.runs.find(key);
    if (run < 0) return;
    this.state[run] = status === "ok" ? RunState.Ok : RunState.Failed;
    this.line[run] = number;
    if (summary !== null) this.see(run, summary);
  }

  private see(run: number, summary: NonNullable<LogLine["summary"]>): void {
    let place = 0;
    for (const key in summary) {
      const text = typeof summary[key] === "string";
      const seen = this.keys.get(key);
      if (seen === undefined) this.keys.set(key, { run, place, text });
      else {
        if (run < seen.run) {
          seen.run = run;
          seen.place = place;
        }
        seen.text ||= text;
      }
      place++;
    }
  }

  /** State of a run. */
  of(run: number): RunState {
    return this.state[this.runs.first(run)] as RunState;
  }

  /** Runs of the plan that ended well, and that failed. */
  counts(): { done: number; failed: number } {
    let done = 0;
    let failed = 0;
    for (let r = 0; r < this.runs.count; r++) {
      const state = this.of(r);
      if (state === RunState.Ok) done++;
      else if (state === RunState.Failed) failed++;
    }
    return { done, failed };
  }

  /** Summary keys with whether any value is text, in the order of the first run (in the plan's order) that has them. */
  columns(): { readonly name: string; readonly text: boolean }[] {
    return [...this.keys]
      .sort(([, a], [, b]) => a.run - b.run || a.place - b.place)
      .map(([name, { text }]) => ({ name, text }));
  }
}
