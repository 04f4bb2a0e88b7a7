/** Limits on what one member may hold at a venue, by population; dated, with a deadline for what lies beyond. */

export class PositionLimits {
  /** When something is due next: a limit that begins, or a deadline; Infinity when nothing is. */
  next = Number.POSITIVE_INFINITY;
  /** Per population: most lots in force; Infinity when there is no limit. */
  private readonly limit: Float64Array;
  /** Per population: most lots after the last deadline that has passed. */
  private readonly hard: Float64Array;
  private anyHard = false;
  private readonly pending: {
    from: number;
    deadline: number;
    lots: number;
    populations: number[] | null;
    begun: boolean;
  }[] = [];

  /** @param populations how many there are */
  constructor(populations: number) {
    this.limit = new Float64Array(populations).fill(Number.POSITIVE_INFINITY);
    this.hard = new Float64Array(populations).fill(Number.POSITIVE_INFINITY);
  }

  /** Sets a limit from `from` on, with force from `deadline` on. `populations` null: for all. */
  set(lots: number, from: number, deadline: number, populations: readonly number[] | null): void {
    this.pending.push({ from, deadline, lots, populations: populations ? [...populations] : null, begun: false });
    this.pending.sort((a, b) => a.from - b.from || a.deadline - b.deadline);
    this.schedule();
  }

  /** Most lots that a member of the population may come to hold. */
  of(population: number): number {
    return this.limit[population];
  }

  /** Most lots that it may go on holding. */
  hardOf(population: number): number {
    return this.hard[population];
  }

  /** Whether any deadline has passed. */
  get binds(): boolean {
    return this.anyHard;
  }

  /** Brings in what is due; says whether a deadline passed, so that holders must be looked at. */
  due(time: number): boolean {
    let forced = false;
    for (const step of this.pending) {
      if (!step.begun && step.from <= time) {
        step.begun = true;
        this.bring(this.limit, step);
      }
      if (step.deadline <= time) {
        forced = true;
        this.anyHard = true;
        this.bring(this.hard, step);
      }
    }
    const left = this.pending.filter((step) => step.deadline > time || !step.begun);
    this.pending.length = 0;
    this.pending.push(...left);
    this.schedule();
    return forced;
  }

  private bring(column: Float64Array, step: { lots: number; populations: number[] | null }): void {
    if (step.populations === null) column.fill(step.lots);
    else for (const p of step.populations) column[p] = step.lots;
  }

  private schedule(): void {
    this.next = Number.POSITIVE_INFINITY;
    for (const step of this.pending) this.next = Math.min(this.next, step.begun ? step.deadline : step.from);
  }
}
