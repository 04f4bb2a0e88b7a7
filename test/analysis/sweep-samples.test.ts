import { describe, expect, it } from "vitest";
import { drawWeights, type Sampling, WeightDraws } from "../../src/analysis/sweep/resample.ts";
import { RandomStream } from "../../src/core/random.ts";

describe("bootstrap samples of a sweep", () => {
  const open = () => new RandomStream(0, "samples");
  const sampling = (points: number, seeds: number, common: boolean, sampledPoints: boolean): Sampling => ({
    points,
    seeds,
    common,
    sampledPoints,
    block: 1,
  });

  it.each<[string, Sampling]>([
    ["kept", sampling(40, 3, true, true)],
    ["seeds of their own", sampling(10, 5, false, false)],
    ["too many to keep", sampling(60_000, 1, true, true)],
  ])("are the same for every figure, and those of the stream: %s", (_, of) => {
    const runs = of.points * of.seeds;
    const samples = new WeightDraws(of, open);
    const stream = open();
    const expected = [0, 1, 2].map(() => {
      const weight = new Int32Array(runs);
      drawWeights(of, stream, weight);
      return weight;
    });
    const weight = new Int32Array(runs);
    // A figure may ask for fewer than another.
    for (const asked of [2, 3, 1]) {
      for (let b = 0; b < asked; b++) {
        samples.draw(b, weight);
        expect(weight.every((w, i) => w === expected[b][i])).toBe(true);
      }
    }
  });
});
