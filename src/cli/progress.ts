/** How far a run is, on standard error: one live line on a terminal, a plain line every few seconds elsewhere. */
import { SingleBar } from "cli-progress";
import type { RunProgress } from "../experiment/execute-run.ts";

/** Between plain lines, ms. */
const PLAIN_EVERY = 2000;

export interface ProgressDisplay {
  show(progress: RunProgress): void;
  /** What is done now that the simulation is over. */
  stage(stage: string): void;
  /** Takes the line away. */
  end(): void;
}

/** A display, or one that shows nothing when `quiet`. */
export function progressDisplay(quiet: boolean): ProgressDisplay {
  if (quiet) return { show: () => {}, stage: () => {}, end: () => {} };
  const line = openLine();
  let began: number | null = null;
  return {
    show(progress) {
      const now = performance.now();
      began ??= now;
      line.write(progress.share, progressLine(progress, (now - began) / 1000), false);
    },
    stage: (stage) => line.write(1, stage, true),
    end: () => line.end(),
  };
}

/** A line of progress on standard error: one that is written over on a terminal, plain lines elsewhere. */
export const openLine = (every = PLAIN_EVERY): Line => (process.stderr.isTTY ? liveLine() : plainLines(every));

export interface Line {
  /** `now`: to be seen at once. */
  write(share: number, text: string, now: boolean): void;
  end(): void;
}

/** One line that is written over, with a gauge before it. */
function liveLine(): Line {
  const bar = new SingleBar({
    stream: process.stderr,
    format: (_options, { progress }, { text }) => `${gauge(progress)} ${text}`,
    clearOnComplete: true,
    hideCursor: true,
    fps: 10,
  });
  return {
    write(share, text) {
      if (bar.isActive) bar.update(share, { text });
      else bar.start(1, share, { text });
    },
    end: () => bar.stop(),
  };
}

/** A line now and then, for a file or a pipe. */
function plainLines(every: number): Line {
  let written = performance.now();
  return {
    write(_share, text, now) {
      if (!now && performance.now() - written < every) return;
      written = performance.now();
      process.stderr.write(`${text}\n`);
    },
    end() {},
  };
}

const WIDTH = 24;
const gauge = (share: number): string => "█".repeat(Math.round(share * WIDTH)).padEnd(WIDTH, "░");

/** `2026-01-30 14:05 UTC   98.412    81%   2 s left`. `seconds` is how long it has taken so far. */
export function progressLine({ time, price, share }: RunProgress, seconds: number): string {
  const date = `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const left = share > 0 && seconds > 0 ? `${Math.ceil((seconds * (1 - share)) / share)} s left` : "";
  const shown = Number.isFinite(price) ? price.toPrecision(5) : "-";
  return `${date}  ${shown.padStart(8)}  ${`${Math.floor(share * 100)}%`.padStart(4)}  ${left}`.trimEnd();
}
