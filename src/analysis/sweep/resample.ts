/** Bootstrap samples of a sweep's runs: which points and which seeds are drawn again depends on how they came about. */
import type { RandomStream } from "../../core/random.ts";

/** How runs came about, which says what could have come out otherwise. */
export interface Sampling {
  readonly points: number;
  readonly seeds: number;
  /** Replicate r has the same seed at every point. */
  readonly common: boolean;
  /** The points themselves are a sample of a space; a grid or a list would be the same another time. */
  readonly sampledPoints: boolean;
  /** Points that the design draws together: k + 2 of a Saltelli design, k + 1 of a Morris design, else 1. */
  readonly block: number;
}

/** Draws that one interval may cost, so that a million runs take seconds. */
const DRAWS = 3e6;

/** Bootstrap replicates for so many draws each: `wanted`, or what the budget allows, 100 at least. */
export const replicatesFor = (wanted: number, drawsEach: number): number =>
  Math.max(Math.min(100, wanted), Math.min(wanted, Math.floor(DRAWS / Math.max(1, drawsEach))));

/** Whether another sample of such runs could differ at all. */
export const canResample = ({ points, seeds, sampledPoints }: Sampling): boolean =>
  (sampledPoints && points > 1) || seeds > 1;

/**
 * Draws how often each run counts in one bootstrap sample, into `weight[point * seeds + replicate]`. Points that are a
 * sample are drawn again, block by block; seeds that points share are drawn again once for all of them (the two together are
 * the pigeonhole bootstrap of Owen 2007); seeds of their own are drawn again within each point when points are fixed.
 */
export function drawWeights(sampling: Sampling, stream: RandomStream, weight: Int32Array): void {
  const { points, seeds, common, sampledPoints, block } = sampling;
  weight.fill(0);
  if (!common && !sampledPoints) {
    for (let p = 0; p < points; p++) for (let s = 0; s < seeds; s++) weight[p * seeds + stream.int(seeds)]++;
    return;
  }
  const column = new Int32Array(seeds).fill(1);
  if (common && seeds > 1) {
    column.fill(0);
    for (let s = 0; s < seeds; s++) column[stream.int(seeds)]++;
  }
  // With one seed a point the counts of points are those of runs.
  const row = seeds === 1 ? weight : new Int32Array(points);
  if (!(sampledPoints && points > 1)) row.fill(1);
  if (sampledPoints && points > 1) {
    const blocks = points / block;
    for (let b = 0; b < blocks; b++) {
      const first = stream.int(blocks) * block;
      for (let p = first; p < first + block; p++) row[p]++;
    }
  }
  if (seeds > 1)
    for (let p = 0, at = 0; p < points; p++) for (let s = 0; s < seeds; s++, at++) weight[at] = row[p] * column[s];
}

/** Most runs of a sweep whose samples are kept: those of more would take more room than drawing them again takes time. */
const KEPT_RUNS = 50_000;

/** Bootstrap samples of one sweep, the same for all of its figures: drawn once, or again from the same stream. */
export class WeightDraws {
  readonly #sampling: Sampling;
  readonly #open: () => RandomStream;
  readonly #kept: Uint16Array[] = [];
  #stream: RandomStream;

  /** `open` gives the stream from its start. */
  constructor(sampling: Sampling, open: () => RandomStream) {
    this.#sampling = sampling;
    this.#open = open;
    this.#stream = open();
  }

  /** Fills in the weights of sample `b`, as `drawWeights` does. A figure asks for its samples in turn, from 0. */
  draw(b: number, weight: Int32Array): void {
    if (b < this.#kept.length) {
      weight.set(this.#kept[b]);
      return;
    }
    const keeps = weight.length <= KEPT_RUNS;
    if (b === 0 && !keeps) this.#stream = this.#open();
    drawWeights(this.#sampling, this.#stream, weight);
    if (keeps) this.#kept.push(new Uint16Array(weight));
  }
}
