/** Figures at one step of the clock against those at another. */
import { quantile } from "../../dist/analysis/index.js";
import { align, formatFigure, formatSpan } from "../../dist/cli/figures.js";

/** @typedef {Readonly<Record<string, number | string | null>>} Summary */
/** @typedef {{ readonly label: string, readonly unit: string, readonly key: string, readonly low: number | null, readonly high: number | null }} Figure */
/** @typedef {{ figure: Figure, medians: number[], low: number, high: number, agrees: boolean }} Row */

/** Part of a figure's own range, end to end, by which a median may lie beyond the band: less than anybody cares for. */
const SLACK = 0.025;

/**
 * Medians of each figure at each step (NaN where half of the runs or more have no value), and whether all of them lie
 * between the 10% and the 90% of the runs at the scenario's own step. No value at any step is agreement, too.
 * @param {readonly Figure[]} figures @param {readonly (readonly Summary[])[]} summaries by step @param {number} own
 * @returns {Row[]}
 */
export function compare(figures, summaries, own) {
  return figures.map((figure) => {
    const values = summaries.map((runs) => runs.map((run) => run[figure.key]).filter((v) => typeof v === "number"));
    const medians = values.map((known, s) =>
      known.length * 2 > summaries[s].length ? quantile(known, 0.5) : Number.NaN,
    );
    const low = quantile(values[own], 0.1);
    const high = quantile(values[own], 0.9);
    const claimed = figure.low === null || figure.high === null ? 0 : figure.high - figure.low;
    const slack = Math.max(SLACK * claimed, 1e-9 * Math.max(Math.abs(low), Math.abs(high)));
    const none = Number.isNaN(medians[own]);
    const agrees = medians.every((m) => (none ? Number.isNaN(m) : m >= low - slack && m <= high + slack));
    return { figure, medians, low, high, agrees };
  });
}

/**
 * The table, and what it comes to.
 * @param {readonly Row[]} rows @param {readonly string[]} steps @param {number} own @param {number} seeds
 */
export function lines(rows, steps, own, seeds) {
  const heading = ["", `median over ${seeds} seeds, by step`, ...steps, `10% to 90% at ${steps[own]}`];
  const cells = rows.map(({ figure: { label, unit }, medians, low, high, agrees }) => [
    agrees ? "✓" : "✗",
    label,
    ...medians.map((median) => formatFigure(median, unit)),
    formatSpan(low, high, unit),
  ]);
  const agreeing = rows.filter((row) => row.agrees).length;
  const share = ((100 * agreeing) / rows.length).toFixed(1);
  return [
    ...align([heading, ...cells], ["left", "left", ...steps.map(() => /** @type {const} */ ("right")), "left"]),
    "",
    `${agreeing} of ${rows.length} figures (${share}%) agree: at every step the median lies where four in five runs at ${steps[own]} lie`,
  ];
}
