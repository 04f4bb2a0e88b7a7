/** A published figure that a run is held against. */
export interface ReportedFigure {
  /** Key of the summary that simulates it. */
  readonly key: string;
  readonly label: string;
  readonly value: number;
  /** How it is written: "%" for a fraction, else the unit itself ("USD/oz", "days"). */
  readonly unit: string;
  /** Range that counts as agreement, in the unit of `value`; null when none is claimed. */
  readonly low: number | null;
  readonly high: number | null;
  readonly source: string;
}

/** A line of the table of reported and simulated figures. */
export interface ReportedRow extends ReportedFigure {
  /** NaN when the run does not yield it. */
  readonly simulated: number;
  /** Whether the simulated figure lies in the range; null when there is no range or no figure. */
  readonly within: boolean | null;
}

/** Sets each reported figure beside the summary's. */
export function reportedTable(
  reported: readonly ReportedFigure[],
  summary: Readonly<Record<string, number | string | null>>,
): ReportedRow[] {
  return reported.map((figure) => {
    const found = summary[figure.key];
    const simulated = typeof found === "number" ? found : Number.NaN;
    const ranged = (figure.low !== null || figure.high !== null) && !Number.isNaN(simulated);
    const within = ranged
      ? simulated >= (figure.low ?? Number.NEGATIVE_INFINITY) && simulated <= (figure.high ?? Number.POSITIVE_INFINITY)
      : null;
    return { ...figure, simulated, within };
  });
}
