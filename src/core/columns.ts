/** Columns that grow: what recorders write to. */

/** A column of numbers that grows by doubling. */
export class Column {
  length = 0;
  private data: Float64Array;

  constructor(capacity = 1024) {
    this.data = new Float64Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.data.length) this.grow();
    this.data[this.length++] = value;
  }

  at(i: number): number {
    return this.data[i];
  }

  set(i: number, value: number): void {
    this.data[i] = value;
  }

  /** The values, cut to length; a copy. */
  toFloat64(): Float64Array {
    return this.data.slice(0, this.length);
  }

  toUint8(): Uint8Array {
    return Uint8Array.from(this.data.subarray(0, this.length));
  }

  toUint16(): Uint16Array {
    return Uint16Array.from(this.data.subarray(0, this.length));
  }

  toInt32(): Int32Array {
    return Int32Array.from(this.data.subarray(0, this.length));
  }

  private grow(): void {
    const grown = new Float64Array(this.data.length * 2);
    grown.set(this.data);
    this.data = grown;
  }
}
