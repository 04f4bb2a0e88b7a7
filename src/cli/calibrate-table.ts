/** What `stampede calibrate` prints of a calibration. */
import { type CalibrationReport, holding, pinned } from "../analysis/calibration/index.ts";
import { align } from "./figures.ts";

/** Pairs of figures that are told. */
const PAIRS = 5;

/** A line for each parameter, what the figures come to, what pulls against what, and the values as `--set` takes them. */
export function calibrationLines(report: CalibrationReport): string[] {
  const { parameters, figures, evaluations, best, opposed, margin, within } = report;
  const heading = ["parameter", "start", "found", "bounds", "5% to 95% of seeds", "among the good", ""];
  const rows = parameters.map((parameter) => {
    const { path, written } = parameter;
    const state = pinned(parameter, report);
    const share = `${Math.round(parameter.rangeShare * 100)}% of the bounds`;
    return [
      path,
      written.start,
      written.found,
      `${written.low} to ${written.high}`,
      written.interval.join(" to "),
      `${written.range.join(" to ")} (${share})`,
      state === null ? "too few good points to tell" : state ? "" : "not pinned down",
    ];
  });
  const loss = (p: number) => evaluations[p].loss.toFixed(3);
  const count = (at: "start" | "found") => `${holding(figures, at)} of ${figures.length}`;
  return [
    ...align([heading, ...rows], ["left", "right", "right", "left", "left", "left", "left"]),
    "",
    `loss ${loss(0)} at the start, ${loss(best)} at point ${best} (standard error over seeds ${report.error.toFixed(3)}); ${count("start")} figures within tolerance at the start, ${count("found")} there`,
    `good: ${within} points whose loss exceeds the best by at most ${margin.toFixed(3)}`,
    ...opposed
      .slice(0, PAIRS)
      .map(({ a, b, correlation }) => `pull against each other: ${a.label} / ${b.label} (${correlation.toFixed(2)})`),
    "",
    "found, as --set takes it:",
    ...parameters.map(({ path, written }) => `  ${path}=${written.found}`),
    "",
  ];
}
