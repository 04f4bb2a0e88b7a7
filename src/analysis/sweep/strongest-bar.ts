/** Which parameter a tornado speaks for, and how surely. */
import type { TornadoBar } from "./effects.ts";

export interface StrongestBar {
  readonly bar: TornadoBar;
  /**
   * `most`: it changes the figure most from end to end, beyond chance; `surest`: others change it more, but theirs may be
   * chance; `chance`: so may the changes of all; `unknown`: none is sure, and some have no interval.
   */
  readonly verdict: "most" | "surest" | "chance" | "unknown";
}

/** The bar with the largest change from end to end of those that chance does not explain, else of all; null without bars. */
export function strongestBar(bars: readonly TornadoBar[]): StrongestBar | null {
  if (bars.length === 0) return null;
  const most = largest(bars);
  const sure = bars.filter(({ change }) => change.low > 0 || change.high < 0);
  if (sure.length > 0) {
    const bar = largest(sure);
    return { bar, verdict: bar === most ? "most" : "surest" };
  }
  return { bar: most, verdict: bars.some(({ change }) => Number.isNaN(change.low)) ? "unknown" : "chance" };
}

const largest = (bars: readonly TornadoBar[]): TornadoBar =>
  bars.reduce((a, b) => (Math.abs(b.change.value) > Math.abs(a.change.value) ? b : a));
