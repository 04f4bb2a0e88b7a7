/** Limits on what one member may hold at a venue, by population; dated, with a deadline for what lies beyond. */
import { type Switch, switchAt } from "../core/switch.ts";

/** A limit from `from` on, with force from `deadline` on (ms UTC). `populations` null: for all. */
interface PositionLimit {
  readonly lots: number;
  readonly from: number;
  readonly deadline: number;
  readonly populations: readonly number[] | null;
}

/** One of the two moments of a limit: it begins to bind orders, or what lies beyond it is closed by force. */
interface Moment {
  time: number;
  hard: boolean;
  lots: number;
  populations: number[] | null;
}

export class PositionLimits {
  /** When something is due next: a limit that begins, or a deadline; Infinity when nothing is. */
  next = Number.POSITIVE_INFINITY;
  /** Per population: most lots in force; Infinity when there is no limit. */
  private readonly limit: Float64Array;
  /** Per population: most lots after the last deadline that has passed. */
  private readonly hard: Float64Array;
  private anyHard = false;
  /** What the scenario itself sets, frozen; and what of it the state at hand was made with. */
  private own: readonly PositionLimit[] = Object.freeze([]);
  private origin = "[]";
  /** All moments of the scenario's limits and of those that shocks set, in order of time; `done` of them are past. */
  private readonly moments: Moment[] = [];
  private done = 0;
  /** Moments that shocks added, to be kept when the scenario's own limits are exchanged. */
  private readonly added: Moment[] = [];
  /** What came into force of the scenario's own limits, to be told; whoever tells it empties the list. */
  readonly news: string[] = [];

  private readonly binding: Switch;

  /** @param populations how many there are  @param enforced false: limits are dated and bind nobody */
  constructor(populations: number, enforced = true) {
    this.binding = switchAt(enforced);
    this.limit = new Float64Array(populations).fill(Number.POSITIVE_INFINITY);
    this.hard = new Float64Array(populations).fill(Number.POSITIVE_INFINITY);
  }

  /** The limits that the scenario sets. */
  schedule(limits: readonly PositionLimit[]): void {
    this.own = Object.freeze(limits.map((limit) => Object.freeze(limit)));
    this.origin = JSON.stringify(this.own);
    for (const limit of this.own) this.moments.push(...momentsOf(limit));
    this.order();
  }

  /** Sets a limit from `from` on, with force from `deadline` on. `populations` null: for all. */
  set(lots: number, from: number, deadline: number, populations: readonly number[] | null): void {
    const moments = momentsOf({ lots, from, deadline, populations });
    this.added.push(...moments);
    this.moments.push(...moments);
    this.order();
  }

  /** Most lots that a member of the population may come to hold. */
  of(population: number): number {
    return this.binding.on ? this.limit[population] : Number.POSITIVE_INFINITY;
  }

  /** Most lots that it may go on holding. */
  hardOf(population: number): number {
    return this.binding.on ? this.hard[population] : Number.POSITIVE_INFINITY;
  }

  /** Whether any deadline has passed. */
  get binds(): boolean {
    return this.anyHard && this.binding.on;
  }

  /** Brings in what is due; says whether a deadline passed, so that holders must be looked at. */
  due(time: number): boolean {
    let forced = false;
    const { moments } = this;
    while (this.done < moments.length && moments[this.done].time <= time) {
      const moment = moments[this.done++];
      // A limit that binds at once begins now, wherever the limits are laid out anew later.
      if (moment.time === Number.NEGATIVE_INFINITY) moment.time = time;
      if (moment.hard) forced = true;
      if (this.binding.on && !this.added.includes(moment)) this.news.push(newsOf(moment));
      this.bring(moment);
    }
    this.next = this.done < moments.length ? moments[this.done].time : Number.POSITIVE_INFINITY;
    return forced;
  }

  /**
   * After a restore: exchanges the limits of the scenario that made the state for those of this one, as they stand at
   * `time`. Says whether a limit with force became another.
   */
  adopt(time: number): boolean {
    const origin = JSON.stringify(this.own);
    if (origin === this.origin) return false;
    this.origin = origin;
    const before = this.hard.slice();
    this.limit.fill(Number.POSITIVE_INFINITY);
    this.hard.fill(Number.POSITIVE_INFINITY);
    this.anyHard = false;
    this.moments.length = 0;
    this.done = 0;
    for (const limit of this.own) this.moments.push(...momentsOf(limit));
    this.moments.push(...this.added);
    this.order();
    this.due(time);
    this.news.length = 0;
    return this.hard.some((lots, p) => lots !== before[p]);
  }

  private bring({ hard, lots, populations }: Moment): void {
    const column = hard ? this.hard : this.limit;
    if (hard) this.anyHard = true;
    if (populations === null) column.fill(lots);
    else for (const p of populations) column[p] = lots;
  }

  /** Puts what is to come in order of time; within a moment, in order of arrival. */
  private order(): void {
    const { moments, done } = this;
    const coming = moments.splice(done).sort((a, b) => a.time - b.time);
    moments.push(...coming);
    this.next = done < moments.length ? moments[done].time : Number.POSITIVE_INFINITY;
  }
}

const newsOf = ({ lots, hard }: Moment): string =>
  hard ? `deadline of the position limit of ${lots} lots` : `position limit ${lots} lots`;

function momentsOf({ lots, from, deadline, populations }: PositionLimit): Moment[] {
  const bound = (): number[] | null => (populations ? [...populations] : null);
  return [
    { time: from, hard: false, lots, populations: bound() },
    { time: deadline, hard: true, lots, populations: bound() },
  ];
}
