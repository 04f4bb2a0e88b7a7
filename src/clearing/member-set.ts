/** A set of members with a place of its own for each: adding, removing and walking cost what is in it. */

const NONE = -1;

export class MemberSet {
  /** Members in it: list[0 … size-1]. The order changes when one is removed. */
  list = new Int32Array(64);
  size = 0;
  private readonly slot: Int32Array;

  /** @param capacity members are numbered 0 … capacity-1 */
  constructor(capacity: number) {
    this.slot = new Int32Array(capacity).fill(NONE);
  }

  has(member: number): boolean {
    return this.slot[member] !== NONE;
  }

  /** Puts the member in; nothing happens when it is there. */
  add(member: number): void {
    if (this.slot[member] !== NONE) return;
    if (this.size === this.list.length) this.grow();
    this.slot[member] = this.size;
    this.list[this.size++] = member;
  }

  /** Takes the member out; the last one takes its place. Nothing happens when it is not there. */
  remove(member: number): void {
    const at = this.slot[member];
    if (at === NONE) return;
    const last = this.list[--this.size];
    this.list[at] = last;
    this.slot[last] = at;
    this.slot[member] = NONE;
  }

  /** Empties the set. */
  clear(): void {
    const { list, slot } = this;
    for (let i = 0; i < this.size; i++) slot[list[i]] = NONE;
    this.size = 0;
  }

  private grow(): void {
    const grown = new Int32Array(this.list.length * 2);
    grown.set(this.list);
    this.list = grown;
  }
}
