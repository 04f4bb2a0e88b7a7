import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Answer, answer } from "./engine-entry.ts";

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const scenario = readFileSync(new URL("../experiment/small-market.yaml", import.meta.url), "utf8");

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ ...(CHROMIUM ? { executablePath: CHROMIUM } : {}), args: ["--no-sandbox"] });
});
afterAll(() => browser?.close());

it("the engine gives in a browser what it gives in Node, to the bit", async () => {
  const bundle = await build({
    entryPoints: [fileURLToPath(new URL("engine-entry.ts", import.meta.url))],
    bundle: true,
    write: false,
    platform: "browser",
    format: "iife",
    globalName: "stampede",
    logLevel: "silent",
  });
  expect(bundle.warnings).toEqual([]);
  const page = await browser.newPage();
  const failures: string[] = [];
  page.on("pageerror", (error) => failures.push(String(error)));
  await page.addScriptTag({ content: bundle.outputFiles[0].text });
  const call = `stampede.answer(${JSON.stringify(scenario)}, 3)`;
  const there = (await page.evaluate(call)) as Answer;
  const here = answer(scenario, 3);
  expect(failures).toEqual([]);
  expect(here.arrays).toBeGreaterThan(40);
  expect(here.summary["liquidations.episodes"]).toBeGreaterThan(50);
  expect(there).toEqual(here);
});
