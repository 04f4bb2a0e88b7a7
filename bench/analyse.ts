/** How long a stored sweep takes from its directory to a report: opened, aggregated, charted. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RandomStream } from "../src/core/random.ts";
import { rangeAxis, valuesAxis } from "../src/experiment/design/axis.ts";
import { designMethod } from "../src/experiment/design/registry.ts";
import type { SweepPlan } from "../src/experiment/sweep/sweep-plan.ts";
import { SweepStore } from "../src/experiment/sweep/sweep-store.ts";
import { type Bench, median, option } from "./bench.ts";

/** Summary figures that a run keeps when a sweep names none: as many as the silver scenario has, or so. */
const FIGURES = 200;

export const analyseBench: Bench = {
  name: "analyse",
  summary: "a stored sweep from directory to report: --runs N (10000), --seeds N (50), --rounds N (3), --design METHOD",
  async run(args) {
    const runs = Number(option(args, "runs") ?? 10_000);
    const seeds = Number(option(args, "seeds") ?? 50);
    const rounds = Number(option(args, "rounds") ?? 3);
    const directory = mkdtempSync(join(tmpdir(), "stampede-bench-"));
    try {
      await fill(directory, option(args, "design") ?? "latin-hypercube", Math.ceil(runs / seeds), seeds);
      const opened: number[] = [];
      const drawn: number[] = [];
      const whole: number[] = [];
      const cpu: number[] = [];
      let rows = 0;
      let figures = 0;
      for (let round = 0; round < rounds; round++) {
        const before = process.cpuUsage();
        const start = performance.now();
        // Loaded within the measured time: a command pays for it, too.
        const { analyseStore } = await import("../src/experiment/sweep-analysis/analyse-store.ts");
        const { writeAnalysis } = await import("../src/experiment/sweep-analysis/write-analysis.ts");
        const { analysis } = await analyseStore(directory, null);
        const middle = performance.now();
        await writeAnalysis(directory, analysis, { charts: true });
        const end = performance.now();
        opened.push(middle - start);
        drawn.push(end - middle);
        whole.push(end - start);
        const { user, system } = process.cpuUsage(before);
        cpu.push((user + system) / 1000);
        rows = analysis.table.runs.finished;
        figures = analysis.metrics.length;
      }
      const seconds = (ms: readonly number[]) => (median(ms) / 1000).toFixed(2);
      return [
        {
          rows,
          figures,
          "open and aggregate s": seconds(opened),
          "chart s": seconds(drawn),
          "median s": seconds(whole),
          "first s": (whole[0] / 1000).toFixed(2),
          "processor s": seconds(cpu),
          "first processor s": (cpu[0] / 1000).toFixed(2),
          "peak MB": Math.round(process.resourceUsage().maxRSS / 1024),
        },
      ];
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

/** A store whose runs are a formula of four parameters and the seed. */
async function fill(directory: string, method: string, points: number, seeds: number): Promise<void> {
  const axes = [
    rangeAxis("clearing.pit.margin.initial", { distribution: "uniform", min: 0.05, max: 0.2 }),
    rangeAxis("populations.makers.depth", { distribution: "loguniform", min: 10, max: 10_000 }),
    rangeAxis("populations.longs.leverage", { distribution: "uniform", min: 4, max: 12 }),
    valuesAxis("clearing.pit.notice", ["0d", "1d", "3d"]),
  ];
  const design = designMethod(method)!.build(axes, points, new RandomStream(1, "bench"));
  const plan: SweepPlan = {
    name: "bench",
    hash: "00000000",
    version: "0",
    base: { path: "base.yaml", sources: { "base.yaml": "name: bench" }, set: {}, without: [] },
    parameters: axes.map(({ path }, i) => ({ path, numeric: i < 3, sampled: true })),
    method,
    design,
    values: design.points,
    seeds: Array.from({ length: seeds }, (_, i) => i + 1),
    common: true,
    metrics: null,
    series: null,
    fork: null,
    forkAsked: false,
  };
  const store = await SweepStore.open(plan, { directory });
  const dice = new RandomStream(1, "dice");
  const records: Promise<void>[] = [];
  for (let r = 0; r < store.runs.count; r++) {
    const { key, point, seed } = store.runs.at(r);
    const [margin, depth, leverage] = design.points[point] as readonly number[];
    const fall = -0.5 + 1.2 * margin + 0.02 * Math.log(depth) - 0.002 * leverage + 0.02 * dice.normal();
    const summary: Record<string, number> = {
      "pit.fallToLow": fall,
      forcedShare: Math.max(0, 0.03 * leverage - margin),
    };
    summary["liquidations.accounts"] = Math.round(-3000 * fall);
    summary["killMatrix.loss"] = 1e8 * fall * fall;
    for (let f = 4; f < FIGURES; f++) summary[`pit.figure${f}`] = f * fall + dice.normal();
    records.push(store.record({ key, seed, status: "ok", error: null, summary, seconds: 1 }, []));
    if (records.length === 1000) await Promise.all(records.splice(0));
  }
  await Promise.all(records);
  await store.finish();
  await store.close();
}
