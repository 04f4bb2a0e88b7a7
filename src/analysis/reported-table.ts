import { agrees, counts, figureKey, type ReportedFigure } from "./reported/reported-figure.ts";

/** A line of the table of reported and simulated figures. */
export interface ReportedRow extends ReportedFigure {
  /** NaN when the run does not yield it. */
  readonly simulated: number;
  /** Whether the simulated figure lies in the range, which one without a value does not; null when it does not count. */
  readonly within: boolean | null;
}

/** Sets each reported figure beside the summary's. */
export function reportedTable(
  reported: readonly ReportedFigure[],
  summary: Readonly<Record<string, number | string | null>>,
): ReportedRow[] {
  return reported.map((figure) => {
    const found = summary[figureKey(figure)];
    const simulated = typeof found === "number" ? found : Number.NaN;
    return { ...figure, simulated, within: counts(figure) ? agrees(figure, simulated) : null };
  });
}
