/** This build against another revision: the same probes on both, in turn, and the ratios with intervals. */
import { RandomStream } from "../src/core/random.ts";
import { measure, stopMeasuring } from "./measure.ts";
import { build, checkOut, commitOf } from "./revision.ts";
import { quantile, ratioInterval } from "./statistics.ts";
import type { Answer, Subject } from "./subject.ts";
import { short, textTable } from "./table.ts";

/** A figure of both builds. */
interface Compared {
  readonly bench: string;
  readonly subject: string;
  readonly figure: string;
  readonly unit: string;
  readonly here: number;
  readonly there: number;
  /** Here over there, with its 95% interval. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly verdict: "better" | "worse" | "no difference seen";
  /** Whether both did the same, to the bit; null where the probe does not tell. */
  readonly same: boolean | null;
  readonly rounds: number;
}

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Measures `subjects` here and at `name`, `rounds` times in turn, and prints the table (or JSON). Returns the exit
 * status: 2 when git knows no such revision, 1 when it cannot be built, else 0.
 */
export async function compare(
  name: string,
  subjects: readonly Subject[],
  root: string,
  { rounds, json }: { readonly rounds: number; readonly json: boolean },
): Promise<number> {
  const commit = commitOf(name, root);
  if (commit === null) {
    process.stderr.write(`there is no revision ${JSON.stringify(name)} in this repository\n`);
    return 2;
  }
  const revision = checkOut(commit, root);
  const stop = new AbortController();
  const leave = (status: number): void => {
    stop.abort();
    stopMeasuring();
    revision.remove();
    process.exit(status);
  };
  const handlers = Object.entries(SIGNALS).map(([signal, status]) => [signal, () => leave(status)] as const);
  for (const [signal, handler] of handlers) process.on(signal, handler);
  try {
    await build(revision, stop.signal);
    const rows: Compared[] = [];
    for (const subject of subjects) rows.push(...(await compareOne(subject, root, revision.root, rounds)));
    process.stdout.write(
      json ? `${JSON.stringify({ commit, rows })}\n` : `against ${commit.slice(0, 12)}\n${text(rows)}\n`,
    );
    return 0;
  } catch (error) {
    process.stderr.write(`${name}: ${(error as Error).message}\n`);
    return 1;
  } finally {
    for (const [signal, handler] of handlers) process.off(signal, handler);
    revision.remove();
  }
}

/** One subject; nothing when one of the builds cannot do it, which is told. */
async function compareOne(subject: Subject, here: string, there: string, rounds: number): Promise<Compared[]> {
  const answers: Record<"here" | "there", Answer[]> = { here: [], there: [] };
  for (let round = 0; round < rounds; round++) {
    // Who is first changes from round to round, so that a machine that slows down favours neither.
    const order = round % 2 === 0 ? (["here", "there"] as const) : (["there", "here"] as const);
    for (const side of order) {
      try {
        answers[side].push(await measure(subject, side === "here" ? here : there));
      } catch (error) {
        const where = side === "here" ? "this build" : "the revision";
        process.stderr.write(`${subject.bench}, ${subject.name}: not on ${where}: ${(error as Error).message}\n`);
        return [];
      }
    }
  }
  const [a, b] = [answers.here[0]?.digest, answers.there[0]?.digest];
  const same = a === undefined || b === undefined ? null : a === b;
  return subject.figures.flatMap((figure) => {
    if (figure.better === "neither") return [];
    const values = (side: "here" | "there") => answers[side].map((answer) => Number(answer[figure.key]));
    const mine = values("here");
    const other = values("there");
    const { ratio, low, high } = ratioInterval(mine, other, dice(subject, figure.key));
    const slower = figure.better === "less" ? low > 1 : high < 1;
    const faster = figure.better === "less" ? high < 1 : low > 1;
    return {
      bench: subject.bench,
      subject: subject.name,
      figure: figure.label,
      unit: figure.unit,
      here: quantile(mine, 0.5),
      there: quantile(other, 0.5),
      ratio,
      low,
      high,
      verdict: slower ? "worse" : faster ? "better" : "no difference seen",
      same,
      rounds,
    } as const;
  });
}

const dice = ({ name }: Subject, key: string): (() => number) => {
  const stream = new RandomStream(1, `bootstrap/${name}/${key}`);
  return () => stream.next();
};

function text(rows: readonly Compared[]): string {
  const cells = rows.map((row, i) => {
    const again = rows[i - 1]?.subject === row.subject && rows[i - 1]?.bench === row.bench;
    const [here, there, ratio] = [row.here, row.there, row.ratio].map(short);
    const work = row.same === null ? "" : row.same ? "same results" : "OTHER RESULTS";
    return [
      again ? "" : row.bench,
      again ? "" : row.subject,
      row.figure,
      here!,
      there!,
      row.unit,
      ratio!,
      `${short(row.low)} to ${short(row.high)}`,
      again ? row.verdict : `${row.verdict}${work === "" ? "" : `, ${work}`}`,
    ];
  });
  return textTable(["bench", "subject", "figure", "here", "there", "", "ratio", "95%", "verdict"], cells, 3);
}
