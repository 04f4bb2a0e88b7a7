import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHARTS, chartContext, drawRun } from "../../src/charts/index.ts";
import { compileChart, stillPicture } from "../../src/charts/render/compile.ts";
import { paint } from "../../src/charts/render/png.ts";
import { drawSvg } from "../../src/charts/render/svg.ts";
import { SCENARIO, syntheticResult } from "./synthetic-result.ts";

const CHROMIUM = "/usr/bin/chromium";
/** What a page must never take for markup; it stands in the title and in an event. */
const EVIL = '</script><img src=x onerror="alert(1)">';
const plain = syntheticResult();
const events = [...plain.events, { time: plain.events[3].time + 1, kind: "news", subject: null, text: EVIL }];
const run = { ...plain, events };
const scenario = { ...SCENARIO, title: `Silver ${EVIL}` };
const twin = syntheticResult(0.55, ["forced-liquidation"]);
const manifest = { run: "silver-2026-3fa9c1d2-s7", hash: "3fa9c1d2", seed: 7, version: "0.1.0", without: [] };
const directory = mkdtempSync(join(tmpdir(), "stampede-charts-"));
const names = CHARTS.map((c) => c.name);
const file = (name: string) => readFileSync(join(directory, name));

beforeAll(() => drawRun(directory, { result: run, twin, scenario, manifest }));
afterAll(() => rmSync(directory, { recursive: true }));

describe("drawRun", () => {
  it("writes three files a chart and one report", () => {
    const expected = names.flatMap((name) => [`${name}.png`, `${name}.svg`, `${name}.vl.json`]).sort();
    expect(readdirSync(join(directory, "charts")).sort()).toEqual(expected);
    for (const name of names) {
      expect([...file(`charts/${name}.png`).subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
      expect(JSON.parse(file(`charts/${name}.vl.json`).toString()).$schema).toContain("vega-lite/v6");
    }
  });

  it("gives the same bytes again", async () => {
    const again = mkdtempSync(join(tmpdir(), "stampede-charts-"));
    await drawRun(again, { result: run, twin, scenario, manifest });
    for (const name of [
      "report.html",
      "charts/price.svg",
      "charts/price.png",
      "charts/kill-matrix.png",
      "charts/price.vl.json",
    ]) {
      expect(readFileSync(join(again, name)).equals(file(name)), name).toBe(true);
    }
    rmSync(again, { recursive: true });
  });

  it("stops when it is told to, and says what the disk says", async () => {
    const request = { result: run, twin, scenario, manifest };
    const other = mkdtempSync(join(tmpdir(), "stampede-charts-"));
    await expect(drawRun(other, { ...request, signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow(
      "enough",
    );
    expect(existsSync(join(other, "report.html"))).toBe(false);
    rmSync(join(other, "charts"), { recursive: true });
    writeFileSync(join(other, "charts"), "in the way");
    await expect(drawRun(other, request)).rejects.toThrow(/EEXIST|ENOTDIR/);
    rmSync(other, { recursive: true });
  });

  it("leaves nothing but the picture in a still one: no tooltips' slots, no stores", async () => {
    const context = chartContext(run, SCENARIO, twin);
    const spec = CHARTS[0].spec(run, context);
    if (!spec) throw new Error("there are prices");
    const vega = await compileChart(spec, () => {});
    expect(JSON.stringify(vega).includes("hover_price0")).toBe(true);
    const still = JSON.stringify(stillPicture(vega));
    expect(still.match(/hover_|zoom0|at_price/g)).toBeNull();
    // The same picture as with them, but for the slots.
    const full = await drawSvg(vega);
    const lines = (svg: string) => (svg.match(/<path[^>]*stroke="#1b1f24"[^>]*>/g) ?? []).join("\n");
    const drawn = lines(await drawSvg(stillPicture(vega)));
    expect(drawn.length).toBeGreaterThan(10_000);
    expect(drawn === lines(full)).toBe(true);
  });

  it("paints text: without its fonts a title would be blank", async () => {
    const svg = file("charts/price.svg").toString();
    const ink = async (text: string) => {
      const image = await paint(text);
      // Taken once: every reading of it copies the picture.
      const { pixels, width } = image;
      let dark = 0;
      for (let y = 20; y < 60; y++) for (let x = 30; x < 900; x++) if (pixels[4 * (y * width + x)] < 90) dark++;
      return dark;
    };
    expect(await ink(svg)).toBeGreaterThan(1500);
    expect(await ink(svg.replaceAll(/<text[^>]*>[^<]*<\/text>/g, ""))).toBe(0);
  });
});

describe("report.html", () => {
  const html = () => file("report.html").toString();

  it("is one small file that asks for nothing else", () => {
    expect(file("report.html").length).toBeLessThan(6e6);
    const markup = html().replaceAll(/<script[\s\S]*?<\/script>/g, "");
    expect(markup.match(/(src|href)="(?!#)[^"]{0,40}/g)).toBeNull();
    expect(markup.includes("default-src 'none'")).toBe(true);
  });

  it("takes text for text", () => {
    for (const name of ["report.html", "charts/price.svg"]) {
      expect(
        file(name)
          .toString()
          .match(/<img.{0,40}/g),
        name,
      ).toBeNull();
    }
  });

  describe.skipIf(!existsSync(CHROMIUM))("in a browser", () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
    });
    afterAll(() => browser?.close());

    it("opens offline without an error, brings every chart to life and shows values under the pointer", async () => {
      const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
      const trouble: string[] = [];
      const requests: string[] = [];
      page.on("console", (m) => trouble.push(`${m.type()}: ${m.text()}`));
      page.on("pageerror", (e) => trouble.push(e.message));
      page.on("request", (r) => requests.push(r.url()));
      const address = pathToFileURL(join(directory, "report.html")).href;
      await page.goto(address);
      const boxes = page.locator(".chart");
      expect(await boxes.count()).toBe(names.length);
      for (let i = 0; i < names.length; i++) {
        await boxes.nth(i).scrollIntoViewIfNeeded();
        await page.locator(`.chart.live[data-chart="${await boxes.nth(i).getAttribute("data-chart")}"]`).waitFor();
        expect(await boxes.nth(i).locator("svg path, svg line, svg rect").count(), names[i]).toBeGreaterThan(5);
      }
      expect(await page.locator("#reported tbody tr").count()).toBe(SCENARIO.reported?.length);
      expect(await page.locator("h1").textContent()).toBe(scenario.title);
      const crash = page.locator('[data-chart="crash-day"]');
      await crash.scrollIntoViewIfNeeded();
      const at = await crash.boundingBox();
      if (!at) throw new Error("the chart of the crash day is not in the page");
      await page.mouse.move(at.x + 500, at.y + 180);
      await page.locator("#tip").waitFor({ state: "visible" });
      expect(await page.locator("#tip").textContent()).toMatch(/New York time30 Jan \d\d:\d\dprice[\d.]+ USD\/oz/);
      expect(trouble).toEqual([]);
      expect(requests).toEqual([address]);
      await page.close();
    });

    it("shows every chart without scripts, too", async () => {
      const context = await browser.newContext({ javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(pathToFileURL(join(directory, "report.html")).href);
      expect(await page.locator(".chart svg").count()).toBe(names.length);
      await context.close();
    });
  });
});
