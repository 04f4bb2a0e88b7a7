import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { RenderedImage } from "@resvg/resvg-js";

const require = createRequire(import.meta.url);

/** Pixels for each unit of the SVG. */
const SCALE = 1.6;

/**
 * Paints an SVG at SCALE times its size, with DejaVu Sans from the package and never a system font: equal SVG gives equal
 * pixels on every machine. Both weights are given, or bold text would come out plain.
 */
export async function paint(svg: string): Promise<RenderedImage> {
  const { Resvg } = await import("@resvg/resvg-js");
  const fonts = join(dirname(require.resolve("dejavu-fonts-ttf/package.json")), "ttf");
  const image = new Resvg(svg, {
    fitTo: { mode: "zoom", value: SCALE },
    background: "#ffffff",
    font: {
      loadSystemFonts: false,
      fontFiles: [join(fonts, "DejaVuSans.ttf"), join(fonts, "DejaVuSans-Bold.ttf")],
      defaultFontFamily: "DejaVu Sans",
    },
  });
  return image.render();
}

/** The painted SVG as a PNG file. */
export async function drawPng(svg: string): Promise<Uint8Array> {
  return (await paint(svg)).asPng();
}
