import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RandomStream } from "../../src/core/random.ts";
import { rangeAxis, valuesAxis } from "../../src/experiment/design/axis.ts";
import { designMethods } from "../../src/experiment/design/registry.ts";
import { plainSobol, scrambledSobol } from "../../src/experiment/design/sobol-sequence.ts";
import { listedAxes, method, unitAxes } from "./design-axes.ts";

const stream = (seed = 1) => new RandomStream(seed, "design");

describe("every design", () => {
  const sampled = designMethods.filter((m) => m.sampled);

  it.each(designMethods.map((m) => [m.name, m] as const))(
    "%s builds as many points as it says, each on its axes",
    (_, m) => {
      const axes =
        m.name === "list" ? listedAxes().map((a) => valuesAxis(a.path, a.levels!.slice(0, 2))) : listedAxes();
      expect(m.problem(axes, 6)).toBeNull();
      const design = m.build(axes, 6, stream());
      expect(design.points).toHaveLength(m.size(axes, 6));
      for (const point of design.points) {
        expect(["0d", "1d", "3d"]).toContain(point[0]);
        expect([true, false]).toContain(point[1]);
        const margin = Number.parseFloat(String(point[2]));
        expect(margin).toBeGreaterThanOrEqual(5);
        expect(margin).toBeLessThanOrEqual(20);
      }
      expect(design.units === null).toBe(!m.sampled);
    },
  );

  it.each(sampled.map((m) => [m.name, m] as const))("%s is decided by its stream", (_, m) => {
    const build = (seed: number) => m.build(unitAxes(3), 8, stream(seed)).units;
    expect(build(1)).toEqual(build(1));
    expect(build(1)).not.toEqual(build(2));
  });

  it.each(["random", "sobol", "saltelli", "morris"])("%s keeps its first points when samples are added", (name) => {
    const few = method(name).build(unitAxes(4), 5, stream());
    const many = method(name).build(unitAxes(4), 40, stream());
    expect(many.points.slice(0, few.points.length)).toEqual(few.points);
  });

  it.each(sampled.map((m) => [m.name, m] as const))("%s stays finite on an axis without bounds", (_, m) => {
    const axes = [rangeAxis("x", { distribution: "normal", mean: 0, sd: 1 }), ...unitAxes(1)];
    const values = m.build(axes, 64, stream()).points.map((point) => Number(point[0]));
    expect(values.every((x) => Math.abs(x) < 7)).toBe(true);
    expect(Math.max(...values)).toBeGreaterThan(1);
    expect(Math.min(...values)).toBeLessThan(-1);
  });

  it("names what is wrong", () => {
    expect(method("grid").problem(unitAxes(2), 0)).toMatch(/^p0 is a range: a grid needs `values`, or `levels`/);
    expect(method("grid").problem([], 0)).toMatch(/empty/);
    expect(method("grid").problem([valuesAxis("a", [])], 0)).toBe("a has no values");
    const long = valuesAxis(
      "long",
      Array.from({ length: 4000 }, (_, i) => i),
    );
    expect(method("grid").problem([long, long], 0)).toMatch(/16,000,000 points; at most 10,000,000/);
    expect(method("list").problem([valuesAxis("a", [1, 2]), valuesAxis("b", [1, 2, 3])], 0)).toMatch(
      /a has 2 .* b has 3/,
    );
    for (const m of sampled) {
      expect(m.problem([], 10)).toMatch(/empty/);
      for (const samples of [0, -1, 1.5, Number.NaN])
        expect(m.problem(unitAxes(2), samples)).toMatch(/^samples must be/);
    }
    expect(method("sobol").problem(unitAxes(129), 8)).toMatch(/at most 128/);
    expect(method("saltelli").problem(unitAxes(65), 8)).toMatch(/at most 64/);
    expect(method("morris").problem(unitAxes(129), 8)).toMatch(/at most 128/);
    expect(method("morris").problem([valuesAxis("a", [1]), ...unitAxes(1)], 8)).toMatch(/^a has one value/);
  });
});

describe("grid and list", () => {
  it("a grid is every combination, the last parameter fastest", () => {
    const axes = [valuesAxis("a", [1, 2]), valuesAxis("b", ["x", "y", "z"])];
    expect(method("grid").build(axes, 0, stream()).points).toEqual([
      [1, "x"],
      [1, "y"],
      [1, "z"],
      [2, "x"],
      [2, "y"],
      [2, "z"],
    ]);
  });

  it("a range with levels goes from end to end", () => {
    const axes = [rangeAxis("a", { distribution: "uniform", min: 5, max: 20 }, (x) => x, 4)];
    expect(method("grid").build(axes, 0, stream()).points.flat()).toEqual([5, 10, 15, 20]);
  });

  it("a list pairs values off", () => {
    const axes = [valuesAxis("a", [1, 2]), valuesAxis("b", [{ kind: "fixed" }, { kind: "ewma" }])];
    expect(method("list").build(axes, 0, stream()).points).toEqual([
      [1, { kind: "fixed" }],
      [2, { kind: "ewma" }],
    ]);
  });
});

describe("latin hypercube", () => {
  it("each of n equal parts of each axis holds one point", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 12 }), fc.nat(), (n, k, seed) => {
        const units = method("latin-hypercube").build(unitAxes(k), n, stream(seed)).units!;
        for (let a = 0; a < k; a++) {
          const parts = new Set(Array.from({ length: n }, (_, p) => Math.floor(units[p * k + a] * n)));
          expect(parts.size).toBe(n);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("pairs the axes off at random", () => {
    const n = 2000;
    const units = method("latin-hypercube").build(unitAxes(2), n, stream()).units!;
    let products = 0;
    for (let p = 0; p < n; p++) products += 12 * (units[2 * p] - 0.5) * (units[2 * p + 1] - 0.5);
    expect(Math.abs(products / n)).toBeLessThan(4 / Math.sqrt(n));
  });
});

describe("sobol", () => {
  it("gives the published points: Joe & Kuo's example of three dimensions", () => {
    const published = [
      [0, 0, 0],
      [0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25],
      [0.25, 0.75, 0.75],
      [0.375, 0.375, 0.625],
      [0.875, 0.875, 0.125],
      [0.625, 0.125, 0.875],
      [0.125, 0.625, 0.375],
      [0.1875, 0.3125, 0.9375],
      [0.6875, 0.8125, 0.4375],
    ];
    expect([...plainSobol(10, 3)]).toEqual(published.flat());
  });

  it("every elementary interval of two dimensions holds one point: a (0, m, 2) net, scrambled too", () => {
    for (const m of [4, 7, 10]) {
      for (const points of [plainSobol(2 ** m, 2), ...[1, 2, 3].map((s) => scrambledSobol(2 ** m, 2, stream(s)))]) {
        for (let across = 0; across <= m; across++) {
          const cells = new Set<number>();
          for (let p = 0; p < 2 ** m; p++) {
            const column = Math.floor(points[2 * p] * 2 ** across);
            cells.add(column * 2 ** (m - across) + Math.floor(points[2 * p + 1] * 2 ** (m - across)));
          }
          expect(cells.size).toBe(2 ** m);
        }
      }
    }
  });

  it("is stratified along each of its 128 dimensions, and visits each orthant of ten", () => {
    const points = scrambledSobol(1024, 128, stream());
    for (let d = 0; d < 128; d++) {
      expect(new Set(Array.from({ length: 1024 }, (_, p) => Math.floor(points[p * 128 + d] * 1024))).size).toBe(1024);
    }
    const orthants = new Set<number>();
    for (let p = 0; p < 1024; p++) {
      let orthant = 0;
      for (let d = 0; d < 10; d++) orthant = 2 * orthant + (points[p * 128 + d] >= 0.5 ? 1 : 0);
      orthants.add(orthant);
    }
    expect(orthants.size).toBe(1024);
  });

  it("a scrambled point alone is uniform, and its coordinates are unrelated", () => {
    const bins = new Int32Array(20);
    const trials = 2000;
    let products = 0;
    for (let s = 0; s < trials; s++) {
      const [u, v] = scrambledSobol(4, 2, stream(s)).subarray(6);
      bins[Math.floor(u * 20)]++;
      products += 12 * (u - 0.5) * (v - 0.5);
    }
    const chi = bins.reduce((sum, count) => sum + (count - trials / 20) ** 2 / (trials / 20), 0);
    expect(chi).toBeLessThan(43.8); // 0.1% of 19 degrees of freedom
    expect(Math.abs(products / trials)).toBeLessThan(4 / Math.sqrt(trials));
  });

  it("integrates a smooth function at least 30 times closer than random points", () => {
    const f = (point: ArrayLike<number>) => {
      let product = 1;
      for (let d = 0; d < 6; d++) product *= 1 + (point[d] - 0.5) / (d + 1);
      return product;
    };
    const error = (name: string) => {
      let squares = 0;
      for (let s = 0; s < 20; s++) {
        const units = method(name).build(unitAxes(6), 1024, stream(s)).units!;
        let sum = 0;
        for (let p = 0; p < 1024; p++) sum += f(units.subarray(6 * p, 6 * p + 6));
        squares += (sum / 1024 - 1) ** 2;
      }
      return Math.sqrt(squares / 20);
    };
    expect(error("sobol")).toBeLessThan(error("random") / 30);
  });
});

describe("saltelli", () => {
  it("goes in blocks of A, A with one axis from B for each axis, B", () => {
    const k = 5;
    const { units, scheme } = method("saltelli").build(unitAxes(k), 16, stream());
    expect(scheme).toEqual({ kind: "saltelli", samples: 16 });
    const row = (p: number) => [...units!.subarray(p * k, (p + 1) * k)];
    for (let s = 0; s < 16; s++) {
      const start = s * (k + 2);
      const a = row(start);
      const b = row(start + k + 1);
      for (let i = 0; i < k; i++) {
        expect(row(start + 1 + i)).toEqual(a.map((x, j) => (j === i ? b[i] : x)));
        expect(a[i]).not.toBe(b[i]);
      }
    }
  });
});

describe("morris", () => {
  it("each step moves one axis by delta, each axis once a trajectory, on levels of a grid", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 2, max: 20 }), fc.nat(), (k, r, seed) => {
        const { units, scheme } = method("morris").build(unitAxes(k), r, stream(seed));
        if (scheme.kind !== "morris" || units === null) throw new Error("not a morris design");
        expect(scheme.delta).toBeCloseTo(2 / 3, 15);
        for (let t = 0; t < r; t++) {
          const moved = new Set<number>();
          for (let p = t * (k + 1); p < (t + 1) * (k + 1); p++) {
            const off = units.subarray(p * k, (p + 1) * k).filter((u) => Math.abs(u * 3 - Math.round(u * 3)) > 1e-12);
            expect(off).toHaveLength(0);
            if (p === t * (k + 1)) {
              expect(scheme.changed[p]).toBe(-1);
              continue;
            }
            const steps = Array.from({ length: k }, (_, a) => Math.abs(units[p * k + a] - units[(p - 1) * k + a]));
            expect(steps.filter((step, a) => a !== scheme.changed[p] && step !== 0)).toHaveLength(0);
            expect(steps[scheme.changed[p]]).toBeCloseTo(scheme.delta, 12);
            moved.add(scheme.changed[p]);
          }
          expect(moved.size).toBe(k);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("visits all four levels of an axis about equally", () => {
    const { units } = method("morris").build(unitAxes(6), 200, stream());
    const counts = [0, 0, 0, 0];
    for (const u of units!) counts[Math.round(u * 3)]++;
    for (const count of counts) expect(Math.abs(count / units!.length - 0.25)).toBeLessThan(0.01);
  });

  it("starts from every pair of levels of two axes among 16 trajectories", () => {
    const { units } = method("morris").build(unitAxes(2), 16, stream());
    const starts = new Set(Array.from({ length: 16 }, (_, t) => `${units![t * 6]} ${units![t * 6 + 1]}`));
    expect(starts.size).toBe(16);
  });

  it("steps between different values of a list, whatever its length", () => {
    for (const count of [2, 3, 4, 5, 7, 10]) {
      const axes = [
        valuesAxis(
          "a",
          Array.from({ length: count }, (_, i) => i),
        ),
        ...unitAxes(2),
      ];
      const { points, scheme } = method("morris").build(axes, 20, stream());
      if (scheme.kind !== "morris") throw new Error("not a morris design");
      points.forEach((point, p) => {
        if (scheme.changed[p] === 0) expect(point[0]).not.toBe(points[p - 1][0]);
      });
    }
  });
});
