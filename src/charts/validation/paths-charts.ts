import type { TopLevelSpec } from "vega-lite";
import type { Fan, ValidationReport } from "../../analysis/validation/index.ts";
import { DAY, parseInstant } from "../../core/time.ts";
import type { Piece } from "../chart.ts";
import { dayWords, LocalTime } from "../local-time.ts";
import { counted, venueLabel } from "../wording.ts";
import { pathPanel } from "./path-panel.ts";
import { type ValidationChart, validationChart } from "./validation-chart.ts";

/** What was reported of the main venue's price, over the fan of the runs: the whole of it, and about the crash day. */
export const priceChart: ValidationChart = {
  name: "price",
  title: "Reported prices over the fan of the runs",
  spec(report) {
    const fan = report.fans.find(({ path }) => path === `${report.main}.price`);
    if (fan === undefined || fan.time.length === 0) return null;
    return pathsChart(report, [fan], `${venueLabel(report.main)} price`, crashWindow(report, fan));
  },
};

/** The same of every other path along which something was reported: another venue's price, the fund's value and premium. */
export const otherPathsChart: ValidationChart = {
  name: "other-paths",
  title: "Other reported paths over the fans of the runs",
  spec(report) {
    const fans = report.fans.filter(
      ({ path, time, reported }) => path !== `${report.main}.price` && time.length > 0 && reported.length > 0,
    );
    if (fans.length === 0) return null;
    return pathsChart(report, fans, fans.length === 1 ? pathWords(fans[0].path) : "other paths", null);
  },
};

const EXPLAINED = [
  "Blue: nine in ten runs, half of them, the middle one. Orange: as reported, with the range that counts as agreement;",
  "triangles are the highest or lowest price of the stretch that is drawn.",
];

function pathsChart(
  report: ValidationReport,
  fans: readonly Fan[],
  what: string,
  window: { readonly from: number; readonly until: number } | null,
): TopLevelSpec {
  const clock = new LocalTime(new Float64Array(), report.zone);
  const points = fans.flatMap((fan) => fan.reported);
  const known = new Set(points.map(({ figure }) => figure.key));
  const holding = report.rows.filter(({ figure, holds }) => known.has(figure.key) && holds).length;
  const panels = fans.map((fan) => panelOf(report, fan, clock, fan.time[0], fan.time[fan.time.length - 1], null));
  if (window !== null)
    panels.push(panelOf(report, fans[0], clock, window.from, window.until, `About ${dayWords(report.crashDay ?? "")}`));
  const title =
    points.length === 0
      ? `The ${what} of the runs`
      : `${holding} of ${counted(points.length, "reported point")} of the ${what} hold`;
  return validationChart(title, points.length === 0 ? EXPLAINED.slice(0, 0) : EXPLAINED, report, {
    vconcat: panels,
    spacing: 24,
    resolve: { scale: { x: "independent", y: "independent", shape: "shared" } },
  });
}

function panelOf(
  report: ValidationReport,
  fan: Fan,
  clock: LocalTime,
  from: number,
  until: number,
  heading: string | null,
): Piece {
  const percent = fan.path === "premium";
  const venue = fan.path.endsWith(".price") ? fan.path.slice(0, -".price".length) : null;
  return pathPanel({
    fan,
    clock,
    from,
    until,
    heading: heading ?? pathHeading(fan.path),
    yTitle: venue === null ? (percent ? "premium" : "value") : (report.units[venue] ?? "price"),
    percent,
    height: heading === null && venue === report.main ? 300 : 190,
  });
}

const pathHeading = (path: string): string => {
  const words = pathWords(path);
  return words.charAt(0).toUpperCase() + words.slice(1);
};

function pathWords(path: string): string {
  if (path.endsWith(".price")) return `${venueLabel(path.slice(0, -".price".length))} price`;
  return WORDS[path] ?? path;
}

const WORDS: Readonly<Record<string, string>> = {
  nav: "net asset value of the fund, as published",
  premium: "premium of the fund over its value",
  gold: "gold price",
  fair_value: "fair value",
};

/** From a day before the crash day to the last quarter-hour of the day itself. */
function crashWindow({ crashDay, zone }: ValidationReport, { time }: Fan): { from: number; until: number } | null {
  if (crashDay === null) return null;
  const day = parseInstant(`${crashDay}T00:00 ${zone}`);
  const last = time.findLast((at) => at <= day + DAY);
  const from = Math.max(time[0], day - DAY);
  return last !== undefined && from < last ? { from, until: last } : null;
}
