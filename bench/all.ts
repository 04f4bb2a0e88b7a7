/** The one table: every figure of every subject, as the median of its rounds with its quartiles. */
import { measure } from "./measure.ts";
import { quantile } from "./statistics.ts";
import type { Answer, Figure, Subject } from "./subject.ts";
import { short, textTable } from "./table.ts";

/** A row of the table, as `--json` prints it. */
interface Row {
  readonly bench: string;
  readonly subject: string;
  readonly figure: string;
  readonly unit: string;
  readonly median: number;
  readonly quarter: number;
  readonly threeQuarters: number;
  readonly rounds: number;
  readonly target?: number;
  readonly met?: boolean;
  readonly peer?: string;
}

/** Measures all subjects in `root`; a subject that fails is told on standard error and left out. */
export async function measureAll(subjects: readonly Subject[], root: string, rounds: number | null): Promise<Row[]> {
  const rows: Row[] = [];
  for (const subject of subjects) {
    const answers: Answer[] = [];
    try {
      for (let round = rounds ?? subject.rounds; round > 0; round--) answers.push(await measure(subject, root));
    } catch (error) {
      process.stderr.write(`${subject.bench}, ${subject.name}: ${(error as Error).message}\n`);
      process.exitCode = 1;
      continue;
    }
    rows.push(...subject.figures.map((figure) => rowOf(subject, figure, answers)));
    const most = answers[0]?.most;
    if (most !== undefined) process.stderr.write(`${subject.bench}, ${subject.name}: ${most}\n`);
  }
  return rows;
}

function rowOf({ bench, name }: Subject, figure: Figure, answers: readonly Answer[]): Row {
  const values = answers.map((answer) => Number(answer[figure.key] ?? Number.NaN));
  const { label, unit, better, target, peer } = figure;
  const median = quantile(values, 0.5);
  const met = better === "more" ? median >= (target ?? 0) : median <= (target ?? 0);
  return {
    bench,
    subject: name,
    figure: label,
    unit,
    median,
    quarter: quantile(values, 0.25),
    threeQuarters: quantile(values, 0.75),
    rounds: values.length,
    ...(target === undefined ? {} : { target, met }),
    ...(peer === undefined ? {} : { peer }),
  };
}

/** The table in words. */
export function rowsText(rows: readonly Row[]): string {
  const cells = rows.map((row, i) => {
    const again = rows[i - 1]?.subject === row.subject && rows[i - 1]?.bench === row.bench;
    const aim = row.target === undefined ? "" : `${short(row.target)} ${row.met ? "met" : "not met"}`;
    const spread = row.rounds > 1 ? `${short(row.quarter)} to ${short(row.threeQuarters)}` : "";
    return [
      again ? "" : row.bench,
      again ? "" : row.subject,
      row.figure,
      short(row.median),
      row.unit,
      spread,
      aim,
      row.peer ?? "",
    ];
  });
  return textTable(["bench", "subject", "figure", "median", "", "quartiles", "aim", "elsewhere"], cells, 3);
}
