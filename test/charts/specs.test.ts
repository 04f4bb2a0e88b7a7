import { describe, expect, it } from "vitest";
import { CHARTS, chartContext } from "../../src/charts/index.ts";
import { compileChart } from "../../src/charts/render/compile.ts";
import type { RunResult } from "../../src/engine/result.ts";
import { SCENARIO, syntheticResult } from "./synthetic-result.ts";

const run = syntheticResult();
const twin = syntheticResult(0.55, ["forced-liquidation"]);
const context = chartContext(run, SCENARIO, twin);

type Json = Record<string, unknown>;

/** Every object in a spec. */
function walk(node: unknown, visit: (node: Json) => void): void {
  if (Array.isArray(node)) for (const child of node) walk(child, visit);
  else if (node !== null && typeof node === "object") {
    visit(node as Json);
    for (const child of Object.values(node)) walk(child, visit);
  }
}

async function compileAll(result: RunResult, scenario = SCENARIO): Promise<string[]> {
  const drawn: string[] = [];
  const about = chartContext(result, scenario, null);
  for (const chart of CHARTS) {
    const spec = chart.spec(result, about);
    if (!spec) continue;
    drawn.push(chart.name);
    const warnings: string[] = [];
    await compileChart(spec, (message) => warnings.push(message));
    expect(warnings, chart.name).toEqual([]);
  }
  return drawn;
}

describe.each(CHARTS.map((chart) => [chart.name, chart] as const))("%s", (_name, chart) => {
  const spec = chart.spec(run, context);
  if (!spec) throw new Error("the synthetic run has something for every chart");

  it("compiles without a warning", async () => {
    const warnings: string[] = [];
    await compileChart(spec, (message) => warnings.push(message));
    expect(warnings).toEqual([]);
  });

  it("has a title that says something of this run, and names the run and the clock", () => {
    const { text, subtitle } = (spec as { title: { text: string | string[]; subtitle: string[] } }).title;
    expect([text].flat().join(" ")).toMatch(/\d/);
    for (const line of [text].flat()) expect(line.length).toBeLessThan(90);
    expect(subtitle.at(-1)).toMatch(/seed 7\. Simulated\. Times are (New York|Shanghai) time\./);
  });

  it("puts a unit on every axis of values", () => {
    walk(spec, (node) => {
      for (const channel of ["x", "y"]) {
        const field = (node.encoding as Json | undefined)?.[channel] as Json | undefined;
        if (field?.type !== "quantitative" || field.axis === null) continue;
        const axis = field.axis as Json | undefined;
        if (axis) expect(axis.title, `${chart.name} ${channel}`).toMatch(/\w/);
      }
    });
  });

  it("draws no series of more than 2,500 points", () => {
    walk(spec, (node) => {
      const { values } = node;
      if (typeof values !== "string") return;
      const [head, ...rows] = values.split("\n");
      const series = head.split(",").indexOf("s");
      const counts = new Map<string, number>();
      for (const row of rows) {
        const key = series < 0 ? "" : row.split(",")[series];
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      for (const count of counts.values()) expect(count).toBeLessThanOrEqual(2500);
    });
  });

  it("is the same twice", () => {
    expect(JSON.stringify(chart.spec(run, chartContext(run, SCENARIO, twin)))).toBe(JSON.stringify(spec));
  });
});

describe("charts", () => {
  it("have names of their own", () => {
    expect(new Set(CHARTS.map((c) => c.name)).size).toBe(CHARTS.length);
  });

  it("are left out where the run has nothing for them", async () => {
    const empty = (table: object) =>
      Object.fromEntries(Object.entries(table).map(([k, column]) => [k, (column as Float64Array).slice(0, 0)]));
    const bare = {
      ...run,
      venues: [run.venues[3]],
      flows: empty(run.flows),
      liquidations: empty(run.liquidations),
      falls: empty(run.falls),
      warnings: empty(run.warnings),
      ladder: empty(run.ladder),
      killMatrix: { victims: [], killers: [], loss: new Float64Array(0) },
      events: [],
    } as unknown as RunResult;
    const drawn = await compileAll(bare, { ...SCENARIO, mainVenue: "etf", fundVenue: "nothing", reported: [] });
    expect(drawn).toEqual(["price", "crash-day", "depth", "metal", "indicators"]);
  });

  it("can be drawn of a run that never falls and of one that never trades", async () => {
    const quiet = syntheticResult(0);
    expect(await compileAll(quiet)).not.toContain("twin");
    const nothing = run.venues.map((v) => ({
      ...v,
      volume: v.volume.map(() => 0),
      close: v.close.map(() => Number.NaN),
      mid: v.mid.map(() => Number.NaN),
    }));
    expect(await compileAll({ ...run, venues: nothing })).toContain("price");
  });

  it("say in their titles what the data say", () => {
    const title = (name: string) => {
      const spec = CHARTS.find((c) => c.name === name)?.spec(run, context) as unknown as {
        title: { text: string | string[] };
      };
      return [spec.title.text].flat().join(" ");
    };
    const crash = context.crash;
    if (!crash) throw new Error("the synthetic run has a crash");
    const fall = Math.round((1 - crash.day.settlement / crash.day.previous) * 100);
    expect(title("price")).toContain(`COMEX silver fell ${fall}% on 30 January`);
    expect(title("reported")).toContain("4 of 5");
    expect(title("margin")).toContain("9.0% to 15.0%");
    const { killMatrix } = run;
    const column = killMatrix.killers.findIndex((k) => k.population === "leveraged-longs" && k.cause === "margin-call");
    const all = killMatrix.loss.reduce((a, x) => a + x, 0);
    const made = killMatrix.loss.reduce((a, x, i) => (i % killMatrix.killers.length === column ? a + x : a), 0);
    expect(title("kill-matrix")).toContain(`${Math.round((made / all) * 100)}%`);
  });

  it("compare a run and its twin either way round", () => {
    const chart = CHARTS.find((c) => c.name === "twin");
    const title = (a: RunResult, b: RunResult) => JSON.stringify(chart?.spec(a, chartContext(a, SCENARIO, b))?.title);
    const words = /Without forced-liquidation COMEX would have fallen (\d+)%, not (\d+)%/;
    const [, less, more] = words.exec(title(run, twin)) ?? [];
    expect(Number(less)).toBeLessThan(Number(more));
    const [, lessAgain, moreAgain] = words.exec(title(twin, run)) ?? [];
    expect(Math.abs(Number(less) - Number(lessAgain))).toBeLessThanOrEqual(1);
    expect(Math.abs(Number(more) - Number(moreAgain))).toBeLessThanOrEqual(1);
  });

  it("refuse a main venue that the run lacks", () => {
    expect(() => chartContext(run, { ...SCENARIO, mainVenue: "lme" })).toThrow(/expected a venue of the run, got lme/);
  });
});
