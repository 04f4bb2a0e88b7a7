import { stepAt } from "../analysis/steps.ts";
import { HOUR } from "../core/time.ts";
import type { RunResult } from "../engine/result.ts";
import type { ChartContext } from "./context.ts";
import type { Span } from "./sample.ts";

/** All steps of a run. */
export const wholeRun = (result: RunResult): Span => ({ first: 0, last: result.time.length - 1 });

/** The calendar day of the crash by the main venue's clock, widened to hold its worst three hours; null when nothing fell. */
export function crashSpan(result: RunResult, context: ChartContext): Span | null {
  const { crash, clock } = context;
  if (!crash) return null;
  const day = clock.day(crash.day.date) ?? { first: crash.day.first, last: crash.day.last };
  const around = stepAt(result.time, result.time[crash.window.from] - HOUR);
  const span = {
    first: Math.max(0, Math.min(day.first, around)),
    last: Math.max(day.last, Math.min(crash.window.to, result.time.length - 1)),
  };
  return span.last > span.first ? span : null;
}
