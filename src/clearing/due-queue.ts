/** Things that fall due, earliest first and in order of arrival within a moment: a binary heap in columns. */

export class DueQueue {
  size = 0;
  private time = new Float64Array(64);
  private order = new Float64Array(64);
  private who = new Int32Array(64);
  private what = new Int32Array(64);
  private arrivals = 0;

  /** When the first falls due; Infinity when there is none. */
  get next(): number {
    return this.size === 0 ? Number.POSITIVE_INFINITY : this.time[0];
  }

  /** Member and matter of the first. */
  get member(): number {
    return this.who[0];
  }
  get matter(): number {
    return this.what[0];
  }

  push(time: number, member: number, matter: number): void {
    if (this.size === this.time.length) this.grow();
    let i = this.size++;
    const order = this.arrivals++;
    while (i > 0) {
      const up = (i - 1) >> 1;
      if (!this.later(up, time, order)) break;
      this.move(up, i);
      i = up;
    }
    this.put(i, time, order, member, matter);
  }

  /** Drops the first. */
  pop(): void {
    const last = --this.size;
    if (last <= 0) return;
    const { time, order } = this;
    const t = time[last];
    const o = order[last];
    const member = this.who[last];
    const matter = this.what[last];
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= last) break;
      if (child + 1 < last && this.later(child, time[child + 1], order[child + 1])) child++;
      if (this.later(child, t, o)) break;
      this.move(child, i);
      i = child;
    }
    this.put(i, t, o, member, matter);
  }

  /** Whether entry i comes after the given one. */
  private later(i: number, time: number, order: number): boolean {
    const t = this.time[i];
    return t > time || (t === time && this.order[i] > order);
  }

  private move(from: number, to: number): void {
    this.time[to] = this.time[from];
    this.order[to] = this.order[from];
    this.who[to] = this.who[from];
    this.what[to] = this.what[from];
  }

  private put(i: number, time: number, order: number, member: number, matter: number): void {
    this.time[i] = time;
    this.order[i] = order;
    this.who[i] = member;
    this.what[i] = matter;
  }

  private grow(): void {
    const size = this.time.length * 2;
    const floats = (old: Float64Array): Float64Array<ArrayBuffer> => {
      const grown = new Float64Array(size);
      grown.set(old);
      return grown;
    };
    const ints = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const grown = new Int32Array(size);
      grown.set(old);
      return grown;
    };
    this.time = floats(this.time) as Float64Array<ArrayBuffer>;
    this.order = floats(this.order) as Float64Array<ArrayBuffer>;
    this.who = ints(this.who) as Int32Array<ArrayBuffer>;
    this.what = ints(this.what) as Int32Array<ArrayBuffer>;
  }
}
