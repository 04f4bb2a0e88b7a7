/** The order in which a round's bundles are sent: shuffled, so that no population is always first. */
import type { Desk } from "../agents/desk.ts";
import type { RandomStream } from "../core/random.ts";

/** Finds the bundles (rows of one member that follow each other) and shuffles them. */
export class BundleShuffle {
  /** First row of each bundle in the order of sending. */
  first = new Int32Array(1024);
  /** Row after the last of each bundle. */
  end = new Int32Array(1024);
  count = 0;
  private readonly rng: RandomStream;

  constructor(rng: RandomStream) {
    this.rng = rng;
  }

  shuffle(desk: Desk): void {
    const { member, count } = desk;
    if (this.first.length < count) this.grow(count);
    const { first, end, rng } = this;
    let n = 0;
    for (let row = 0; row < count; ) {
      const owner = member[row];
      first[n] = row;
      while (row < count && member[row] === owner) row++;
      end[n++] = row;
    }
    for (let i = n - 1; i > 0; i--) {
      const j = rng.int(i + 1);
      const f = first[i];
      first[i] = first[j];
      first[j] = f;
      const e = end[i];
      end[i] = end[j];
      end[j] = e;
    }
    this.count = n;
  }

  private grow(count: number): void {
    const size = Math.max(count, this.first.length * 2);
    this.first = new Int32Array(size);
    this.end = new Int32Array(size);
  }
}
