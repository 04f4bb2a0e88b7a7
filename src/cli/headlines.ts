/** The few sentences about a run that a person wants first. */
import type { ExecutedRun } from "../experiment/execute-run.ts";
import { formatFigure, formatNumber } from "./figures.ts";

/** How the main venue fell, who was forced to sell, what the twin says, and what it cost to find out. */
export function headlines({ manifest, summary, plan }: ExecutedRun): string[] {
  const { main, crashDay } = plan.scenario;
  const { operations, members, steps, timings } = manifest;
  const figure = (key: string): number | null => {
    const value = summary[key];
    return typeof value === "number" ? value : null;
  };
  const percent = (value: number) => formatFigure(Math.abs(value), "%");
  const lines: string[] = [];
  const low = figure(`${main}.fallToLow`);
  const fast = figure(`${main}.fallInThreeHours`);
  if (low !== null && low < 0) {
    const day = crashDay ?? summary[`${main}.worstDay`];
    const pace = fast === null ? "" : `; ${percent(fast)} of that inside three hours`;
    lines.push(`${main} fell as much as ${percent(low)} on ${day}${pace}`);
  }
  const accounts = figure("liquidations.accounts");
  const share = figure(`${main}.forcedShare`);
  if (accounts !== null && accounts > 0) {
    const part = share === null ? "" : `; forced orders were ${percent(share)} of that day's volume on ${main}`;
    lines.push(`${formatNumber(accounts)} accounts were handed to the liquidation desk${part}`);
  }
  const twin = figure(`twin.${main}.fallToLow`);
  if (twin !== null) lines.push(twinLine(`${summary["twin.mechanism"]}`, twin, figure("twin.share"), manifest.without));
  const rate = operations / timings.engineSeconds / 1e6;
  lines.push(
    `${formatNumber(members)} members, ${formatNumber(steps)} steps, ${formatNumber(operations)} order operations: ` +
      `${timings.seconds.toFixed(1)} s, of which the engine ${timings.engineSeconds.toFixed(1)} s (${rate.toFixed(2)} million a second)`,
  );
  return lines;
}

function twinLine(mechanism: string, fall: number, share: number | null, without: readonly string[]): string {
  const other = without.length > 0 ? "with" : "without";
  const made = share === null ? "" : `: it makes ${formatFigure(share, "%")} of the fall`;
  return `${other} ${mechanism} the same seed falls ${formatFigure(Math.max(0, -fall), "%")}${made}`;
}
