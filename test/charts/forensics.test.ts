/** The forensics chapter of a report, in a browser: what its sliders change. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ChartScenario, chartContext } from "../../src/charts/context.ts";
import { crashHour, killFilter } from "../../src/charts/forensics/index.ts";
import { reportPage } from "../../src/charts/render/report.ts";
import type { RunResult } from "../../src/engine/result.ts";
import { simulate } from "../../src/engine/simulate.ts";
import { loadScenario } from "../../src/scenario/index.ts";

const CHROMIUM = "/usr/bin/chromium";
const SMALL = new URL("../../configs/small-crash.yaml", import.meta.url).pathname;
const SCENARIO: ChartScenario = {
  title: "A small market falls",
  subject: "metal",
  mainVenue: "pit",
  venues: { pit: { zone: "America/New_York", multiplier: 1000, futures: true } },
};
const directory = mkdtempSync(join(tmpdir(), "stampede-forensics-"));
const file = join(directory, "report.html");
let result: RunResult;

beforeAll(async () => {
  const { scenario } = await loadScenario(SMALL);
  result = simulate(scenario, { seed: 3 });
  const manifest = { run: "small-crash-0-s3", hash: "0", seed: 3, version: "0.1.0", without: [] };
  const context = chartContext(result, SCENARIO);
  // The chapter stands where a chart of it stands; which one is no matter here.
  const chart = { name: "none", title: "none", section: "Forensics", spec: () => null };
  const drawn = { name: "none", spec: {} as never, chart, title: "none", vega: { marks: [] }, svg: "" };
  writeFileSync(file, await reportPage(result, context, manifest, [drawn]));
});
afterAll(() => rmSync(directory, { recursive: true }));

describe("the crash hour", () => {
  it("has a frame a minute whose sums are those of the run", () => {
    const hour = crashHour(result, chartContext(result, SCENARIO))!;
    const { frames, from, to, fall } = hour;
    expect(frames.length).toBeGreaterThan(60);
    for (let i = 1; i < frames.length; i++) expect(frames[i].time - frames[i - 1].time).toBe(60_000);
    expect(frames[to].price / frames[from].price - 1).toBe(fall);
    expect(fall).toBeLessThan(-0.15);
    const zone = 5 * 3_600_000;
    const inside = (time: number) =>
      time - zone >= frames[0].time && time - zone < frames[frames.length - 1].time + 60_000;
    const under = frames.flatMap((f) => f.under).reduce((sum, { count }) => sum + count, 0);
    const { handed, triggered, member } = result.liquidations;
    expect(under).toBe(handed.filter(inside).length);
    // At the deadline of a call, and not when the account breached.
    expect(handed.some((at, i) => at > triggered[i])).toBe(true);
    expect(hour?.accounts).toBe(new Set(member.filter((_, i) => inside(handed[i]))).size);
    expect(frames.flatMap((f) => f.called).reduce((sum, { count }) => sum + count, 0)).toBe(
      result.calls.made.filter(inside).length,
    );
    // What sellers sold is what was traded, minute by minute; it is not kept of minutes before the fall began.
    const kept = frames.filter((f) => f.sellers.length > 0);
    expect(kept.length).toBeGreaterThan(60);
    for (const { sellers, buyers, volume } of kept) {
      expect(sellers.reduce((sum, { count }) => sum + count, 0)).toBe(volume);
      expect(buyers.reduce((sum, { count }) => sum + count, 0)).toBe(volume);
    }
  });

  it("adds up to the kill matrix of the run", () => {
    const { cells } = killFilter(result, chartContext(result, SCENARIO))!;
    const total = cells.reduce((sum, [, , , usd]) => sum + usd, 0);
    const { loss } = result.killMatrix;
    expect(total / loss.reduce((a, x) => a + x, 0)).toBeCloseTo(1, 4);
  });
});

describe("the page", () => {
  it("is small and asks for nothing else", () => {
    expect(statSync(file).size).toBeLessThan(1.5e6);
    const markup = readFileSync(file, "utf8").replaceAll(/<script[\s\S]*?<\/script>/g, "");
    expect(markup.match(/(src|href)="(?!#)[^"]{0,40}/g)).toBeNull();
  });

  describe.skipIf(!existsSync(CHROMIUM))("in a browser", () => {
    let browser: Browser;
    let page: Page;
    const trouble: string[] = [];
    const move = (id: string, value: number) =>
      page.locator(id).evaluate((slider, to) => {
        (slider as unknown as { value: string }).value = String(to);
        slider.dispatchEvent(new Event("input"));
      }, value);
    const card = (key: string) => page.locator(`#film-cards [data-key="${key}"] b`).textContent();

    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
      page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
      page.on("pageerror", (e) => trouble.push(e.message));
      page.on("console", (m) => trouble.push(m.text()));
      page.on("request", (r) => r.url().startsWith("file:") || trouble.push(r.url()));
      await page.goto(pathToFileURL(file).href);
    });
    afterAll(() => browser?.close());

    it("shows the minute that the film's slider is moved to", async () => {
      const { frames, from, to } = crashHour(result, chartContext(result, SCENARIO))!;
      const clock = (i: number) => new Date(frames[i].time).toISOString().slice(11, 16);
      expect(await page.locator("#film-time").textContent()).toBe(`30 Jan ${clock(from)}`);
      expect(await card("change")).toBe("0.0%");
      const before = await page.locator("#film-cursor").getAttribute("x1");
      await move("#film-at", to);
      expect(await page.locator("#film-time").textContent()).toBe(`30 Jan ${clock(to)}`);
      expect(await card("price")).toBe(String(Number(frames[to].price.toPrecision(5))));
      expect(await card("change")).toMatch(/^\u2212(1[5-9]|2\d)\.\d%$/);
      expect(Number(await page.locator("#film-cursor").getAttribute("x1"))).toBeGreaterThan(Number(before));
      const busiest = frames.findIndex((f) => f.under.length > 0 && f.sellers.length > 1);
      await move("#film-at", busiest);
      const [first] = frames[busiest].sellers;
      expect(await page.locator("#film-sellers tr").count()).toBe(Math.min(8, frames[busiest].sellers.length));
      expect(await page.locator("#film-sellers tr").first().textContent()).toBe(`${first.name}${first.count}`);
      const [under] = frames[busiest].under;
      expect(await page.locator("#film-under tr").first().textContent()).toBe(
        `${under.name}${under.count} (${under.lots})`,
      );
    });

    it("plays until it is stopped", async () => {
      await move("#film-at", 0);
      await page.locator("#film-play").click();
      await expect.poll(() => page.locator("#film-at").inputValue().then(Number)).toBeGreaterThan(1);
      await page.locator("#film-play").click();
      expect(await page.locator("#film-play").textContent()).toBe("Play");
    });

    it("shows the losses of the time between the matrix's sliders", async () => {
      const { bins, cells } = killFilter(result, chartContext(result, SCENARIO))!;
      const words = async () => (await page.locator("#kills-total").textContent()) ?? "";
      const whole = await words();
      expect(whole).toMatch(/^USD [\d,]+ thousand of losses, 100% of the whole run\u2019s$/);
      const middle = Math.floor(bins.length / 2);
      await move("#kills-to", middle);
      expect(await page.locator("#kills-to-time").textContent()).toBe(bins[middle]);
      const sum = (first: number, last: number) =>
        cells.reduce((a, [bin, , , usd]) => a + (bin >= first && bin <= last ? usd : 0), 0);
      const share = Math.round((100 * sum(0, middle)) / sum(0, bins.length));
      expect(share).toBeGreaterThan(0);
      expect(share).toBeLessThan(100);
      expect(Number(/, (\d+)%/.exec(await words())?.[1])).toBeCloseTo(share, 0);
      const corner = () => page.locator("#kills-table tbody tr").first().locator("td").last().textContent();
      const half = await corner();
      // The other slider takes this one along: from is never after to.
      await move("#kills-from", bins.length - 1);
      expect(await page.locator("#kills-to-time").textContent()).toBe(bins[bins.length - 1]);
      expect(await corner()).not.toBe(half);
      expect(trouble).toEqual([]);
    });
  });
});
