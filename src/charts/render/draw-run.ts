import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { RunResult } from "../../engine/result.ts";
import type { Chart } from "../chart.ts";
import { type ChartScenario, chartContext } from "../context.ts";
import { CHARTS } from "../specs/index.ts";
import { compileChart, stillPicture, type VegaSpec } from "./compile.ts";
import { PngThread } from "./png-thread.ts";
import { type ReportManifest, reportPage } from "./report.ts";
import { drawSvg } from "./svg.ts";

/** What is drawn. */
export interface DrawRequest {
  readonly result: RunResult;
  readonly twin: RunResult | null;
  readonly scenario: ChartScenario;
  readonly manifest: ReportManifest;
  /** Stops the drawing between two charts. */
  readonly signal?: AbortSignal;
}

/** A chart of a run, drawn. */
export interface DrawnChart {
  readonly chart: Chart;
  /** Title that says what is seen. */
  readonly title: string;
  /** Vega spec with tooltips and zoom, and the still picture. */
  readonly vega: VegaSpec;
  readonly svg: string;
}

/**
 * Draws a run into an existing directory: `charts/NAME.vl.json`, `.svg` and `.png` of every chart that the run has
 * something for, and `report.html`. Equal requests give equal bytes. Throws when Vega-Lite finds fault with a chart, the
 * signal's reason, and what the file system throws.
 */
export async function drawRun(directory: string, request: DrawRequest): Promise<void> {
  const { result, twin, scenario, manifest } = request;
  const context = chartContext(result, scenario, twin);
  const folder = join(directory, "charts");
  await mkdir(folder, { recursive: true });
  const thread = new PngThread();
  const drawn: DrawnChart[] = [];
  const writes: Promise<void>[] = [];
  const write = (promise: Promise<void>) => {
    // Looked at when all is drawn; until then a failure must not count as unhandled.
    promise.catch(() => {});
    writes.push(promise);
  };
  try {
    for (const chart of CHARTS) {
      const spec = chart.spec(result, context);
      if (!spec) continue;
      const vega = await compileChart(spec, (message) => {
        throw new Error(`chart ${chart.name}: ${message}`);
      });
      const svg = await drawSvg(stillPicture(vega));
      drawn.push({ chart, title: titleOf(spec), vega, svg });
      const file = (ending: string, data: string | Uint8Array) =>
        write(writeFile(join(folder, `${chart.name}.${ending}`), data));
      file("vl.json", `${JSON.stringify(spec)}\n`);
      file("svg", svg);
      write(thread.draw(svg).then((png) => writeFile(join(folder, `${chart.name}.png`), png)));
      // Lets signals and progress through between charts.
      await setImmediate();
      request.signal?.throwIfAborted();
    }
    write(writeFile(join(directory, "report.html"), await reportPage(result, context, manifest, drawn)));
    await Promise.all(writes);
  } finally {
    await Promise.allSettled(writes);
    await thread.close();
  }
}

function titleOf(spec: { readonly title?: unknown }): string {
  const { text } = spec.title as { text: string | string[] };
  return Array.isArray(text) ? text.join(" ") : text;
}
