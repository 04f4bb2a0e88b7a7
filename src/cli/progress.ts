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
  const terminal = process.stderr.isTTY === true;
  const bar = new SingleBar({
    stream: process.stderr,
    format: (_options, { progress }, { line }) => (terminal ? `${gauge(progress)} ${line}` : line),
    noTTYOutput: true,
    notTTYSchedule: PLAIN_EVERY,
    clearOnComplete: true,
    hideCursor: true,
    fps: 10,
  });
  let began: number | null = null;
  const update = (share: number, line: string) => {
    if (began === null) bar.start(1, share, { line });
    else bar.update(share, { line });
    began ??= performance.now();
  };
  return {
    show(progress) {
      const seconds = began === null ? 0 : (performance.now() - began) / 1000;
      update(progress.share, progressLine(progress, seconds));
    },
    stage: (stage) => update(1, stage),
    end() {
      if (began !== null) bar.stop();
    },
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
