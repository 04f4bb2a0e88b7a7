import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { TopLevelSpec } from "vega-lite";
import { compileChart, stillPicture, type VegaSpec } from "./compile.ts";
import { PngThread } from "./png-thread.ts";
import { drawSvg } from "./svg.ts";

/** A spec and the name of its files. */
export interface ChartToDraw {
  readonly name: string;
  readonly spec: TopLevelSpec;
}

/** A chart, drawn. */
export type Drawn<T extends ChartToDraw = ChartToDraw> = T & {
  /** Title that says what is seen. */
  readonly title: string;
  /** Vega spec with tooltips and zoom, and the still picture. */
  readonly vega: VegaSpec;
  readonly svg: string;
};

/**
 * Draws charts into an existing directory: `charts/NAME.vl.json`, `.svg` and `.png` of each, and `report.html`, which
 * `report` makes of them. Specs are asked for one at a time. Throws when Vega-Lite finds fault with a chart, the signal's
 * reason, and what the file system throws.
 */
export async function drawCharts<T extends ChartToDraw>(
  directory: string,
  charts: Iterable<T>,
  signal: AbortSignal | undefined,
  report: (drawn: readonly Drawn<T>[]) => Promise<string>,
): Promise<void> {
  const folder = join(directory, "charts");
  await mkdir(folder, { recursive: true });
  const thread = new PngThread();
  const drawn: Drawn<T>[] = [];
  const writes: Promise<void>[] = [];
  const write = (promise: Promise<void>) => {
    // Looked at when all is drawn; until then a failure must not count as unhandled.
    promise.catch(() => {});
    writes.push(promise);
  };
  try {
    for (const chart of charts) {
      const { name, spec } = chart;
      const vega = await compileChart(spec, (message) => {
        throw new Error(`chart ${name}: ${message}`);
      });
      const svg = await drawSvg(stillPicture(vega));
      drawn.push({ ...chart, title: titleOf(spec), vega, svg });
      const file = (ending: string, data: string | Uint8Array) =>
        write(writeFile(join(folder, `${name}.${ending}`), data));
      file("vl.json", `${JSON.stringify(spec)}\n`);
      file("svg", svg);
      write(thread.draw(svg).then((png) => writeFile(join(folder, `${name}.png`), png)));
      // Lets signals and progress through between charts.
      await setImmediate();
      signal?.throwIfAborted();
    }
    write(writeFile(join(directory, "report.html"), await report(drawn)));
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
