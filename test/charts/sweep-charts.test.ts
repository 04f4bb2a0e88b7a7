import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { analyseSweep, type ParameterColumn, type SweepTable } from "../../src/analysis/sweep/index.ts";
import { drawSweep } from "../../src/charts/render/draw-sweep.ts";
import { histogram } from "../../src/charts/sweep/histogram.ts";
import { changeText, metricText, parameterText } from "../../src/charts/sweep/index.ts";
import { placeLabels } from "../../src/charts/sweep/place-labels.ts";
import { RandomStream } from "../../src/core/random.ts";

const CHROMIUM = "/usr/bin/chromium";
const EVIL = '</script><img src=x onerror="alert(1)">';

/** A sweep of a formula over axes of every kind. */
function sweep(change: Partial<SweepTable> = {}, points = 40, seeds = 3): SweepTable {
  const stream = new RandomStream(5, "sweep");
  const column = (
    path: string,
    unit: ParameterColumn["unit"],
    value: (u: number) => number,
    levels: string[] | null = null,
  ) => ({
    path,
    label: path,
    sampled: true,
    unit,
    levels,
    values: Float64Array.from({ length: points }, () => value(stream.next())),
  });
  const parameters = [
    column("margin.initial", "percent", (u) => 0.05 + 0.15 * u),
    column("makers.depth", "plain", (u) => Math.exp(2 + 7 * u)),
    column("news.at", "moment", (u) => Date.UTC(2026, 0, 28) + Math.floor(u * 96) * 3_600_000),
    column("pit.notice", "duration", (u) => Math.floor(3 * u) * 86_400_000),
    column(`pit.${EVIL}`, "plain", (u) => Math.floor(3 * u), ["at-once", "sliced", EVIL]),
  ];
  const values = Float64Array.from({ length: points * seeds }, (_, i) => {
    const p = Math.floor(i / seeds);
    const [margin, depth, when] = parameters.map((parameter) => parameter.values[p]);
    return -0.4 + margin + 0.02 * Math.log(depth) + 0.05 * Math.sin(when / 1e8) + 0.01 * stream.normal();
  });
  return {
    name: `sweep ${EVIL}`,
    hash: "0123abcd",
    version: "0.1.0",
    method: "random",
    scheme: { kind: "plain" },
    points,
    seeds,
    common: true,
    parameters,
    units: new Float64Array(points * parameters.length).fill(0.5),
    metrics: [{ key: "pit.fall", values }],
    runs: { planned: points * seeds, finished: points * seeds, failed: 0 },
    failedAt: new Int32Array(points),
    ...change,
  };
}

const root = mkdtempSync(join(tmpdir(), "stampede-sweep-charts-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let drawings = 0;

async function draw(table: SweepTable): Promise<string> {
  const directory = mkdtempSync(join(root, `${drawings++}-`));
  await drawSweep(directory, analyseSweep(table, { replicates: 50 }));
  return directory;
}

/** Texts of a picture, in their order. */
const texts = (directory: string, name: string): string[] =>
  [...readFileSync(join(directory, "charts", `${name}.svg`), "utf8").matchAll(/<text[^>]*>([^<]*)</g)].map((m) => m[1]);
const names = (directory: string): string[] =>
  readdirSync(join(directory, "charts"))
    .filter((name) => name.endsWith(".svg"))
    .map((name) => name.slice(0, -4))
    .sort();

describe("charts of a sweep", () => {
  let whole: string;
  beforeAll(async () => {
    whole = await draw(sweep());
  });

  it("are drawn without a complaint of Vega-Lite, each in three files", () => {
    expect(names(whole)).toEqual(
      ["distribution", "main-effects", "surface", "tornado"].map((name) => `pit.fall.${name}`),
    );
    expect(readdirSync(join(whole, "charts"))).toHaveLength(12);
  });

  it("write percentages, durations and moments as such, and say what is seen", () => {
    const tornado = texts(whole, "pit.fall.tornado");
    expect(tornado[tornado.length - 1] + tornado.join(" ")).toMatch(
      /makers\.depth moves pit\.fall most|margin\.initial moves pit\.fall most/,
    );
    expect(tornado.some((text) => /^0 → 2d$/.test(text))).toBe(true);
    expect(tornado.some((text) => /^[\d.]+% to [\d.]+% → [\d.]+% to [\d.]+%$/.test(text))).toBe(true);
    const effects = texts(whole, "pit.fall.main-effects");
    for (const title of ["margin.initial (%)", "pit.notice (days)", "news.at (UTC)"]) expect(effects).toContain(title);
    expect(effects.some((text) => /^\d+ Jan \d\d:\d\d$/.test(text))).toBe(true);
    expect(texts(whole, "pit.fall.distribution")).toContain("pit.fall (%)");
  });

  it("give the same bytes again", async () => {
    const again = await draw(sweep());
    for (const name of ["report.html", ...readdirSync(join(whole, "charts")).map((file) => join("charts", file))])
      expect(readFileSync(join(again, name)).equals(readFileSync(join(whole, name))), name).toBe(true);
  });

  it.each<[string, SweepTable]>([
    ["one point", sweep({}, 1, 1)],
    ["two points with a seed each", sweep({}, 2, 1)],
    ["nothing that varies", sweep({ metrics: [{ key: "pit.fall", values: new Float64Array(120).fill(-0.3) }] })],
    [
      "a figure that no run has",
      sweep({ metrics: [{ key: "pit.fall", values: new Float64Array(120).fill(Number.NaN) }] }),
    ],
    ["no parameters", sweep({ parameters: [], units: null })],
    [
      "values without a unit, as large as they come",
      sweep({ metrics: [{ key: "x.loss", values: Float64Array.from({ length: 120 }, (_, i) => 1e12 * i - 3e13) }] }),
    ],
    ["many points with one seed", sweep({}, 300, 1)],
    [
      "a Saltelli design without a spread",
      sweep(
        {
          scheme: { kind: "saltelli", samples: 5 },
          metrics: [{ key: "pit.fall", values: new Float64Array(105).fill(1) }],
        },
        35,
        3,
      ),
    ],
    [
      "half of the runs missing",
      (() => {
        const table = sweep();
        return {
          ...table,
          metrics: table.metrics.map(({ key, values }) => ({
            key,
            values: values.map((v, i) => (i % 2 ? v : Number.NaN)),
          })),
        };
      })(),
    ],
  ])("are drawn, or left out, of %s", async (_, table) => {
    const directory = await draw(table);
    expect(existsSync(join(directory, "report.html"))).toBe(true);
    for (const name of names(directory))
      expect(texts(directory, name).join(" "), name).not.toMatch(/NaN|undefined|Infinity/);
    expect(
      readFileSync(join(directory, "report.html"), "utf8").replaceAll(/<script[\s\S]*?<\/script>/g, ""),
    ).not.toMatch(/NaN|undefined|Infinity/);
  });

  it("show Sobol indices and Morris measures of designs that have them", async () => {
    const saltelli = sweep({ scheme: { kind: "saltelli", samples: 10 } }, 70);
    expect(names(await draw(saltelli))).toContain("pit.fall.sobol");
    const points = 60;
    const changed = Int32Array.from({ length: points }, (_, p) => (p % 6) - 1);
    const units = new Float64Array(points * 5);
    for (let p = 0; p < points; p++) for (let a = 0; a < 5; a++) units[p * 5 + a] = a < p % 6 ? 2 / 3 : 0;
    const morris = await draw(
      sweep({ scheme: { kind: "morris", trajectories: 10, delta: 2 / 3, changed }, units }, points),
    );
    expect(names(morris)).toContain("pit.fall.morris");
    expect(texts(morris, "pit.fall.morris")).toEqual(
      expect.arrayContaining(["margin.initial", "makers.depth", "pit.notice"]),
    );
  });

  it.skipIf(!existsSync(CHROMIUM))("come alive in a report that opens offline and takes text for text", async () => {
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
    try {
      const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
      const trouble: string[] = [];
      const requests: string[] = [];
      page.on("console", (m) => trouble.push(`${m.type()}: ${m.text()}`));
      page.on("pageerror", (e) => trouble.push(e.message));
      page.on("request", (r) => requests.push(r.url()));
      const address = pathToFileURL(join(whole, "report.html")).href;
      await page.goto(address);
      const boxes = page.locator(".chart");
      expect(await boxes.count()).toBe(4);
      for (let i = 0; i < 4; i++) {
        await boxes.nth(i).scrollIntoViewIfNeeded();
        const name = await boxes.nth(i).getAttribute("data-chart");
        await page.locator(`.chart.live[data-chart="${name}"]`).waitFor();
        expect(await boxes.nth(i).locator("svg path, svg line, svg rect").count(), `${name}`).toBeGreaterThan(5);
      }
      expect(await page.locator("h1").textContent()).toBe(`Sweep sweep ${EVIL}`);
      const bar = page.locator('[data-chart="pit.fall.tornado"] .mark-rect.layer_1_marks path').first();
      await bar.scrollIntoViewIfNeeded();
      await bar.hover();
      await page.locator("#tip").waitFor({ state: "visible" });
      expect(await page.locator("#tip").textContent()).toMatch(/^parameter.*at.*pit\.fall.*%interval/);
      expect(trouble).toEqual([]);
      expect(requests).toEqual([address]);
    } finally {
      await browser.close();
    }
  });
});

describe("parts of the charts", () => {
  it("labels never cover one another while there is room", () => {
    const point = fc.record({
      x: fc.double({ min: 0, max: 700, noNaN: true }),
      y: fc.double({ min: 0, max: 400, noNaN: true }),
      width: fc.integer({ min: 20, max: 180 }),
    });
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 12 }), (points) => {
        const placed = placeLabels(points, 760, 420);
        placed.forEach((a, i) => {
          expect(a.x).toBeGreaterThanOrEqual(0);
          expect(a.x + points[i].width).toBeLessThanOrEqual(760);
          placed.slice(i + 1).forEach((b, j) => {
            const apart = a.x + points[i].width < b.x || b.x + points[i + 1 + j].width < a.x;
            expect(apart || Math.abs(a.y - b.y) >= 14).toBe(true);
          });
        });
      }),
      { numRuns: 300 },
    );
  });

  it("bins hold every value once, and their ends are round", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 }),
        (values) => {
          const sorted = Float64Array.from(values).sort();
          const { edges, counts } = histogram(sorted);
          expect(counts.reduce((a, b) => a + b, 0)).toBe(values.length);
          expect(counts.length).toBeLessThanOrEqual(152);
          expect(edges).toHaveLength(counts.length + 1);
          const step = (edges[edges.length - 1] - edges[0]) / counts.length;
          expect(edges[0]).toBeLessThanOrEqual(sorted[0] + 1e-6 * step);
          expect(edges[edges.length - 1]).toBeGreaterThanOrEqual(sorted[sorted.length - 1] - 1e-6 * step);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("words keep signs, units and digits", () => {
    expect(metricText("comex.fall", -0.31416)).toBe("\u221231.4%");
    expect(metricText("comex.change.2026-01-30", 0.00123)).toBe("0.12%");
    expect(metricText("comex.crashVolume", 1_234_567)).toBe("1.23M lots");
    expect(changeText("comex.fall", 0.0567)).toBe("+5.7 percentage points");
    expect(changeText("liquidations.accounts", -40)).toBe("\u221240 accounts");
    const [margin, , , notice, style] = sweep().parameters;
    expect(parameterText(margin, 0.05)).toBe("5%");
    expect([0, 86_400_000, 129_600_000, 5_400_000, 90_000].map((ms) => parameterText(notice, ms))).toEqual([
      "0",
      "1d",
      "36h",
      "90m",
      "1.5m",
    ]);
    expect(parameterText(style, 1)).toBe("sliced");
  });
});
