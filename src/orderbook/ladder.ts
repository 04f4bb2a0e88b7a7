import { NO_PRICE } from "./codes.ts";
import { Layout } from "./order-pool.ts";
import { widenDoubles, widenInts } from "./widen.ts";

const { INTS, NEXT, PREV, LEVEL } = Layout;

/** Ticks of a page: one bitmap word. */
const PAGE = 32;
const CACHE = 4096;

/**
 * The price levels of one side. Prices are turned so that higher is better on either side: a level's *rank* is its price
 * for bids and minus its price for asks. 32 neighbouring ranks make a page with one bitmap word; pages that were touched
 * stand in a directory ordered by rank, the best at its end, and a direct-mapped cache finds a page without search.
 * Memory follows the levels in use and not the distance between them; the next level below an empty one is a
 * count-leading-zeros away within a page and one step of the directory beyond.
 *
 * A level is a number: page * 32 + rank within the page. Its orders form a first-in-first-out list through the pool.
 */
export class Ladder {
  /** Best level, or -1 when the side is empty. */
  best = -1;
  /** Rank of the best level; -Infinity when the side is empty. */
  bestRank = -Infinity;
  /** Orders on this side. */
  orders = 0;
  /** First and last order of each level: slots. */
  head = new Int32Array(16 * PAGE);
  tail = new Int32Array(16 * PAGE);
  /** Shown lots of each level. */
  shown = new Float64Array(16 * PAGE);
  /** +1 for bids, -1 for asks: price = sign * rank. */
  readonly sign: number;
  /** Which levels of a page hold orders. */
  private words = new Int32Array(16);
  /** Floor(rank / 32) of each page. */
  private keys = new Float64Array(16);
  private pageCount = 0;
  private freePages = new Int32Array(16);
  private freeCount = 0;
  private dirKeys = new Float64Array(16);
  private dirPages = new Int32Array(16);
  private dirCount = 0;
  /** Pages in the directory without orders: kept for their likely return, swept out when they are the most. */
  private emptyCount = 0;
  private cacheKeys = new Float64Array(CACHE).fill(Number.NaN);
  private cachePages = new Int32Array(CACHE);

  constructor(sign: number) {
    this.sign = sign;
  }

  /** Rank of a level. */
  rankOf(level: number): number {
    return this.keys[level >> 5]! * PAGE + (level & 31);
  }

  /** Price of the best level, in ticks; `NO_PRICE` when the side is empty. */
  bestPrice(): number {
    return this.best >= 0 ? this.sign * this.bestRank + 0 : NO_PRICE; // + 0: never minus zero
  }

  /** Price of a level, in ticks. */
  priceOf(level: number): number {
    return this.sign * this.rankOf(level) + 0; // + 0: never minus zero
  }

  /** The next worse level with orders, or -1. */
  worse(level: number): number {
    const page = level >> 5;
    const word = this.words[page]! & ((1 << (level & 31)) - 1);
    if (word !== 0) return (page << 5) + 31 - Math.clz32(word);
    for (let at = this.position(this.keys[page]!) - 1; at >= 0; at--) {
      const below = this.dirPages[at]!;
      const bits = this.words[below]!;
      if (bits !== 0) return (below << 5) + 31 - Math.clz32(bits);
    }
    return -1;
  }

  /** Shown lots at this rank and better. */
  shownDownTo(rank: number): number {
    let lots = 0;
    for (let level = this.best; level >= 0 && this.rankOf(level) >= rank; level = this.worse(level)) {
      lots += this.shown[level]!;
    }
    return lots;
  }

  /** Puts an order that shows `lots` at the back of the level with this rank. `int`: the pool's, as in `remove`. */
  append(int: Int32Array, slot: number, rank: number, lots: number): void {
    // Ranks of 32 bits, nearly all there are, take the short way.
    const isShort = (rank | 0) === rank;
    const key = isShort ? rank >> 5 : Math.floor(rank / PAGE);
    const offset = isShort ? rank & 31 : rank - key * PAGE;
    const way = key & (CACHE - 1);
    const page = this.cacheKeys[way] === key ? this.cachePages[way]! : this.pageOf(key, way);
    const level = (page << 5) + offset;
    const at = slot << INTS;
    const word = this.words[page]!;
    int[at + LEVEL] = level;
    int[at + NEXT] = -1;
    if ((word >>> offset) & 1) {
      const last = this.tail[level]!;
      int[at + PREV] = last;
      int[(last << INTS) + NEXT] = slot;
      this.tail[level] = slot;
      this.shown[level] = this.shown[level]! + lots;
    } else {
      if (word === 0) this.emptyCount--;
      this.words[page] = word | (1 << offset);
      int[at + PREV] = -1;
      this.head[level] = slot;
      this.tail[level] = slot;
      this.shown[level] = lots;
      if (rank > this.bestRank) {
        this.best = level;
        this.bestRank = rank;
      }
    }
    this.orders++;
  }

  /** Takes an order that shows `lots` out of its level, and the level out of the ladder with its last order. */
  remove(int: Int32Array, slot: number, lots: number): void {
    const at = slot << INTS;
    const next = int[at + NEXT]!;
    const prev = int[at + PREV]!;
    const level = int[at + LEVEL]!;
    this.orders--;
    if (prev >= 0) {
      int[(prev << INTS) + NEXT] = next;
      if (next >= 0) int[(next << INTS) + PREV] = prev;
      else this.tail[level] = prev;
    } else if (next >= 0) {
      int[(next << INTS) + PREV] = -1;
      this.head[level] = next;
    } else {
      this.clearLevel(level);
      return;
    }
    this.shown[level] = this.shown[level]! - lots;
  }

  /** Tells a level that one of its orders shows so many lots less. */
  reduceShown(level: number, lots: number): void {
    this.shown[level] = this.shown[level]! - lots;
  }

  /** Takes a level whose orders are gone out of the ladder. */
  clearLevel(level: number): void {
    const page = level >> 5;
    const word = this.words[page]! & ~(1 << (level & 31));
    this.words[page] = word;
    if (word === 0) this.emptyCount++;
    if (level === this.best) this.findBest();
    else if (word === 0 && this.emptyCount > 64 && 2 * this.emptyCount > this.dirCount) this.sweepPages();
  }

  private findBest(): void {
    while (this.dirCount > 0) {
      const page = this.dirPages[this.dirCount - 1]!;
      const word = this.words[page]!;
      if (word !== 0) {
        const offset = 31 - Math.clz32(word);
        this.best = (page << 5) + offset;
        this.bestRank = this.keys[page]! * PAGE + offset;
        return;
      }
      this.dirCount--;
      this.freePage(page);
    }
    this.best = -1;
    this.bestRank = -Infinity;
  }

  /** First position of the directory whose key is not less than `key`. */
  private position(key: number): number {
    const keys = this.dirKeys;
    let low = 0;
    let high = this.dirCount;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (keys[mid]! < key) low = mid + 1;
      else high = mid;
    }
    return low;
  }

  /** The page with this key, made if there is none, and from now on cached. */
  private pageOf(key: number, way: number): number {
    const at = this.position(key);
    const page = at < this.dirCount && this.dirKeys[at] === key ? this.dirPages[at]! : this.insertPage(key, at);
    this.cacheKeys[way] = key;
    this.cachePages[way] = page;
    return page;
  }

  private insertPage(key: number, at: number): number {
    if (this.freeCount === 0 && this.pageCount === this.keys.length) this.grow();
    const page = this.freeCount > 0 ? this.freePages[--this.freeCount]! : this.pageCount++;
    this.dirKeys.copyWithin(at + 1, at, this.dirCount);
    this.dirPages.copyWithin(at + 1, at, this.dirCount);
    this.dirKeys[at] = key;
    this.dirPages[at] = page;
    this.dirCount++;
    this.keys[page] = key;
    this.words[page] = 0;
    this.emptyCount++;
    return page;
  }

  /** Gives an empty page back that has left the directory. */
  private freePage(page: number): void {
    const key = this.keys[page]!;
    const way = key & (CACHE - 1);
    if (this.cacheKeys[way] === key) this.cacheKeys[way] = Number.NaN;
    this.freePages[this.freeCount++] = page;
    this.emptyCount--;
  }

  private sweepPages(): void {
    let kept = 0;
    const count = this.dirCount;
    for (let at = 0; at < count; at++) {
      const page = this.dirPages[at]!;
      if (this.words[page] === 0) {
        this.freePage(page);
        continue;
      }
      this.dirKeys[kept] = this.dirKeys[at]!;
      this.dirPages[kept++] = page;
    }
    this.dirCount = kept;
  }

  private grow(): void {
    const size = this.keys.length * 2;
    this.head = widenInts(this.head, size * PAGE);
    this.tail = widenInts(this.tail, size * PAGE);
    this.shown = widenDoubles(this.shown, size * PAGE);
    this.words = widenInts(this.words, size);
    this.keys = widenDoubles(this.keys, size);
    this.freePages = widenInts(this.freePages, size);
    this.dirKeys = widenDoubles(this.dirKeys, size);
    this.dirPages = widenInts(this.dirPages, size);
  }
}
