/** Keys that the summary of a run may have, known before anything runs: to find a misspelt one. */
import { figureKey } from "../../analysis/reported/reported-figure.ts";
import { summaryKeys } from "../../analysis/summary-keys.ts";
import type { Scenario } from "../../engine/config.ts";
import { suggest } from "../../scenario/nearest-name.ts";
import type { SweepFile } from "./sweep-file.ts";

const DAY = /\.\d{4}-\d{2}-\d{2}$/;

/** Those keys. Figures of a day end in `.<day>`: which days are traded is known after a run. */
export function knownMetrics({ main, fund, venues, reported }: Scenario): string[] {
  const known = summaryKeys({ main, fund, venues: Object.keys(venues) });
  for (const figure of reported) known.push(figureKey(figure).replace(DAY, ".<day>"));
  return [...new Set(known)];
}

/** What was probably meant by a metric that is not among those keys, or nothing; null when it is one. */
export function metricFault(metric: string, names: readonly string[], main: string): string | null {
  const plain = metric.replace(DAY, ".<day>");
  return names.includes(plain) ? null : nearest(plain, names, main);
}

/** Reports metrics that no run of the scenario can have. */
export function checkMetrics(file: SweepFile, metrics: readonly string[], scenario: Scenario): void {
  const names = knownMetrics(scenario);
  metrics.forEach((metric, i) => {
    const place = ["metrics", i];
    if (metrics.indexOf(metric) < i) file.report(place, `"${metric}" stands twice`);
    const hint = metricFault(metric, names, scenario.main);
    if (hint !== null) file.report(place, `no run has a figure called "${metric}"`, hint);
  });
}

function nearest(metric: string, names: readonly string[], main: string): string {
  if (names.includes(`${main}.${metric}`)) return `did you mean "${main}.${metric}"?`;
  const shown = names.map((name) => name.replace("<day>", "2026-01-30"));
  return suggest(metric.replace("<day>", "2026-01-30"), shown);
}
