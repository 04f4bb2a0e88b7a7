/** A stress study as JSON has it: what is not there is null. */
import { IMPULSE_DAYS } from "../../analysis/margin/index.ts";
import type {
  FigureSpread,
  ImpulseReport,
  PolicyReport,
  PooledCoverage,
  ReverseCell,
  ReverseReport,
  ScenarioReport,
  SensitivityReport,
  StressReport,
} from "../../analysis/stress/index.ts";

type Json = Record<string, unknown>;

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
const moment = (time: number): string => new Date(time).toISOString();

export function stressJson(report: StressReport): Json {
  const { name, title, hash, version, base, without, venue, currency, unit, coverage, seeds } = report;
  const { failed, failures, fork, shock, until, scenarios } = report;
  return {
    ...{ name, title, hash, version, base, without, venue, currency, unit },
    ...{ fork: moment(fork), shock: moment(shock), until: moment(until), coverage, seeds },
    runs: { failed, reasons: failures },
    scenarios: scenarios.map(scenarioJson),
    impulseResponse: impulseJson(report.impulse),
    reverse: report.reverse && reverseJson(report.reverse),
    sensitivity: report.sensitivity && sensitivityJson(report.sensitivity),
  };
}

const scenarioJson = ({ name, title, baseline, policies }: ScenarioReport): Json => ({
  name,
  title,
  baseline: policyJson(baseline),
  policies: policies.map(policyJson),
});

function policyJson({ name, title, runs, failed, figures, difference, long, short, fixed }: PolicyReport): Json {
  return {
    name,
    title,
    runs,
    failed,
    figures: byKey(figures, spreadJson),
    difference: byKey(difference, estimateJson),
    coverage: { long: coverageJson(long), short: coverageJson(short) },
    withoutFeedback: fixed && { figures: byKey(fixed.figures, spreadJson), coverage: coverageJson(fixed.long) },
  };
}

const byKey = <V>(map: ReadonlyMap<string, V>, of: (value: V) => Json): Json =>
  Object.fromEntries([...map].map(([key, value]) => [key, of(value)]));

const estimateJson = ({ value, low, high }: FigureSpread["mean"]): Json => ({
  value: finite(value),
  low: finite(low),
  high: finite(high),
});

const spreadJson = ({ runs, mean, median, p1, p5, p95, p99 }: FigureSpread): Json => ({
  runs,
  mean: estimateJson(mean),
  median: estimateJson(median),
  ...{ p1: finite(p1), p5: finite(p5), p95: finite(p95), p99: finite(p99) },
});

function coverageJson(coverage: PooledCoverage | null): Json | null {
  if (coverage === null) return null;
  const { observations, breaches, breachRate, kupiec, independence, conditional } = coverage;
  return {
    observations,
    breaches,
    breachRate,
    kupiec: kupiec.statistic,
    pValue: kupiec.pValue,
    oneSidedPValue: kupiec.oneSided,
    independence: independence.statistic,
    independencePValue: independence.pValue,
    conditionalCoverage: conditional.statistic,
    conditionalCoveragePValue: conditional.pValue,
    meanShortfall: finite(coverage.meanShortfall),
    maxShortfall: finite(coverage.maxShortfall),
    maxLossToMargin: finite(coverage.maxLossToMargin),
    meanUncovered: coverage.meanUncovered,
  };
}

/** The answers of each policy on the days that are told one by one, and whole by day from the last quiet one on. */
const impulseJson = ({ volatility, factor, paths, policies }: ImpulseReport): Json => ({
  ...{ volatility, factor, paths },
  policies: policies.map(({ name, title, response: { mean, low, high } }) => ({
    name,
    title,
    ...Object.fromEntries(
      IMPULSE_DAYS.filter((day) => day < mean.length).map((day) => [
        `day${day}`,
        { mean: finite(mean[day]), p5: finite(low[day]), p95: finite(high[day]) },
      ]),
    ),
    path: { mean: [...mean].map(finite), p5: [...low].map(finite), p95: [...high].map(finite) },
  })),
});

function reverseJson({ policy, multipliers, defaults, seeds, layers, cells, smallest }: ReverseReport): Json {
  const place = ({ multiplier, defaults: failing }: ReverseCell): Json => ({ multiplier, defaults: failing });
  return {
    ...{ policy, multipliers, defaults, seeds, layers },
    cells: cells.map((cell) => ({ ...cell, loss: finite(cell.loss), fall: finite(cell.fall) })),
    smallest: Object.fromEntries([...smallest].map(([layer, found]) => [layer, found.map(place)])),
  };
}

const sensitivityJson = ({ policy, seeds, rows }: SensitivityReport): Json => ({
  policy,
  seeds,
  rows: rows.map(({ variation, figures }) => ({
    ...variation,
    figures: byKey(figures, ({ asIs, low, high }) => ({
      asIs: finite(asIs),
      low: estimateJson(low),
      high: estimateJson(high),
    })),
  })),
});
