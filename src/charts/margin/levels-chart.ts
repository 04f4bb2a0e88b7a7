import type { TopLevelSpec } from "vega-lite";
import { HORIZONS, type Procyclicality } from "../../analysis/margin/index.ts";
import { dayName } from "../../core/time.ts";
import type { Piece } from "../chart.ts";
import { INK } from "../palette.ts";
import { framed } from "../theme.ts";
import { amount, counted } from "../wording.ts";
import { type DayLine, type DayMarks, dayPanel } from "./day-axis.ts";
import { daysWords } from "./margin-view.ts";

/** A margin path that was given. */
export interface LevelsView {
  readonly file: string;
  /** Levels in the file. */
  readonly levels: number;
  /** Business days, midnights in ms UTC, and the level of each. */
  readonly days: readonly number[];
  readonly path: readonly number[];
  readonly figures: Procyclicality;
}

/** Horizons that are drawn, business days, the longest undermost, and their colours. */
const DRAWN: readonly (readonly [(typeof HORIZONS)[number], string])[] = [
  [20, INK.up],
  [5, INK.settlement],
  [1, INK.price],
];

/** The levels, with peak and trough, and what those had to add who held a position over a few days. */
export function levelsChart(view: LevelsView): TopLevelSpec {
  const { days, path, figures } = view;
  const ratios = DRAWN.filter(([n]) => path.length > n).map(
    ([n, colour]): DayLine => ({
      name: `over ${daysWords(n)}, ${figures.maxIncrease[HORIZONS.indexOf(n)].toFixed(3)} at most`,
      values: path.map((level, i) => (i < n ? Number.NaN : level / path[i - n])),
      colour,
    }),
  );
  const panels: Piece[] = [
    dayPanel({
      heading: "Margin; triangles: its peak and its trough",
      yTitle: "margin",
      zero: true,
      height: 220,
      dates: days,
      lines: [{ name: "margin", values: path, colour: INK.up, held: true }],
      marks: [extreme(view, "peak"), extreme(view, "trough")],
      labels: ratios.length === 0,
    }),
    ...(ratios.length === 0
      ? []
      : [
          dayPanel({
            heading: "Margin over the margin of so many business days before",
            yTitle: "ratio",
            height: 170,
            dates: days,
            lines: ratios,
            labels: true,
          }),
        ]),
  ];
  return framed(headline(view), [levelsSubject(view)], {
    vconcat: panels,
    resolve: { scale: { color: "independent" }, legend: { color: "independent" } },
  });
}

/** "levels.csv: 17 levels, 2009-06-26 to 2011-09-26, 587 business days" */
export function levelsSubject({ file, levels, days }: LevelsView): string {
  const span = `${dayName(days[0])} to ${dayName(days[days.length - 1])}`;
  return `${file.replace(/^.*[/\\]/, "")}: ${counted(levels, "level")}, ${span}, ${counted(days.length, "business day")}`;
}

function headline({ path, figures }: LevelsView): string {
  const { low, high } = range(path);
  if (low === high) return `Margin stays at ${amount(low)}`;
  return `Margin runs from ${amount(low)} to ${amount(high)}: peak to trough ${figures.peakToTrough.toFixed(3)}, trough before peak ${figures.peakToTroughOrdered.toFixed(3)}`;
}

const range = (path: readonly number[]) => ({
  low: path.reduce((a, b) => Math.min(a, b)),
  high: path.reduce((a, b) => Math.max(a, b)),
});

/** The first day of the highest or the lowest level. */
function extreme({ days, path }: LevelsView, which: "peak" | "trough"): DayMarks {
  const { low, high } = range(path);
  const at = path.indexOf(which === "peak" ? high : low);
  return {
    days: low === high ? [] : [days[at]],
    values: [path[at]],
    colour: which === "peak" ? INK.down : INK.nav,
    shape: which === "peak" ? "triangle-down" : "triangle-up",
    what: which,
    text: [`${amount(path[at])} from ${dayName(days[at])}`],
  };
}
