import type { TopLevelSpec } from "vega-lite";
import type { RunResult } from "../engine/result.ts";
import type { Piece } from "./chart.ts";
import type { ChartContext } from "./context.ts";
import { INK } from "./palette.ts";

/** Width of a chart's plotting area, pixels. */
export const WIDTH = 860;

const FONT = "DejaVu Sans, Verdana, sans-serif";

/** Look of every chart: quiet axes, dark text, no frame. */
const CONFIG = {
  font: FONT,
  // A spoken description of every point of a line serves nobody and triples the cost of drawing.
  aria: false,
  background: "#ffffff",
  view: { stroke: null },
  title: {
    anchor: "start",
    frame: "bounds",
    fontSize: 16,
    fontWeight: "bold",
    color: INK.text,
    subtitleColor: INK.faint,
    subtitleFontSize: 11.5,
    subtitlePadding: 5,
    offset: 14,
  },
  axis: {
    labelColor: INK.text,
    titleColor: INK.faint,
    labelFontSize: 11,
    titleFontSize: 11,
    titleFontWeight: "normal",
    gridColor: INK.grid,
    domainColor: "#c6ccd2",
    tickColor: "#c6ccd2",
  },
  legend: {
    labelFontSize: 11,
    titleFontSize: 11,
    titleFontWeight: "normal",
    symbolStrokeWidth: 2.5,
    labelColor: INK.text,
  },
  line: { strokeWidth: 1.4, strokeJoin: "round" },
  concat: { spacing: 18 },
} as const;

/** Puts a title, the run's name and the house style round a chart's panels. */
export function chart(
  title: string,
  subtitle: readonly string[],
  result: RunResult,
  context: ChartContext,
  body: Piece,
): TopLevelSpec {
  const without = result.without.length > 0 ? `, without ${result.without.join(" and ")}` : "";
  const run = `${result.scenario}, seed ${result.seed}${without}. Simulated. Times are ${context.clock.name}.`;
  return framed(title, [...subtitle, run], body);
}

/** Puts a title, lines of explanation and the house style round a chart's panels. */
export function framed(title: string, subtitle: readonly string[], body: Piece): TopLevelSpec {
  return frame(wrap(title), subtitle, body);
}

/** The same with the lines of a long title of even length. */
export function evenlyFramed(title: string, subtitle: readonly string[], body: Piece): TopLevelSpec {
  const lines = Math.ceil(title.length / TITLE_LENGTH);
  return frame(
    lines === 1 ? title : wrap(title, Math.min(TITLE_LENGTH, Math.ceil(title.length / lines) + 6)),
    subtitle,
    body,
  );
}

function frame(title: string | string[], subtitle: readonly string[], body: Piece): TopLevelSpec {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title: { text: title, subtitle: [...subtitle] },
    ...body,
    padding: { left: 12, right: 16, top: 12, bottom: 10 },
    config: CONFIG,
  } as unknown as TopLevelSpec;
}

/** Characters of a title that fit above a chart of the usual width. */
const TITLE_LENGTH = 86;

/** Lines of a title, broken at spaces; a single line stays a string. */
function wrap(title: string, length: number = TITLE_LENGTH): string | string[] {
  const lines: string[] = [""];
  for (const word of title.split(" ")) {
    const line = lines[lines.length - 1];
    if (line !== "" && line.length + word.length + 1 > length) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.length === 1 ? lines[0] : lines;
}
