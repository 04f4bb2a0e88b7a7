/** Keys that the summary of a run may have, known before anything runs: to find a misspelt one. */
import { figureKey } from "../../analysis/reported/reported-figure.ts";
import { summaryKeys } from "../../analysis/summary-keys.ts";
import type { Scenario } from "../../engine/config.ts";
import { suggest } from "../../scenario/nearest-name.ts";
import type { SweepFile } from "./sweep-file.ts";

const DAY = /\.\d{4}-\d{2}-\d{2}$/;

/**
 * Reports metrics that no run of the scenario can have. Figures of a day (`comex.change.2026-01-30`) are checked but for
 * the day: which days are traded is known after a run.
 */
export function checkMetrics(file: SweepFile, metrics: readonly string[], scenario: Scenario): void {
  const { main, fund, venues, reported } = scenario;
  const known = summaryKeys({ main, fund, venues: Object.keys(venues) });
  for (const figure of reported) known.push(figureKey(figure).replace(DAY, ".<day>"));
  const names = [...new Set(known)];
  metrics.forEach((metric, i) => {
    const place = ["metrics", i];
    if (metrics.indexOf(metric) < i) file.report(place, `"${metric}" stands twice`);
    const plain = metric.replace(DAY, ".<day>");
    if (names.includes(plain)) return;
    file.report(place, `no run has a figure called "${metric}"`, nearest(plain, names, main));
  });
}

function nearest(metric: string, names: readonly string[], main: string): string {
  if (names.includes(`${main}.${metric}`)) return `did you mean "${main}.${metric}"?`;
  const shown = names.map((name) => name.replace("<day>", "2026-01-30"));
  return suggest(metric.replace("<day>", "2026-01-30"), shown);
}
