import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Drawn } from "./draw-charts.ts";
import { escapeHtml } from "./html.ts";
import { REPORT_SCRIPT } from "./report-script.ts";
import { REPORT_STYLE } from "./report-style.ts";

/**
 * A page with charts that needs no network and no other file. Scripts run only if they are these very ones (the policy
 * names their digests); Vega compiles its expressions, which asks for `unsafe-eval`. `more`: scripts of the page's own.
 */
export async function reportDocument(
  title: string,
  body: string,
  charts: readonly Drawn[],
  more: readonly string[] = [],
): Promise<string> {
  const scripts = [await vegaSource(), REPORT_SCRIPT, ...more];
  const digests = scripts.map((s) => `'sha256-${createHash("sha256").update(s).digest("base64")}'`).join(" ");
  const policy = `default-src 'none'; script-src ${digests} 'unsafe-eval'; style-src 'unsafe-inline'; img-src data:; font-src data:`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
${body}
<div id="tip" role="tooltip"></div>
${charts.map((c) => `<script type="application/json" id="spec-${escapeHtml(c.name)}">${JSON.stringify(c.vega).replaceAll("<", "\\u003c")}</script>`).join("\n")}
${scripts.map((script) => `<script>${script}</script>`).join("\n")}
</body>
</html>
`;
}

/** A chart in the page: the still picture, until the script brings it to life. */
export function figureHtml({ name, svg }: Drawn, about: string): string {
  const safe = escapeHtml(name);
  return `<figure id="${safe}">
<div class="chart" data-chart="${safe}">${svg}</div>
<figcaption>${escapeHtml(about)}: charts/${safe}.png, .svg, .vl.json</figcaption>
</figure>`;
}

/** Vega's own build for browsers, a neighbour of the module that is its entry. */
async function vegaSource(): Promise<string> {
  const file = join(dirname(createRequire(import.meta.url).resolve("vega")), "vega.min.js");
  const source = await readFile(file, "utf8");
  return source.replaceAll(/<\/script/gi, "<\\/script").replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n");
}
