/** What moved a venue's price since the oldest safe mark that an account still counts from, round by round. */

export class MoveLog {
  /** Rows 0 … count-1, in the order of their rounds. */
  count = 0;
  round = new Int32Array(1024);
  /** Kind of flow; the last one is re-pricing. */
  kind = new Int32Array(1024);
  /** Row of the forced episode that traded, or -1. */
  episode = new Int32Array(1024);
  ticks = new Float64Array(1024);

  push(round: number, kind: number, episode: number, ticks: number): void {
    const i = this.count++;
    if (i === this.round.length) this.grow();
    this.round[i] = round;
    this.kind[i] = kind;
    this.episode[i] = episode;
    this.ticks[i] = ticks;
  }

  /** The first row of a round after that one. */
  after(round: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.round[middle] > round) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Forgets rounds up to that one. */
  forget(round: number): void {
    const from = this.after(round);
    if (from === 0) return;
    for (const column of [this.round, this.kind, this.episode]) column.copyWithin(0, from, this.count);
    this.ticks.copyWithin(0, from, this.count);
    this.count -= from;
  }

  private grow(): void {
    const size = this.round.length * 2;
    const wider = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const grown = new Int32Array(size);
      grown.set(old);
      return grown;
    };
    this.round = wider(this.round);
    this.kind = wider(this.kind);
    this.episode = wider(this.episode);
    const ticks = new Float64Array(size);
    ticks.set(this.ticks);
    this.ticks = ticks;
  }
}
