/** The report as JSON can hold it; what is not finite is null. */
import type { Half, IndicatorResult, WarningReport } from "../../analysis/warnings/index.ts";
import type { WarnSubject } from "./warn-sweep.ts";

const HOUR = 3_600_000;

export function warnJson(subject: WarnSubject, report: WarningReport): Record<string, unknown> {
  const { terms, groups, fit, test, indicators, combined, weights, without } = report;
  return {
    ...subject,
    crash: terms.size,
    withinHours: terms.within / HOUR,
    falseAlarms: terms.falseAlarms,
    seed: terms.seed,
    groups,
    fit: halfJson(fit),
    test: halfJson(test),
    indicators: indicators.map(resultJson),
    combined: {
      ...resultJson(combined),
      weights: weights.map(({ indicator, weight }) => ({ key: indicator.key, weight })),
    },
    without,
  };
}

const halfJson = ({ runs, crashed, moments, baseRate, keys }: Half) => ({ runs, crashed, moments, baseRate, keys });

function resultJson(result: IndicatorResult): Record<string, unknown> {
  const { indicator, direction, threshold, areaFit, area, hits, falseAlarms, warned, lead } = result;
  return {
    key: indicator.key,
    warns: direction === 1 ? "high" : "low",
    threshold: finite(threshold),
    areaFit,
    area: estimate(area, 1),
    hits,
    falseAlarms,
    warned,
    leadHours: estimate(lead, HOUR),
  };
}

const finite = (x: number): number | null => (Number.isFinite(x) ? x : null);
const estimate = ({ value, low, high }: IndicatorResult["area"], unit: number) => ({
  value: finite(value / unit),
  low: finite(low / unit),
  high: finite(high / unit),
});
