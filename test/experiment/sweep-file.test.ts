import { readdirSync, readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { summaryKeys } from "../../src/analysis/summary-keys.ts";
import { parseDuration } from "../../src/core/quantity.ts";
import { simulate } from "../../src/engine/simulate.ts";
import { estimateSweep } from "../../src/experiment/sweep/estimate.ts";
import { loadSweep } from "../../src/experiment/sweep/load-sweep.ts";
import { baseScenario, pointScenario } from "../../src/experiment/sweep/point-scenario.ts";
import { sweepSchemaText } from "../../src/experiment/sweep/sweep-schema.ts";
import { loadScenario } from "../../src/scenario/index.ts";
import { edited, GOOD, SMALL, SweepFolder } from "./sweep-file-fixture.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const SWEEPS = `${ROOT}configs/sweeps/`;
const folder = new SweepFolder();
afterAll(() => folder.remove());

const grid = (parameters: string, rest = ""): string =>
  `base: ${SMALL}\ndesign: { method: grid }\nparameters:\n${parameters}${rest}`;

describe("the sweeps that are shipped", () => {
  const shipped = readdirSync(SWEEPS).filter((name) => name.endsWith(".yaml"));

  test.each(shipped)("%s has no mistakes, names its schema and says what it shows", async (name) => {
    const { plan, text } = await loadSweep(SWEEPS + name);
    expect(plan.name).toBe(name.replace(/\.yaml$/, ""));
    expect(text).toBe(readFileSync(SWEEPS + name, "utf8"));
    const [schema, about] = text.split("\n");
    expect(schema).toBe("# yaml-language-server: $schema=../../schema/sweep.schema.json");
    expect(about).toMatch(/^# \S/);
  });

  test("margin and leverage: 200 points that share a run-up of each of 50 seeds", async () => {
    const { plan } = await loadSweep(`${SWEEPS}margin-and-leverage.yaml`);
    expect(plan.parameters).toEqual([
      { path: "clearing.comex.margin.initial", numeric: true, sampled: true },
      { path: "clearing.comex.notice", numeric: false, sampled: true },
    ]);
    expect(plan.values).toHaveLength(200);
    expect(plan.seeds).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    expect(plan.metrics).toEqual(["comex.fall", "forcedShare"]);
    expect([plan.fork, plan.forkAsked]).toEqual([Date.UTC(2026, 0, 27), true]);
    for (const [initial, notice] of plan.values) {
      expect(initial).toBeGreaterThanOrEqual(0.05);
      expect(initial).toBeLessThanOrEqual(0.2);
      expect(["0d", "1d", "3d"]).toContain(notice);
    }
  });

  test("a study of margin steps forks by itself before the first of them", async () => {
    const { plan } = await loadSweep(`${SWEEPS}margin-steps.yaml`);
    expect([plan.fork, plan.forkAsked]).toEqual([Date.parse("2026-01-27T17:00-05:00"), false]);
    for (const [first, second] of plan.values) expect((first as number) + (second as number)).toBeCloseTo(0.06, 12);
  });

  test("the schema that is committed is the one that the code has", () => {
    expect(readFileSync(`${ROOT}schema/sweep.schema.json`, "utf8")).toBe(sweepSchemaText());
  });
});

describe("values", () => {
  test("percentages become numbers, durations and moments what the scenario reads, whole numbers stay whole", async () => {
    const { plan } = await folder.load(
      edited([
        "seeds: 3",
        "  populations.makers.look: { min: 1m, max: 90m }\n" +
          "  shocks.0.at: { min: 2026-01-30T15:00Z, max: 2026-01-30T10:30 America/New_York }\nseeds: 3",
      ]),
    );
    expect(plan.parameters.map((p) => p.numeric)).toEqual([true, false, true, false, false]);
    for (const [rate, , members, look, at] of plan.values) {
      expect(rate).toBeGreaterThanOrEqual(0.08);
      expect(rate).toBeLessThanOrEqual(0.16);
      expect(Number.isInteger(members)).toBe(true);
      expect(parseDuration(look as string)).toBeGreaterThanOrEqual(60_000);
      expect(parseDuration(look as string)).toBeLessThanOrEqual(5_400_000);
      expect(Date.parse(at as string)).toBeGreaterThanOrEqual(Date.UTC(2026, 0, 30, 15));
      expect(Date.parse(at as string)).toBeLessThanOrEqual(Date.UTC(2026, 0, 30, 15, 30));
    }
  });

  test("a grid has every combination, the last parameter fastest; a list pairs off", async () => {
    const two = "  clearing.pit.notice: { values: [0d, 1d] }\n  shocks.0.size: { min: -30%, max: -10%, levels: 2 }\n";
    expect((await folder.load(grid(two))).plan.values).toEqual([
      ["0d", -0.3],
      ["0d", -0.1],
      ["1d", -0.3],
      ["1d", -0.1],
    ]);
    const list = grid(two).replace("grid", "list").replace("min: -30%, max: -10%, levels: 2", "values: [-5%, -9%]");
    expect((await folder.load(list)).plan.values).toEqual([
      ["0d", -0.05],
      ["1d", -0.09],
    ]);
  });

  test("points may be written out, with expressions beside them", async () => {
    const { plan } = await folder.load(
      `base: ${SMALL}\ndesign:\n  method: list\n  points:\n` +
        "    - { clearing.pit.notice: 0d, clearing.pit.margin: { kind: fixed, maintenance: 9% } }\n" +
        "    - { clearing.pit.notice: 1d, clearing.pit.margin: { kind: fixed, maintenance: 12% } }\n",
    );
    expect(plan.parameters.map((p) => p.path)).toEqual(["clearing.pit.notice", "clearing.pit.margin"]);
    expect(pointScenario(plan, plan.values[1], 1).clearing.pit.margin).toMatchObject({
      kind: "fixed",
      maintenance: 0.12,
    });
  });

  test("expressions follow other parameters, through one another, and become durations where one is due", async () => {
    const { plan } = await folder.load(
      edited(
        ["seeds: 3", "  clearing.pit.margin.ratio: { expression: =1 + b / 1000 }\nseeds: 3"],
        ["  clearing.pit.notice: { values: [0d, 12h] }", "  venues.pit.price: { expression: 1000 * rate, as: b }"],
        ["seeds: 3", "  populations.makers.look: { expression: 60000 * b }\nseeds: 3"],
      ),
    );
    expect(plan.parameters.map((p) => p.sampled)).toEqual([true, false, true, false, false]);
    for (const [rate, price, , ratio, look] of plan.values) {
      expect(price).toBe(1000 * (rate as number));
      expect(ratio).toBe(1 + (price as number) / 1000);
      expect(parseDuration(look as string)).toBeCloseTo(60_000 * (price as number), -1);
    }
  });

  test("more samples keep the points of a Sobol sequence, another seed changes them", async () => {
    const sobol = edited(["latin-hypercube", "sobol"]);
    const few = (await folder.load(sobol)).plan;
    const more = (await folder.load(sobol, { samples: 16 })).plan;
    const other = (await folder.load(sobol.replace("samples: 8", "samples: 8, seed: 2"))).plan;
    expect(more.values).toHaveLength(16);
    expect(more.values.slice(0, 8)).toEqual(few.values);
    expect(other.values).not.toEqual(few.values);
  });
});

describe("a plan", () => {
  test("has a hash that changes with what a row means and not with how many there are", async () => {
    const hash = async (text: string, changes = {}): Promise<string> => (await folder.load(text, changes)).plan.hash;
    const own = await hash(GOOD);
    expect(own).toMatch(/^[0-9a-f]{8}$/);
    expect(await hash(edited(["samples: 8", "samples: 9"], ["seeds: 3", "seeds: [7]"], ["max: 16%", "max: 17%"]))).toBe(
      own,
    );
    expect(await hash(edited(["metrics: [pit.fall, forcedShare]", "series: [venues]"]))).toBe(own);
    const others = [
      await hash(GOOD, { set: ["venues.pit.tick=0.02"] }),
      await hash(`${GOOD}set: { venues.pit.tick: 0.03 }`),
      await hash(GOOD, { without: ["momentum"] }),
      await hash(edited(["  clearing.pit.notice: { values: [0d, 12h] }\n", ""])),
      await hash(edited(["  populations.longs.members: { min: 200, max: 400, distribution: integer }\n", ""])),
      await hash(
        edited(["  populations.longs.members: { min: 200, max: 400, distribution: integer }\n", ""]) +
          "fork: 2026-01-30T05:00Z",
      ),
    ];
    expect(new Set([own, ...others]).size).toBe(others.length + 1);
  });

  test("is the same wherever the files lie, and goes over a wire as it is", async () => {
    const other = new SweepFolder();
    const text = edited([SMALL, "base.yaml"]);
    try {
      for (const place of [folder, other]) {
        place.write(readFileSync(SMALL, "utf8"), "parent.yaml");
        place.write("extends: parent.yaml\nmain: pit\n", "base.yaml");
      }
      const { plan } = await folder.load(text);
      expect((await other.load(text)).plan).toEqual(plan);
      expect(Object.keys(plan.base.sources)).toEqual(["base.yaml", "parent.yaml"]);
      expect(structuredClone(plan)).toEqual(plan);
    } finally {
      other.remove();
    }
  });

  test("compiles its points from itself alone, as the scenario with these overrides", async () => {
    const { plan } = await folder.load(`${GOOD}set: { populations.noise.members: 150 }\nwithout: [momentum]`, {
      set: ["populations.noise.members=120"],
    });
    const [initial, notice, members] = plan.values[3];
    const direct = await loadScenario(SMALL, {
      seed: 9,
      without: ["momentum"],
      overrides: {
        "populations.noise.members": 120,
        "clearing.pit.margin.initial": initial,
        "clearing.pit.notice": notice,
        "populations.longs.members": members,
      },
    });
    expect(pointScenario(plan, plan.values[3], 9)).toEqual(direct.scenario);
    expect(baseScenario(plan, 9).populations.longs.members).toBe(300);
  });

  test("takes the seeds of the command line", async () => {
    expect((await folder.load(GOOD)).plan.seeds).toEqual([1, 2, 3]);
    expect((await folder.load(GOOD, { seeds: 2 })).plan.seeds).toEqual([1, 2]);
    expect((await folder.load(GOOD, { seeds: [8, 5] })).plan.seeds).toEqual([8, 5]);
    expect((await folder.load(edited(["seeds: 3", "seeds: [11, 4]"]))).plan.seeds).toEqual([11, 4]);
  });

  test("is called after its file when it gives itself no name", async () => {
    const path = folder.write(edited(["name: trial\n", ""]), "My Margins.yaml");
    expect((await loadSweep(path)).plan.name).toBe("my-margins");
  });
});

describe("metrics", () => {
  test("every figure of a run may be named, and every plain name is a figure of some run", async () => {
    const { scenario } = await loadScenario(SMALL);
    const { summary } = simulate(scenario);
    const names = summaryKeys({ main: "pit", fund: undefined, venues: ["pit"] });
    const found = Object.keys(summary).map((key) => key.replace(/\.\d{4}-\d\d-\d\d$/, ".<day>"));
    expect(found.filter((key) => !names.includes(key))).toEqual([]);
    // What this market has none of: a leak, a price limit that is met, a second venue, two layers of its waterfall.
    const absent =
      /^(pit\.(leakMove|lockedMinutes|limitQueue|limitFilled|overWorld)|waterfall\.pit\.(gains-haircut|second-stake))/;
    expect(names.filter((key) => !found.includes(key) && !absent.test(key))).toEqual([]);
    expect(summary.forcedShare).toBe(summary["pit.forcedShare"]);
  });
});

describe("an estimate", () => {
  test("counts runs, shares the run-up of each seed, and grows with the series kept", async () => {
    const text = grid("  shocks.0.size: { values: [-10%, -20%, -30%, -40%] }\n", "seeds: 5\n");
    const { plan, clock } = await folder.load(text);
    const whole = (await folder.load(`${text}fork: none`)).plan;
    const pace = { secondsPerRun: 6, jobs: 2, clock };
    const one = estimateSweep(whole, pace);
    expect(one).toMatchObject({ points: 4, seeds: 5, runs: 20, shared: 0, seconds: 60 });
    const forked = estimateSweep(plan, pace);
    expect(forked.shared).toBeCloseTo((Date.UTC(2026, 0, 30, 15) - clock.start) / (clock.end - clock.start), 12);
    expect(forked.seconds).toBeCloseTo(60 - (15 * forked.shared * 6) / 2, 9);
    const kept = (await folder.load(`${text}series: { tables: [venues], points: [1, 2] }`)).plan;
    const grown = estimateSweep(kept, { ...pace, bytesPerSeries: 1000 });
    expect(grown.bytes - forked.bytes).toBe(2 * 5 * 1000);
  });
});
