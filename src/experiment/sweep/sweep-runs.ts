/** The runs of a plan by number: run r is replicate r % seeds of point ⌊r / seeds⌋. Points of the same content are one. */
import { pointKeys, runKey, SEEDS, seedOf, undrawn } from "./run-key.ts";
import type { SweepPlan, SweepRun } from "./sweep-plan.ts";

/** What of a plan says which seeds its points have. */
type Seeds = Pick<SweepPlan, "seeds" | "common">;

/** The runs of a plan. */
export const runsOf = (plan: SweepPlan): SweepRuns => new SweepRuns(pointKeys(plan), plan);

export class SweepRuns {
  /** How many there are. */
  readonly count: number;
  /** By point: its key. */
  readonly keys: readonly string[];
  private readonly seeds: Seeds;
  private readonly pointOf = new Map<string, number>();
  private readonly replicateOf = new Map<number, number>();

  /** @param keys of the points, in their order */
  constructor(keys: readonly string[], { seeds, common }: Seeds) {
    this.seeds = { seeds, common };
    this.keys = keys;
    this.count = keys.length * seeds.length;
    this.keys.forEach((key, point) => {
      if (!this.pointOf.has(key)) this.pointOf.set(key, point);
    });
    seeds.forEach((seed, replicate) => {
      this.replicateOf.set(common ? seed : seed % SEEDS, replicate);
    });
  }

  /** Run r. */
  at(r: number): SweepRun {
    const { seeds, keys } = this;
    const width = seeds.seeds.length;
    const point = Math.floor(r / width);
    const seed = seedOf(seeds, keys[point], r % width);
    return { key: runKey(keys[point], seed), point, seed };
  }

  /** The run that stands for run r: the same replicate at the first point with the same content. */
  first(r: number): number {
    const width = this.seeds.seeds.length;
    const point = this.pointOf.get(this.keys[Math.floor(r / width)]) as number;
    return point * width + (r % width);
  }

  /** Number of the run of that key; -1 when the plan holds none. Of points of the same content, the first. */
  find(key: string): number {
    const dash = key.indexOf("-s");
    const pointKey = key.slice(0, dash);
    const point = this.pointOf.get(pointKey);
    if (point === undefined) return -1;
    const { seeds, common } = this.seeds;
    const drawn = Number(key.slice(dash + 2));
    const replicate = this.replicateOf.get(common ? drawn : undrawn(pointKey, drawn));
    return replicate === undefined ? -1 : point * seeds.length + replicate;
  }

  /** Run numbers point by point. */
  *byPoint(): Generator<number> {
    for (let r = 0; r < this.count; r++) yield r;
  }

  /**
   * Run numbers seed by seed, for runs that share run-ups: the points of `lanes` seeds in turn, so that as many run-ups
   * can be made at once.
   */
  *bySeed(lanes: number): Generator<number> {
    const width = this.seeds.seeds.length;
    for (let first = 0; first < width; first += lanes) {
      const last = Math.min(width, first + lanes);
      for (let point = 0; point < this.keys.length; point++)
        for (let replicate = first; replicate < last; replicate++) yield point * width + replicate;
    }
  }
}
