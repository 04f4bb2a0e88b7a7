import type { ChartContext } from "./context.ts";
import { dayWords } from "./local-time.ts";
import { percent, sentence, venueLabel } from "./wording.ts";

/** "COMEX silver fell 31% on 30 January; 73% of the fall came inside three hours", from the data. */
export function crashWords(context: ChartContext): string {
  const { crash, main, scenario } = context;
  const what = sentence(`${venueLabel(main.name)} ${scenario.subject}`.trim());
  if (!crash) return `${what} ended no day below its settlement of the day before`;
  const fall = `${what} fell ${percent(-crash.change, -crash.change < 0.1 ? 1 : 0)} on ${dayWords(crash.day.date)}`;
  if (crash.windowShare > 1) return `${fall}, and by more than that inside three hours`;
  return `${fall}; ${percent(crash.windowShare)} of the fall came inside three hours`;
}
