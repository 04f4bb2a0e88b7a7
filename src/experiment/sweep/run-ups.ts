/** Run-ups that runs share, by seed: made once, kept while runs use them, never more at once than memory is meant for. */
import type { PackedSnapshot } from "./packed-snapshot.ts";

interface RunUp {
  readonly made: Promise<PackedSnapshot>;
  users: number;
}

export class RunUps {
  private readonly make: (seed: number) => Promise<PackedSnapshot>;
  private readonly most: number;
  private readonly bySeed = new Map<number, RunUp>();
  /** Those who wait for room, first come first. */
  private readonly waiting: (() => void)[] = [];

  /** @param make makes a seed's run-up  @param most how many are held at once, 1 or more */
  constructor(make: (seed: number) => Promise<PackedSnapshot>, most: number) {
    this.make = make;
    this.most = most;
  }

  /** Calls `use` with the run-up of the seed. Rejects when the run-up itself failed: at once for later runs of the seed. */
  async with<T>(seed: number, use: (from: PackedSnapshot) => Promise<T>): Promise<T> {
    const runUp = await this.take(seed);
    try {
      return await use(await runUp.made);
    } finally {
      runUp.users--;
      this.wake();
    }
  }

  private async take(seed: number): Promise<RunUp> {
    for (;;) {
      const known = this.bySeed.get(seed);
      if (known) {
        known.users++;
        // The last used is the last to go.
        this.bySeed.delete(seed);
        this.bySeed.set(seed, known);
        return known;
      }
      if (this.bySeed.size < this.most || this.evict()) {
        const made = this.make(seed);
        made.catch(() => {});
        const runUp = { made, users: 1 };
        this.bySeed.set(seed, runUp);
        return runUp;
      }
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  /** Makes room by the run-up that was used longest ago and by nobody now. */
  private evict(): boolean {
    for (const [seed, { users }] of this.bySeed) {
      if (users > 0) continue;
      this.bySeed.delete(seed);
      return true;
    }
    return false;
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
