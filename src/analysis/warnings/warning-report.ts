/** How well each indicator foretold a crash: thresholds chosen on one half of the runs, judged on the other. */
import { RandomStream } from "../../core/random.ts";
import { bootstrapInterval } from "../sensitivity/bootstrap.ts";
import type { Estimate } from "../sensitivity/resample.ts";
import { INDICATORS, type Indicator } from "./indicators.ts";
import { fitLogistic, logisticScores } from "./logistic.ts";
import { type CrashTerms, type RunMoments, runMoments, type WarnedRun } from "./moments.ts";
import { areaInterval, type RocPoint, ranked, rocArea, rocCurve, type ScoredRows, thresholdAt } from "./roc.ts";
import { splitGroups } from "./split.ts";

/** What is asked. */
export interface WarningTerms extends CrashTerms {
  /** False alarms that are put up with, as a part of the moments that no crash follows, on the fit. */
  readonly falseAlarms: number;
  /** Seed of the split and of the intervals. */
  readonly seed: number;
}

/** How one indicator did. */
export interface IndicatorResult {
  readonly indicator: Indicator;
  /** Whether a high value warns (1) or a low one (-1), as the fit says. */
  readonly direction: 1 | -1;
  /** Value from which on it alarms: on the indicator's own scale. */
  readonly threshold: number;
  readonly areaFit: number;
  /** On the test, with its interval over runs. */
  readonly area: Estimate;
  /** On the test, at the threshold: moments before a crash that alarmed, and others that did. */
  readonly hits: number;
  readonly falseAlarms: number;
  /** Runs of the test that crashed and of which it warned in time, over those that crashed. */
  readonly warned: number;
  /** Median over them of the time from the first alarm to the end of the fall, ms; at most `within`. */
  readonly lead: Estimate;
  /** Every lead, ms. */
  readonly leads: Float64Array;
  /** On the test. */
  readonly curve: readonly RocPoint[];
}

/** One half of the runs. */
export interface Half {
  readonly runs: number;
  readonly crashed: number;
  readonly moments: number;
  /** Part of the moments that a crash followed. */
  readonly baseRate: number;
  /** Keys of its runs. */
  readonly keys: readonly string[];
}

export interface WarningReport {
  readonly terms: WarningTerms;
  /** Runs that are shared out together and drawn together in intervals. */
  readonly groups: number;
  readonly fit: Half;
  readonly test: Half;
  /** The best on the test first; then the combined score; indicators without a figure are left out. */
  readonly indicators: readonly IndicatorResult[];
  readonly combined: IndicatorResult;
  /** What the combined score weighs, in standard deviations of each indicator, the heaviest first. */
  readonly weights: readonly { readonly indicator: Indicator; readonly weight: number }[];
  /** Indicators that were not there, or did not vary on the fit. */
  readonly without: readonly string[];
}

/** The score of all indicators together. */
const COMBINED: Indicator = { key: "combined", title: "All of them, logistic score", unit: "" };

/** Rows of one half, all runs after each other. */
interface Rows {
  readonly half: Half;
  readonly runs: readonly { readonly moments: RunMoments; readonly times: Float64Array; readonly from: number }[];
  readonly label: Uint8Array;
  readonly group: Int32Array;
  readonly groups: number;
  readonly columns: readonly Float64Array[];
}

/**
 * Judges every indicator. Returns a sentence instead when it cannot be done: too few moments of either kind.
 */
export function warningReport(runs: readonly WarnedRun[], terms: WarningTerms): WarningReport | string {
  const moments = runs.map((run) => runMoments(run, terms));
  const refusal = nothingToTell(moments);
  if (refusal !== null) return refusal;
  const names = [...new Set(runs.map((run) => run.group))].sort();
  const crashed = names.map((name) => runs.some((run, r) => run.group === name && moments[r].label.includes(1)));
  const forFit = splitGroups(crashed, terms.seed);
  const side = (fit: boolean): Rows => rowsOf(runs, moments, (run) => forFit[names.indexOf(run.group)] === fit);
  const [fit, test] = [side(true), side(false)];
  for (const [name, { label }] of [
    ["fit", fit],
    ["test", test],
  ] as const)
    if (!label.includes(1) || !label.includes(0))
      return `the runs for the ${name} hold moments of one kind only: more runs are needed`;
  const usable = INDICATORS.map((_, c) => varies(fit.columns[c]) && varies(test.columns[c]));
  const results = INDICATORS.flatMap((indicator, c) =>
    usable[c] ? [judge(indicator, fit.columns[c], test.columns[c], fit, test, terms)] : [],
  );
  const model = fitLogistic(fit.columns, fit.label);
  const scores = [fit, test].map((rows) => logisticScores(model, rows.columns));
  const combined = judge(COMBINED, scores[0], scores[1], fit, test, terms);
  return {
    terms,
    groups: names.length,
    fit: fit.half,
    test: test.half,
    indicators: results.sort((a, b) => b.area.value - a.area.value),
    combined,
    weights: INDICATORS.map((indicator, c) => ({ indicator, weight: model.weights[c] }))
      .filter(({ weight }) => weight !== 0)
      .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)),
    without: INDICATORS.filter((_, c) => !usable[c]).map(({ key }) => key),
  };
}

function nothingToTell(moments: readonly RunMoments[]): string | null {
  const rows = moments.reduce((sum, { label }) => sum + label.length, 0);
  const followed = moments.reduce((sum, { label }) => sum + label.reduce((a, x) => a + x, 0), 0);
  if (rows === 0) return "no run is long enough to tell what followed a moment: ask for a shorter time";
  if (followed === 0)
    return `no crash follows any of ${rows} moments of ${moments.length} runs: there is nothing to foretell`;
  if (followed === rows)
    return `a crash follows each of ${rows} moments of ${moments.length} runs: there is nothing to tell it from`;
  return null;
}

function rowsOf(runs: readonly WarnedRun[], moments: readonly RunMoments[], takes: (run: WarnedRun) => boolean): Rows {
  const taken = [...runs.keys()].filter((r) => takes(runs[r]));
  const total = taken.reduce((sum, r) => sum + moments[r].rows.length, 0);
  const label = new Uint8Array(total);
  const group = new Int32Array(total);
  const columns = INDICATORS.map(() => new Float64Array(total));
  const names = [...new Set(taken.map((r) => runs[r].group))];
  const placed: Rows["runs"][number][] = [];
  let at = 0;
  for (const r of taken) {
    const { rows } = moments[r];
    placed.push({ moments: moments[r], times: Float64Array.from(rows, (i) => runs[r].time[i]), from: at });
    label.set(moments[r].label, at);
    group.fill(names.indexOf(runs[r].group), at, at + rows.length);
    columns.forEach((column, c) => {
      rows.forEach((i, k) => {
        column[at + k] = runs[r].values[c][i];
      });
    });
    at += rows.length;
  }
  const half = {
    runs: taken.length,
    crashed: taken.filter((r) => moments[r].label.includes(1)).length,
    moments: total,
    baseRate: label.reduce((sum, y) => sum + y, 0) / total,
    keys: taken.map((r) => runs[r].key),
  };
  return { half, runs: placed, label, group, groups: names.length, columns };
}

function varies(column: Float64Array): boolean {
  const first = column.find((x) => !Number.isNaN(x));
  return first !== undefined && column.some((x) => !Number.isNaN(x) && x !== first);
}

function judge(
  indicator: Indicator,
  own: Float64Array,
  other: Float64Array,
  fit: Rows,
  test: Rows,
  terms: WarningTerms,
): IndicatorResult {
  const rows = (score: Float64Array, { label, group, groups }: Rows): ScoredRows => ({ score, label, group, groups });
  const plain = rocArea(rows(own, fit));
  const direction = plain < 0.5 ? -1 : 1;
  const fitted = rows(direction === 1 ? own : own.map((x) => -x), fit);
  const tested = rows(direction === 1 ? other : other.map((x) => -x), test);
  const threshold = thresholdAt(rocCurve(fitted), terms.falseAlarms);
  const order = ranked(tested);
  const stream = new RandomStream(terms.seed, `warnings.${indicator.key}`);
  const leads = leadTimes(tested.score, threshold, test);
  return {
    indicator,
    direction,
    threshold: direction * threshold,
    areaFit: rocArea(fitted),
    area: areaInterval(tested, stream),
    hits: alarmRate(tested, threshold, 1),
    falseAlarms: alarmRate(tested, threshold, 0),
    warned: leads.length / test.half.crashed,
    lead: leads.length > 0 ? bootstrapInterval(leads, "median", stream) : NO_LEAD,
    leads,
    curve: rocCurve(tested, order),
  };
}

const NO_LEAD: Estimate = { value: Number.NaN, low: Number.NaN, high: Number.NaN };

/** Part of the rows of that label that alarm. */
function alarmRate({ score, label }: ScoredRows, threshold: number, of: 0 | 1): number {
  let rows = 0;
  let alarms = 0;
  for (let i = 0; i < score.length; i++) {
    if (label[i] !== of || Number.isNaN(score[i])) continue;
    rows++;
    if (score[i] >= threshold) alarms++;
  }
  return alarms / rows;
}

/** For each crashed run of which it warned: from the first alarm that a crash followed to the crash. */
function leadTimes(score: Float64Array, threshold: number, { runs }: Rows): Float64Array {
  const leads: number[] = [];
  for (const { moments, times, from } of runs) {
    const first = moments.label.findIndex((label, k) => label === 1 && score[from + k] >= threshold);
    if (first >= 0) leads.push(moments.crash - times[first]);
  }
  return Float64Array.from(leads);
}
