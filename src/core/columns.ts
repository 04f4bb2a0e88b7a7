/** Columns that grow: what recorders write to. */

/** Numbers in a block: a column wastes less than one block, and growing copies nothing. */
const BLOCK = 4096;
const SHIFT = 12;
const MASK = BLOCK - 1;

/** A column of numbers that grows block by block. */
export class Column {
  length = 0;
  private readonly blocks: Float64Array[] = [];
  private last: Float64Array = new Float64Array(0);

  push(value: number): void {
    const at = this.length & MASK;
    if (at === 0) this.grow();
    this.last[at] = value;
    this.length++;
  }

  at(i: number): number {
    return this.blocks[i >> SHIFT][i & MASK];
  }

  set(i: number, value: number): void {
    this.blocks[i >> SHIFT][i & MASK] = value;
  }

  /** The values in one array of their own. */
  toFloat64(): Float64Array {
    return this.fill(new Float64Array(this.length));
  }

  /** Every `width`-th value from the one at `first` on, in an array of their own: a column of what was pushed row by row. */
  every(width: number, first: number): Float64Array {
    const out = new Float64Array(Math.floor(this.length / width));
    for (let i = 0; i < out.length; i++) out[i] = this.at(i * width + first);
    return out;
  }

  toUint8(): Uint8Array {
    return this.fill(new Uint8Array(this.length));
  }

  toUint16(): Uint16Array {
    return this.fill(new Uint16Array(this.length));
  }

  toInt32(): Int32Array {
    return this.fill(new Int32Array(this.length));
  }

  private fill<T extends Float64Array | Uint8Array | Uint16Array | Int32Array>(out: T): T {
    const { blocks, length } = this;
    for (let b = 0; b < blocks.length; b++) {
      const start = b * BLOCK;
      out.set(blocks[b].subarray(0, Math.min(BLOCK, length - start)), start);
    }
    return out;
  }

  private grow(): void {
    this.last = new Float64Array(BLOCK);
    this.blocks.push(this.last);
  }
}
