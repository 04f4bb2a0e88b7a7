/** The line of progress of a search: points tried, the least loss so far, and how long is left. */
import { openLine } from "./progress.ts";

/** Between plain lines of progress, ms. */
const PLAIN_EVERY = 5000;

export interface SearchTotals {
  readonly evaluations: number;
  /** Runs of each point. */
  readonly seeds: number;
  readonly quiet: boolean;
  /** What is said of the losses of the start and of the best point so far. */
  readonly words: (start: number, least: number) => string;
}

export interface SearchDisplay {
  /** A run was made. */
  onRun(): void;
  /** A batch was tried, made or standing. */
  onBatch(points: readonly { readonly loss: number }[]): void;
  end(): void;
}

export function searchProgress({ evaluations, seeds, quiet, words }: SearchTotals): SearchDisplay {
  const total = evaluations * seeds;
  const line = quiet ? null : openLine(PLAIN_EVERY);
  const began = performance.now();
  const state = { points: 0, made: 0, inBatch: 0, least: Number.POSITIVE_INFINITY, start: Number.NaN };
  const show = (): void => {
    const { points, made, inBatch, least, start } = state;
    const done = Math.min(total, points * seeds + inBatch);
    const perRun = (performance.now() - began) / 1000 / Math.max(1, made);
    const left = made > 0 ? `, ${Math.ceil((total - done) * perRun)} s left` : "";
    const loss = Number.isFinite(least) ? `, ${words(start, least)}` : "";
    line?.write(done / total, `${points} of ${evaluations} points, ${made} runs made${loss}${left}`, false);
  };
  return {
    onRun() {
      state.made++;
      state.inBatch++;
      show();
    },
    onBatch(points) {
      if (state.points === 0) state.start = points[0].loss;
      state.points += points.length;
      state.inBatch = 0;
      state.least = Math.min(state.least, ...points.map(({ loss }) => loss));
      show();
    },
    end: () => line?.end(),
  };
}
