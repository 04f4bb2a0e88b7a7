/** Reported figures that are expressions, as metrics of a sweep; outlines as kept series. */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loadSweep } from "../../src/experiment/sweep/load-sweep.ts";
import { sweep } from "../../src/experiment/sweep/sweep.ts";
import { ScenarioError } from "../../src/scenario/problem.ts";
import { temporary } from "./sweep-fixture.ts";

const TINY = new URL("tiny-market.yaml", import.meta.url).pathname;

function place(metric: string): string {
  const directory = temporary();
  const figure =
    "{ key: low, label: change, value: 80, unit: USD, of: last(pit.close) - first(pit.close), source: nobody }";
  writeFileSync(join(directory, "told.yaml"), `extends: ${TINY}\nname: told\nreported:\n  - ${figure}\n`);
  const axis = "parameters: { shocks.0.size: { values: [-5%, -25%] } }";
  const kept = `metrics: ["${metric}", pit.start, pit.end]\nseries: [outline]\n`;
  writeFileSync(join(directory, "sweep.yaml"), `base: told.yaml\ndesign: { method: grid }\n${axis}\n${kept}`);
  return directory;
}

it("a sweep has the expression's value of each run, worked out from its series", async () => {
  const directory = place("reported.low");
  const makeExecutor = async (
    plan: Parameters<typeof import("../../src/experiment/sweep/execute-sweep-run.ts").executeSweepRun>[0],
  ) => {
    const { executeSweepRun } = await import("../../src/experiment/sweep/execute-sweep-run.ts");
    return { inFlight: 1, run: async (run: never) => executeSweepRun(plan, run), close: async () => {} };
  };
  const out = join(directory, "store");
  let runs = 0;
  for await (const { summary } of sweep(join(directory, "sweep.yaml"), { directory: out, makeExecutor })) {
    runs++;
    const [start, end] = [Number(summary?.["pit.start"]), Number(summary?.["pit.end"])];
    expect(end).not.toBe(start);
    expect(summary?.["reported.low"]).toBeCloseTo(end - start, 9);
  }
  expect(runs).toBe(2);
  const [run] = readdirSync(join(out, "series"));
  expect(readdirSync(join(out, "series", run))).toEqual(["outline.parquet"]);
});

it("a misspelt one is told with the nearest name", async () => {
  const directory = place("reported.lwo");
  const error = await loadSweep(join(directory, "sweep.yaml")).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(ScenarioError);
  expect((error as ScenarioError).format()).toMatch(
    /no run has a figure called "reported\.lwo"; did you mean "reported\.low"\?/,
  );
});
