import { widenInts } from "./widen.ts";

const PAGE_BITS = 8;
const PAGE = 1 << PAGE_BITS;
const WORDS = PAGE / 32;
/** Pages that `near` may hold: their ids stay below 2^30, where integer arithmetic is cheapest. */
const MOST_NEAR = 1 << 22;

// What a directory entry says of its page of ids: UNTOUCHED, USED_UP (every id of it), page + 1 when positive, and
// FROZEN - index when its ids are all dead or unused and kept as one bit each.
const UNTOUCHED = 0;
const USED_UP = -1;
const FROZEN = -2;

/** What a cell holds when its id was accepted once and is no longer live. Live cells hold slot + 1, unused ones 0. */
const SPENT = -1;

/**
 * Which ids are live, where their orders are, and which were ever accepted. Ids are any positive safe integers, kept in
 * pages of 256. Memory follows the live orders: a page without a live id shrinks to a bit an id, to nothing when all its
 * ids were used, so that a run that counts its orders upward does not grow with the orders it has seen.
 */
export class IdTable {
  /** Directory of low page numbers; further ones live in `far`. */
  private near = new Int32Array(1024);
  /** Ids below this one have their page in `near`. */
  private nearIds = 1024 * PAGE;
  private far = new Map<number, number>();
  private cells = new Int32Array(16 * PAGE);
  /** The number of its page of ids, for each page of `cells`. */
  private pageNumber: number[] = new Array(16).fill(-1);
  private free = new Int32Array(16);
  private freeCount = 0;
  private frozen = new Int32Array(16 * WORDS);
  private frozenFree: number[] = [];
  private frozenCount = 0;

  constructor() {
    for (let page = 15; page >= 0; page--) this.free[this.freeCount++] = page;
  }

  /**
   * The cell of an id that was never accepted, or -1 if it was.
   * Throws `RangeError` when the id is not a positive safe integer.
   */
  claim(id: number): number {
    if (id > 0 && id < this.nearIds && (id | 0) === id) {
      const entry = this.near[id >>> PAGE_BITS]!;
      if (entry > 0) {
        const cell = ((entry - 1) << PAGE_BITS) + (id & (PAGE - 1));
        return this.cells[cell] === 0 ? cell : -1;
      }
    }
    return this.claimElsewhere(id);
  }

  /** The slot of a live id, or less than 0. The caller compares the id in that slot: a fraction finds its whole part. */
  find(id: number): number {
    if (!(id > 0 && id < this.nearIds)) return this.findFar(id);
    const entry = this.near[id >>> PAGE_BITS]!;
    return entry > 0 ? this.cells[((entry - 1) << PAGE_BITS) + (id & (PAGE - 1))]! - 1 : -1;
  }

  /** Marks a claimed cell as the live order in `slot`. */
  settle(cell: number, slot: number): void {
    this.cells[cell] = slot + 1;
  }

  /** Marks a cell as used up: its order is no longer live, or never was. */
  spend(cell: number): void {
    this.cells[cell] = SPENT;
  }

  /** `claim` of an id that is far, or whose page has no cells now. */
  private claimElsewhere(id: number): number {
    if (!(Number.isSafeInteger(id) && id > 0)) {
      throw new RangeError(`expected an id that is a positive safe integer, got ${id}`);
    }
    const number = Math.floor(id / PAGE);
    let entry = id < this.nearIds ? this.near[number]! : this.farEntry(number);
    if (entry === USED_UP) return -1;
    if (entry <= 0) entry = this.open(number, entry);
    const cell = ((entry - 1) << PAGE_BITS) + (id - number * PAGE);
    return this.cells[cell] === 0 ? cell : -1;
  }

  private findFar(id: number): number {
    const number = Math.floor(id / PAGE);
    const entry = this.farEntry(number);
    return entry > 0 ? this.cells[((entry - 1) << PAGE_BITS) + Math.floor(id - number * PAGE)]! - 1 : -1;
  }

  private farEntry(number: number): number {
    const entry = this.far.get(number);
    return entry === undefined ? UNTOUCHED : entry;
  }

  private setEntry(number: number, entry: number): void {
    if (number >= this.near.length && number < 2 * this.near.length && this.near.length < MOST_NEAR) this.growNear();
    if (number < this.near.length) this.near[number] = entry;
    else if (entry === UNTOUCHED) this.far.delete(number);
    else this.far.set(number, entry);
  }

  private growNear(): void {
    this.near = widenInts(this.near, this.near.length * 2);
    this.nearIds = this.near.length * PAGE;
    for (const [number, entry] of this.far) {
      if (number >= this.near.length) continue;
      this.near[number] = entry;
      this.far.delete(number);
    }
  }

  /** Gives a page of ids its cells, bringing back what was frozen of it. Returns its new entry. */
  private open(number: number, entry: number): number {
    if (this.freeCount === 0) this.makeRoom();
    const page = this.free[--this.freeCount]!;
    const first = page << PAGE_BITS;
    if (entry <= FROZEN) {
      const index = FROZEN - entry;
      for (let i = 0; i < PAGE; i++) {
        this.cells[first + i] = (this.frozen[index * WORDS + (i >> 5)]! >>> (i & 31)) & 1 ? SPENT : 0;
      }
      this.frozenFree.push(index);
    } else {
      this.cells.fill(0, first, first + PAGE);
    }
    if (number === 0) this.cells[first] = SPENT; // id 0 does not exist
    this.pageNumber[page] = number;
    this.setEntry(number, page + 1);
    return page + 1;
  }

  /**
   * Frees the pages without live ids, and doubles the pages when few were freed. What this reads is in proportion to the
   * pages opened since the last time, so that the cost of an id is constant.
   */
  private makeRoom(): void {
    const pages = this.free.length;
    for (let page = 0; page < pages; page++) this.closeIfIdle(page);
    if (2 * this.freeCount >= pages) return;
    this.cells = widenInts(this.cells, 2 * pages * PAGE);
    this.free = widenInts(this.free, 2 * pages);
    for (let page = 2 * pages - 1; page >= pages; page--) {
      this.free[this.freeCount++] = page;
      this.pageNumber.push(-1);
    }
  }

  /** Takes a page's cells back when none of its ids is live, and keeps of it what must be remembered. */
  private closeIfIdle(page: number): void {
    const first = page << PAGE_BITS;
    const cells = this.cells;
    let spent = 0;
    for (let cell = first; cell < first + PAGE; cell++) {
      if (cells[cell]! > 0) return;
      spent -= cells[cell]!;
    }
    const number = this.pageNumber[page]!;
    if (spent === PAGE) this.setEntry(number, USED_UP);
    else if (spent === 0 || (number === 0 && spent === 1)) this.setEntry(number, UNTOUCHED);
    else this.setEntry(number, FROZEN - this.freeze(first));
    this.pageNumber[page] = -1;
    this.free[this.freeCount++] = page;
  }

  private freeze(first: number): number {
    const index = this.frozenFree.length > 0 ? this.frozenFree.pop()! : this.frozenCount++;
    if ((index + 1) * WORDS > this.frozen.length) this.frozen = widenInts(this.frozen, this.frozen.length * 2);
    for (let w = 0; w < WORDS; w++) {
      let word = 0;
      for (let bit = 0; bit < 32; bit++) if (this.cells[first + w * 32 + bit] === SPENT) word |= 1 << bit;
      this.frozen[index * WORDS + w] = word;
    }
    return index;
  }
}
