import { describe, expect, it } from "vitest";
import { Desk } from "../../src/agents/desk.ts";
import { RandomStream } from "../../src/core/random.ts";
import { BundleShuffle } from "../../src/engine/desk-order.ts";

function fill(desk: Desk): void {
  for (let member = 0; member < 40; member++) for (let k = 0; k <= member % 3; k++) desk.market(member, 0, 0, 1 + k, 0);
}

describe("the order of sending", () => {
  it("keeps a member's orders together and in order, loses none and doubles none", () => {
    const desk = new Desk(1);
    fill(desk);
    const order = new BundleShuffle(new RandomStream(3, "desk"));
    order.shuffle(desk);
    const rows: number[] = [];
    for (let b = 0; b < order.count; b++) {
      const owner = desk.member[order.first[b]];
      for (let row = order.first[b]; row < order.end[b]; row++) {
        expect(desk.member[row]).toBe(owner);
        rows.push(row);
      }
    }
    expect(order.count).toBe(40);
    expect([...rows].sort((a, b) => a - b)).toEqual(Array.from({ length: desk.count }, (_, i) => i));
  });

  it("puts every bundle in every place about equally often", () => {
    const order = new BundleShuffle(new RandomStream(5, "desk"));
    const desk = new Desk(1);
    for (let member = 0; member < 4; member++) desk.market(member, 0, 0, 1, 0);
    const firsts = [0, 0, 0, 0];
    for (let n = 0; n < 8000; n++) {
      order.shuffle(desk);
      firsts[desk.member[order.first[0]]]++;
    }
    // Each count is binomial(8000, 1/4): standard deviation 39.
    for (const count of firsts) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });
});
