/** A set of members with a place of its own for each: adding, removing and walking cost what is in it. */

export class MemberSet {
  /** Members in it: list[0 … size-1]. The order changes when one is removed. */
  list = new Int32Array(64);
  size = 0;
  /** Each member's place in the list, counted from 1; 0 for those who are not in it. */
  private readonly places: Float64Array;
  private readonly bits: number;
  private readonly field: number;

  /**
   * @param places room for a number per member 0 … capacity-1, or a table in which something else stands beside it: the
   * place of member m is at `places[(m << bits) + field]`, 0 when the set is made
   */
  constructor(places: Float64Array, bits = 0, field = 0) {
    this.places = places;
    this.bits = bits;
    this.field = field;
  }

  has(member: number): boolean {
    return this.places[(member << this.bits) + this.field] !== 0;
  }

  /** Puts the member in; nothing happens when it is there. */
  add(member: number): void {
    const at = (member << this.bits) + this.field;
    if (this.places[at] !== 0) return;
    if (this.size === this.list.length) this.grow();
    this.list[this.size++] = member;
    this.places[at] = this.size;
  }

  /** Takes the member out; the last one takes its place. Nothing happens when it is not there. */
  remove(member: number): void {
    const { places, bits, field, list } = this;
    const place = places[(member << bits) + field];
    if (place === 0) return;
    const last = list[--this.size];
    list[place - 1] = last;
    places[(last << bits) + field] = place;
    places[(member << bits) + field] = 0;
  }

  /** Empties the set. */
  clear(): void {
    const { places, bits, field, list } = this;
    for (let i = 0; i < this.size; i++) places[(list[i] << bits) + field] = 0;
    this.size = 0;
  }

  private grow(): void {
    const grown = new Int32Array(this.list.length * 2);
    grown.set(this.list);
    this.list = grown;
  }
}
