/**
 * CMA-ES, the evolution strategy that adapts the covariance of its steps (Hansen 2016, The CMA Evolution Strategy: A
 * Tutorial, arXiv:1604.00772), on the unit cube. It ranks losses and never compares their sizes, so that noise and kinks do
 * little harm, and evaluates a whole generation at once. It begins with a scrambled Sobol sample and the given start, goes on
 * from the best of them, and when a search has come to rest begins again elsewhere with a larger generation (Auger & Hansen
 * 2005). Steps out of the cube are reflected at its walls.
 */
import { RandomStream } from "../../core/random.ts";
import { scrambledSobol } from "../design/sobol-sequence.ts";
import type { Optimiser } from "./optimiser.ts";
import { StepDistribution } from "./step-distribution.ts";

export interface CmaOptions {
  /** Where it begins, in the unit cube. */
  readonly start: Float64Array;
  readonly seed: number;
}

/** Standard deviation of the first steps, as a share of each range. */
const FIRST_SIGMA = 0.2;
/** Below this the search has come to rest: half a percent of a range is less than any record tells. */
const REST = 0.005;
/** Generations without a better point after which it begins elsewhere. */
const PATIENCE = 12;

export class CmaEs implements Optimiser {
  private readonly dimensions: number;
  private readonly stream: RandomStream;
  private readonly options: CmaOptions;
  private population: number;
  private restarts = 0;
  /** Null while a sample of the whole cube is out. */
  private steps: StepDistribution | null = null;
  private asked: Float64Array[] = [];
  private best = Number.POSITIVE_INFINITY;
  private stale = 0;

  constructor(options: CmaOptions) {
    this.options = options;
    this.dimensions = options.start.length;
    if (this.dimensions === 0) throw new RangeError("expected a start of one dimension or more, got none");
    this.stream = new RandomStream(options.seed, "search/cma-es");
    this.population = 4 + Math.floor(3 * Math.log(this.dimensions));
  }

  ask(): readonly Float64Array[] {
    if (this.asked.length === 0) this.asked = this.steps === null ? this.sample() : this.generation(this.steps);
    return this.asked;
  }

  tell(losses: readonly number[]): void {
    const { asked } = this;
    if (asked.length === 0 || losses.length !== asked.length)
      throw new RangeError(`expected ${asked.length} losses, got ${losses.length}`);
    const order = losses
      .map((loss, i) => ({ loss: Number.isNaN(loss) ? Number.POSITIVE_INFINITY : loss, i }))
      .sort((a, b) => a.loss - b.loss || a.i - b.i);
    this.asked = [];
    if (this.steps === null) {
      this.best = order[0].loss;
      this.stale = 0;
      this.steps = new StepDistribution(asked[order[0].i], FIRST_SIGMA, this.population);
      return;
    }
    this.steps.update(order.map(({ i }) => asked[i]));
    this.stale = order[0].loss < this.best ? 0 : this.stale + 1;
    this.best = Math.min(this.best, order[0].loss);
    if (this.steps.spread < REST || this.stale >= PATIENCE) this.restart();
  }

  private restart(): void {
    this.restarts++;
    this.population *= 2;
    this.steps = null;
  }

  /** Points spread over the cube; the first sample has the start among them. */
  private sample(): Float64Array[] {
    const { dimensions, population, restarts, options } = this;
    const count = 2 * population;
    const stream = new RandomStream(options.seed, `search/sample/${restarts}`);
    const flat = scrambledSobol(count, dimensions, stream);
    const points = Array.from({ length: count }, (_, p) => flat.slice(p * dimensions, (p + 1) * dimensions));
    if (restarts === 0) points[0] = Float64Array.from(options.start);
    return points;
  }

  private generation(steps: StepDistribution): Float64Array[] {
    return Array.from({ length: this.population }, () => steps.draw(this.stream).map(reflected));
  }
}

/** Folds a coordinate back into [0, 1] at the walls. */
function reflected(x: number): number {
  const folded = Math.abs(x) % 2;
  return folded > 1 ? 2 - folded : folded;
}
