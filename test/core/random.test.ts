import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import seedrandom from "seedrandom";
import { describe, expect, it } from "vitest";
import { RANDOM_VERSION, RandomStream } from "../../src/core/random.ts";
import { restoreSnapshot, takeSnapshot } from "../../src/core/snapshot.ts";

describe("a random stream", () => {
  it("is the library's Tyche-i, number for number", () => {
    for (const name of ["desk", "populations/comexMakers", ""]) {
      const stream = new RandomStream(13, name);
      const library = seedrandom.tychei(bytesToHex(sha256(utf8ToBytes(`${RANDOM_VERSION}|13|${name}`))));
      for (let i = 0; i < 10_000; i++) expect(stream.next()).toBe(library());
    }
  });

  it("goes on from a snapshot as it went on itself", () => {
    const stream = new RandomStream(1, "a");
    for (let i = 0; i < 100; i++) stream.normal();
    const snapshot = takeSnapshot(stream);
    const other = new RandomStream(2, "b");
    restoreSnapshot(other, snapshot);
    for (let i = 0; i < 100; i++) expect(other.poisson(7.5)).toBe(stream.poisson(7.5));
  });
});
