import type { VegaSpec } from "./compile.ts";
import { measure } from "./text-width.ts";

/**
 * Draws a compiled chart as SVG. The ids of clips and gradients count up within a process, so they are set back before
 * each drawing: equal specs give equal bytes. Vega is loaded when first needed.
 */
export async function drawSvg(spec: VegaSpec): Promise<string> {
  const vega = await import("vega");
  const { textMetrics } = vega as unknown as { textMetrics: { width: typeof measure } };
  textMetrics.width = measure;
  vega.resetSVGDefIds();
  // Errors only: without a window Vega warns that its zoom cannot hear the pointer.
  const view = new vega.View(vega.parse(spec as never), { renderer: "none", logLevel: vega.Error });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
