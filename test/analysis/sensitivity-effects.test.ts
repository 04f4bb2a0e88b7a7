import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bootstrapInterval,
  groupByCell,
  groupByLevel,
  groupByQuantile,
  mainEffects,
  type Panel,
  pointMeans,
  varianceShares,
} from "../../src/analysis/sensitivity/index.ts";
import { RandomStream } from "../../src/core/random.ts";
import { runDesign } from "./sensitivity-functions.ts";

const stream = (seed: number | string = 1) => new RandomStream(seed, "effects");
const uniforms = (count: number, seed: number | string) => {
  const rng = stream(seed);
  return Float64Array.from({ length: count }, () => rng.next());
};

describe("bootstrap intervals", () => {
  it("95% intervals of the mean of 30 exponentials hold it in 88 to 96% of 400 samples (92% of very many); BCa leans to the long tail", () => {
    let held = 0;
    let lean = 0;
    for (let seed = 0; seed < 400; seed++) {
      const rng = stream(seed);
      const sample = Float64Array.from({ length: 30 }, () => rng.exponential(1));
      const interval = (method: "bca" | "percentile") =>
        bootstrapInterval(sample, "mean", stream(`r${seed}`), { replicates: 400, method });
      const corrected = interval("bca");
      if (corrected.low <= 1 && 1 <= corrected.high) held++;
      if (corrected.high > interval("percentile").high && corrected.low > interval("percentile").low) lean++;
    }
    expect(held / 400).toBeGreaterThan(0.88);
    expect(held / 400).toBeLessThan(0.96);
    expect(lean / 400).toBeGreaterThan(0.8);
  });

  it("BCa ends are those that SciPy 1.17 gives: 22.67 and 67.83 for the mean of twelve squares", () => {
    const squares = Float64Array.from({ length: 12 }, (_, i) => i * i);
    const { value, low, high } = bootstrapInterval(squares, "mean", stream(), { replicates: 20_000 });
    expect(value).toBeCloseTo(42.1667, 4);
    expect(Math.abs(low - 22.67)).toBeLessThan(0.4);
    expect(Math.abs(high - 67.83)).toBeLessThan(0.4);
  });

  it("95% intervals of the median hold it about as often", () => {
    let held = 0;
    for (let seed = 0; seed < 300; seed++) {
      const rng = stream(seed);
      const sample = Float64Array.from({ length: 41 }, () => rng.normal());
      const { low, high } = bootstrapInterval(sample, "median", stream(`r${seed}`), { replicates: 400 });
      if (low <= 0 && 0 <= high) held++;
    }
    expect(held / 300).toBeGreaterThan(0.9);
    expect(held / 300).toBeLessThan(0.99);
  });

  it("leaves out what is missing; nothing and one value have no interval, equal values one of no width", () => {
    const sample = Float64Array.of(3, Number.NaN, 1, 2, 10);
    const found = bootstrapInterval(sample, "mean", stream());
    expect(found).toEqual(bootstrapInterval(Float64Array.of(3, 1, 2, 10), "mean", stream()));
    expect(found.value).toBe(4);
    expect(bootstrapInterval(sample, "median", stream()).value).toBe(2.5);
    const none = { value: Number.NaN, low: Number.NaN, high: Number.NaN };
    expect(bootstrapInterval(Float64Array.of(Number.NaN), "median", stream())).toEqual(none);
    expect(bootstrapInterval(Float64Array.of(5), "mean", stream())).toEqual({ ...none, value: 5 });
    expect(bootstrapInterval(Float64Array.of(5, 5, 5), "mean", stream())).toEqual({ value: 5, low: 5, high: 5 });
    expect(() => bootstrapInterval(sample, "mean", stream(), { confidence: 95 })).toThrow(/between 0 and 1/);
    expect(() => bootstrapInterval(sample, "mean", stream(), { replicates: 0 })).toThrow(/1 or more/);
  });
});

describe("groups", () => {
  it("levels: numbers in order, anything else as met; maps by what is written in them", () => {
    expect(groupByLevel([20, 5, 5, 10])).toEqual({ groupOf: Int32Array.of(2, 0, 0, 1), count: 3, levels: [5, 10, 20] });
    const byMap = groupByLevel([{ kind: "fixed" }, { kind: "ewma" }, { kind: "fixed" }]);
    expect([...byMap.groupOf]).toEqual([0, 1, 0]);
    expect(groupByLevel(["1", 1]).count).toBe(2);
  });

  it("quantile groups hold every value once, in order, of about equal size, equal values together", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ noNaN: true, min: -1e3, max: 1e3 })), {
          maxLength: 60,
        }),
        fc.integer({ min: 1, max: 10 }),
        (values, bins) => {
          const x = Float64Array.from(values);
          const { groupOf, count, low, high } = groupByQuantile(x, bins);
          expect(count).toBeLessThanOrEqual(bins);
          for (let g = 1; g < count; g++) expect(low[g]).toBeGreaterThan(high[g - 1]);
          x.forEach((value, p) => {
            expect(value).toBeGreaterThanOrEqual(low[groupOf[p]]);
            expect(value).toBeLessThanOrEqual(high[groupOf[p]]);
          });
          expect(new Set(groupOf).size).toBe(count);
        },
      ),
    );
    const even = groupByQuantile(uniforms(100, 1), 8);
    const sizes = Array.from({ length: 8 }, (_, g) => even.groupOf.filter((at) => at === g).length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    expect(groupByQuantile(Float64Array.of(1, Number.NaN, 2), 2).groupOf).toEqual(Int32Array.of(0, -1, 1));
  });

  it("cells are pairs of groups", () => {
    const cells = groupByCell(groupByLevel([1, 1, 2]), groupByLevel(["a", "b", "b"]));
    expect(cells).toEqual({ groupOf: Int32Array.of(0, 1, 3), count: 4 });
  });
});

describe("main effects", () => {
  /** Points on 3 levels, effect 10 a level, a shift of each seed common to all, and noise. */
  function levelsPanel(seed: number, common: boolean, perLevel: number, seeds: number): Panel & { level: number[] } {
    const rng = stream(`panel ${seed}`);
    const level = Array.from({ length: 3 * perLevel }, (_, p) => p % 3);
    const shift = Float64Array.from({ length: seeds }, () => 3 * rng.normal());
    const values = Float64Array.from({ length: level.length * seeds }, (_, i) => {
      const p = Math.floor(i / seeds);
      return 10 * level[p] + (common ? shift[i % seeds] : 3 * rng.normal()) + rng.normal();
    });
    return { values, points: level.length, seeds, common, level };
  }

  it("means by level, each point once, missing runs left out", () => {
    const nan = Number.NaN;
    const panel = { values: Float64Array.of(1, 3, 5, nan, nan, nan, 7, 9), points: 4, seeds: 2, common: true };
    expect(pointMeans(panel)).toEqual(Float64Array.of(2, 5, nan, 8));
    const [effect] = mainEffects(panel, [groupByLevel([1, 1, 1, 2])], true, stream());
    expect(effect.means.map((m) => m.value)).toEqual([3.5, 8]);
    expect(effect.counts).toEqual(Int32Array.of(2, 1));
    expect(effect.swing.value).toBe(4.5);
  });

  it.each([
    ["common seeds", true],
    ["seeds of their own", false],
  ])("listed points, %s: 95% intervals hold the true mean in 88 to 98%% of 300 panels", (_, common) => {
    let held = 0;
    for (let seed = 0; seed < 300; seed++) {
      const panel = levelsPanel(seed, common, 2, 20);
      const [effect] = mainEffects(panel, [groupByLevel(panel.level)], false, stream(seed), { replicates: 200 });
      if (effect.means[1].low <= 10 && 10 <= effect.means[1].high) held++;
    }
    expect(held / 300).toBeGreaterThan(0.88);
    expect(held / 300).toBeLessThan(0.98);
  });

  it("common seeds shift all levels alike: the swing is far surer than the means", () => {
    const panel = levelsPanel(1, true, 2, 20);
    const [effect] = mainEffects(panel, [groupByLevel(panel.level)], false, stream());
    const width = ({ low, high }: { low: number; high: number }) => high - low;
    expect(effect.swing.value).toBeCloseTo(20, 0);
    expect(width(effect.swing)).toBeLessThan(width(effect.means[1]) / 2);
  });

  it("sampled points: the interval of a bin's mean holds the other parameters' spread", () => {
    let held = 0;
    const trials = 300;
    for (let seed = 0; seed < trials; seed++) {
      const x = uniforms(120, `x${seed}`);
      const other = uniforms(120, `o${seed}`);
      const panel = { values: x.map((u, p) => (u > 0.5 ? 4 : 0) + 10 * other[p]), points: 120, seeds: 1, common: true };
      const halves = groupByLevel([...x].map((u) => u > 0.5));
      const [effect] = mainEffects(panel, [halves], true, stream(seed), { replicates: 200 });
      const upper = effect.means[halves.levels.indexOf(true)];
      if (upper.low <= 9 && 9 <= upper.high) held++;
    }
    expect(held / trials).toBeGreaterThan(0.88);
    expect(held / trials).toBeLessThan(0.985);
  });

  it("a Saltelli design: blocks drawn together give honest intervals, points taken for independent ones do not", () => {
    const f = { factors: 6, low: 0, high: 1, at: (x: ArrayLike<number>) => x[0] + x[1] + x[2] + x[3] + x[4] + x[5] };
    const held = { blocks: 0, points: 0 };
    for (let seed = 0; seed < 200; seed++) {
      // Blocks from independent numbers: those of a Sobol sequence are more even, and would be held by any interval.
      const { outputs, columns } = runDesign(f, "saltelli", 2, stream(seed));
      const many = [outputs];
      const first = [columns[0]];
      for (let more = 1; more < 20; more++) {
        const next = runDesign(f, "saltelli", 2, stream(`${seed} ${more}`));
        many.push(next.outputs);
        first.push(next.columns[0]);
      }
      const values = Float64Array.from(many.flatMap((part) => [...part]));
      const low = groupByLevel(first.flatMap((part) => [...part]).map((x) => (x < 0.5 ? 0 : 1)));
      const panel = { values, points: values.length, seeds: 1, common: true };
      for (const [name, block] of [
        ["blocks", 16],
        ["points", 1],
      ] as const) {
        const [effect] = mainEffects(panel, [low], true, stream(seed), { replicates: 200, block });
        if (effect.means[0].low <= 2.75 && 2.75 <= effect.means[0].high) held[name]++;
      }
    }
    expect(held.blocks / 200).toBeGreaterThan(0.85);
    expect(held.points).toBeLessThan(held.blocks - 20);
    const odd = { values: new Float64Array(7), points: 7, seeds: 1, common: true };
    expect(() => mainEffects(odd, [], true, stream(), { block: 2 })).toThrow(/blocks of 2/);
  });

  it("listed points with one seed have no interval", () => {
    const panel = { values: Float64Array.of(1, 2), points: 2, seeds: 1, common: true };
    const [effect] = mainEffects(panel, [groupByLevel([1, 2])], false, stream());
    expect(effect.means[0]).toEqual({ value: 1, low: Number.NaN, high: Number.NaN });
  });

  it("is decided by its stream", () => {
    const panel = levelsPanel(1, true, 6, 5);
    const run = (seed: number) =>
      mainEffects(panel, [groupByLevel(panel.level)], true, stream(seed), { replicates: 50 });
    expect(run(1)).toEqual(run(1));
    expect(run(1)[0].means[0].low).not.toBe(run(2)[0].means[0].low);
  });
});

describe("variance shares", () => {
  function panelOf(points: number, seeds: number, common: boolean, sd: readonly [number, number, number]): Panel {
    const rng = stream(7);
    const point = Float64Array.from({ length: points }, () => sd[0] * rng.normal());
    const seed = Float64Array.from({ length: seeds }, () => sd[1] * rng.normal());
    const values = Float64Array.from({ length: points * seeds }, (_, i) => {
      const dice = common ? seed[i % seeds] + sd[2] * rng.normal() : sd[1] * rng.normal();
      return point[Math.floor(i / seeds)] + dice;
    });
    return { values, points, seeds, common };
  }

  it("finds the parts that parameters, seeds and their interaction were given", () => {
    const both = varianceShares(panelOf(400, 400, true, [2, 1, 1]));
    expect(both.parameters).toBeCloseTo(4 / 6, 1);
    expect(both.seeds).toBeCloseTo(1 / 6, 1);
    expect(both.interaction).toBeCloseTo(1 / 6, 1);
    const nested = varianceShares(panelOf(400, 20, false, [2, 1, 0]));
    expect(nested.parameters).toBeCloseTo(0.8, 1);
    expect(nested.interaction).toBe(0);
    const dice = varianceShares(panelOf(300, 20, true, [0, 1, 2]));
    expect(dice.parameters).toBeLessThan(0.02);
  });

  it("leaves points with a missing run out, and needs two of each", () => {
    const panel = panelOf(10, 5, true, [1, 1, 1]);
    const holes = { ...panel, values: panel.values.slice() };
    holes.values[47] = Number.NaN;
    expect(varianceShares(holes)).toEqual(
      varianceShares({ ...panel, points: 9, values: panel.values.subarray(0, 45) }),
    );
    expect(varianceShares({ ...panel, points: 1, values: panel.values.subarray(0, 5) }).parameters).toBeNaN();
  });
});
