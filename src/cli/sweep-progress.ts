/** How far a sweep is: done, rate, time left, failures, and the lowest and highest value of a figure so far. */
import type { FinishedRun } from "../experiment/sweep/run-sweep.ts";
import { formatNumber } from "./figures.ts";
import { openLine } from "./progress.ts";

/** Between plain lines, ms. */
const PLAIN_EVERY = 5000;

export interface SweepDisplay {
  show(run: FinishedRun): void;
  /** A line that stays. */
  note(text: string): void;
  end(): void;
}

/** What is shown. */
interface Watched {
  /** Runs that are to be made. */
  readonly pending: number;
  /** Summary key whose lowest and highest value are shown; null: the first venue's fall. */
  readonly metric: string | null;
  readonly quiet: boolean;
  /** All runs are of one point, which need not be told then. */
  readonly onePoint?: boolean;
}

/** How far it is. */
export interface SweepState {
  readonly done: number;
  readonly pending: number;
  readonly failed: number;
  /** Since the first run began, seconds. */
  readonly seconds: number;
  readonly metric: string | null;
  readonly lowest: Extreme | null;
  readonly highest: Extreme | null;
  readonly onePoint?: boolean;
}

interface Extreme {
  readonly value: number;
  readonly point: number;
}

/** A display, or one that shows nothing when `quiet`. */
export function sweepProgress({ pending, metric: asked, quiet, onePoint = false }: Watched): SweepDisplay {
  if (quiet) return { show: () => {}, note: () => {}, end: () => {} };
  const line = openLine(PLAIN_EVERY);
  const began = performance.now();
  let state: SweepState = {
    ...{ done: 0, pending, failed: 0, seconds: 0, onePoint },
    ...{ metric: asked, lowest: null, highest: null },
  };
  const seconds = (): number => (performance.now() - began) / 1000;
  if (pending > 0) line.write(0, `0 of ${pending.toLocaleString("en-US")} runs`, true);
  // The first run may take minutes.
  const waiting = setInterval(() => {
    if (state.done === 0 && pending > 0) line.write(0, sweepLine({ ...state, seconds: seconds() }), true);
  }, PLAIN_EVERY);
  waiting.unref();
  return {
    show(run) {
      clearInterval(waiting);
      state = after(state, run, seconds());
      line.write(state.done / pending, sweepLine(state), state.done === pending);
    },
    note(text) {
      line.end();
      process.stderr.write(`${text}\n`);
    },
    end() {
      clearInterval(waiting);
      line.end();
    },
  };
}

/** The state after one more run. */
export function after(state: SweepState, { point, outcome }: FinishedRun, seconds: number): SweepState {
  const { summary } = outcome;
  const next = { ...state, done: state.done + 1, seconds };
  if (summary === null) return { ...next, failed: state.failed + 1 };
  const metric = state.metric ?? firstFigure(summary);
  const value = metric === null ? null : summary[metric];
  if (typeof value !== "number") return { ...next, metric };
  const { lowest, highest } = state;
  return {
    ...next,
    metric,
    lowest: lowest === null || value < lowest.value ? { value, point } : lowest,
    highest: highest === null || value > highest.value ? { value, point } : highest,
  };
}

/** The fall of the first venue, or the first number there is. */
function firstFigure(summary: NonNullable<FinishedRun["outcome"]["summary"]>): string | null {
  const figures = Object.keys(summary).filter((key) => typeof summary[key] === "number");
  return figures.find((key) => key.endsWith(".fall")) ?? figures[0] ?? null;
}

/** `120 of 1,000 runs  12%  3.1 runs/s  5 min left  2 failed  comex.fall -0.312 (point 7) to -0.051 (point 3)`. */
export function sweepLine({ done, pending, failed, seconds, metric, lowest, highest, onePoint }: SweepState): string {
  if (done === 0) return `0 of ${pending.toLocaleString("en-US")} runs  ${duration(seconds)} so far`;
  const rate = seconds > 0 ? done / seconds : 0;
  const left = rate > 0 ? (pending - done) / rate : 0;
  const parts = [
    `${done.toLocaleString("en-US")} of ${pending.toLocaleString("en-US")} runs`,
    `${Math.floor((100 * done) / pending)}%`,
    rate >= 1 ? `${rate.toFixed(1)} runs/s` : `${(rate * 60).toFixed(1)} runs/min`,
    left > 0 ? `${duration(left)} left` : "",
    failed > 0 ? `${failed.toLocaleString("en-US")} failed` : "",
    lowest && highest
      ? `${metric} ${extreme("lowest", lowest, onePoint)}, ${extreme("highest", highest, onePoint)}`
      : "",
  ];
  return parts.filter((part) => part !== "").join("  ");
}

const extreme = (name: string, { value, point }: Extreme, onePoint = false): string =>
  `${name} ${formatNumber(value)}${onePoint ? "" : ` (point ${point})`}`;

/** `45 s`, `12 min`, `3.4 h`, `2.1 days`. */
export function duration(seconds: number): string {
  if (seconds < 100) return `${Math.ceil(seconds)} s`;
  if (seconds < 6000) return `${Math.ceil(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${(seconds / 3600).toFixed(1)} h`;
  return `${(seconds / 86_400).toFixed(1)} days`;
}
