/** Of each run of several logs the line that counts, by the run's number: 17 bytes a run, however many there are. */
import type { SweepRuns } from "./sweep-runs.ts";

/** A line of a log and how its run ended. */
export interface KeptLine {
  /** Number of the log. */
  readonly part: number;
  /** Number of the line in it, from 1. */
  readonly line: number;
  readonly ok: boolean;
  /** 64 bits of what the line holds. */
  readonly digest: bigint;
}

export class KeptLines {
  private readonly runs: SweepRuns;
  private parts: Uint32Array;
  /** Numbers of lines, from 1; 0 where none is kept. */
  private lines: Uint32Array;
  private oks: Uint8Array;
  private digests: BigUint64Array;
  /** Numbers beyond the plan's, for runs that a log holds from another design of the sweep. */
  private readonly others = new Map<string, number>();

  constructor(runs: SweepRuns) {
    const { count } = runs;
    this.runs = runs;
    this.parts = new Uint32Array(count);
    this.lines = new Uint32Array(count);
    this.oks = new Uint8Array(count);
    this.digests = new BigUint64Array(count);
  }

  /** The number under which a run is kept. */
  numberOf(key: string): number {
    const planned = this.runs.find(key);
    if (planned >= 0) return planned;
    let number = this.others.get(key);
    if (number === undefined) {
      number = this.runs.count + this.others.size;
      this.others.set(key, number);
      if (number >= this.lines.length) this.grow();
    }
    return number;
  }

  has(run: number): boolean {
    return this.lines[run] > 0;
  }

  part(run: number): number {
    return this.parts[run];
  }

  ok(run: number): boolean {
    return this.oks[run] === 1;
  }

  digest(run: number): bigint {
    return this.digests[run];
  }

  /** Whether the run's line is that one. */
  holds(run: number, part: number, line: number): boolean {
    return this.lines[run] === line && this.parts[run] === part;
  }

  keep(run: number, { part, line, ok, digest }: KeptLine): void {
    this.parts[run] = part;
    this.lines[run] = line;
    this.oks[run] = ok ? 1 : 0;
    this.digests[run] = digest;
  }

  /** Keys of the runs that are kept, each with the number of its log. */
  *entries(): Generator<[key: string, part: number]> {
    for (let r = 0; r < this.runs.count; r++) if (this.has(r)) yield [this.runs.at(r).key, this.parts[r]];
    for (const [key, number] of this.others) if (this.has(number)) yield [key, this.parts[number]];
  }

  private grow(): void {
    const { parts, lines, oks, digests } = this;
    const size = Math.max(64, 2 * lines.length);
    this.parts = new Uint32Array(size);
    this.lines = new Uint32Array(size);
    this.oks = new Uint8Array(size);
    this.digests = new BigUint64Array(size);
    this.parts.set(parts);
    this.lines.set(lines);
    this.oks.set(oks);
    this.digests.set(digests);
  }
}
