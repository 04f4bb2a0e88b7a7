import type { TopLevelSpec } from "vega-lite";
import type { TwinReport } from "../../analysis/cause/index.ts";
import { firstStepFrom } from "../../analysis/steps.ts";
import { LocalTime, momentWords } from "../local-time.ts";
import { shading } from "../marks.ts";
import { INK } from "../palette.ts";
import { panel, stack } from "../panel.ts";
import { evenlyFramed } from "../theme.ts";
import { amount, percent, venueLabel } from "../wording.ts";

/** The two price paths, and how far the twin's lies above the run's. */
export function twinChart(report: TwinReport): TopLevelSpec {
  const { paths, zone, from, venue, unit } = report;
  const clock = new LocalTime(paths.time, zone);
  const last = paths.time.length - 1;
  const begins = from === null ? paths.time[0] : from - (paths.time[last] - from) / 10;
  const span = { first: Math.max(0, firstStepFrom(paths.time, begins)), last };
  const apart = paths.run.map((price, i) => paths.twin[i] / price - 1);
  const marks =
    from === null || last < 1
      ? []
      : shading([
          {
            start: clock.step(span.first),
            end: clock.at(from),
            colour: INK.plain,
            what: "before the two part they are one",
          },
        ]);
  const shared = { clock, span, under: marks };
  const words = (value: number): string => `${amount(value)} ${unit}`;
  const panels = [
    panel({
      ...shared,
      name: "price",
      height: 260,
      heading: `${venueLabel(venue)} price`,
      yTitle: unit,
      yScale: { padding: 12 },
      lines: [
        { name: "As it was", values: paths.run, colour: INK.price },
        { name: changeWords(report), values: paths.twin, colour: INK.twin },
      ],
      hover: [
        { title: "as it was", text: (i) => words(paths.run[i]) },
        { title: "twin", text: (i) => words(paths.twin[i]) },
      ],
    }),
    panel({
      ...shared,
      name: "apart",
      height: 90,
      heading: "The twin's price over the run's",
      yTitle: "apart",
      yFormat: "percent",
      lines: [{ name: "Apart", values: apart, colour: INK.twin }],
      legend: false,
      hover: [{ title: "apart", text: (i) => percent(apart[i], 1) }],
      timeTitle: true,
    }),
  ];
  const since = from === null ? "from the beginning" : `from ${momentWords(clock.at(from))} on, ${clock.name}`;
  return evenlyFramed(
    headline(report),
    [`The same seed, ${changeWords(report)}, ${since}. ${report.scenario}, seed ${report.seed}. Simulated.`],
    stack(panels, [["price", "apart"]]),
  );
}

/** "without stops and news", "with clearing.pit.notice=1h". */
export function changeWords({ without, set }: Pick<TwinReport, "without" | "set">): string {
  const parts = [
    ...(without.length > 0 ? [`without ${without.join(" and ")}`] : []),
    ...(set.length > 0 ? [`with ${set.join(" and ")}`] : []),
  ];
  return parts.length === 0 ? "unchanged" : parts.join(", ");
}

function headline(report: TwinReport): string {
  const fall = report.figures.find(({ key }) => key === `${report.venue}.fallToLow`);
  const change = changeWords(report);
  if (fall?.run == null) return `The run and its twin, ${change}`;
  const other = fall.twin === null || fall.twin >= 0 ? "not at all" : percent(-fall.twin, 1);
  return `${venueLabel(report.venue)} fell ${percent(-fall.run, 1)}; ${change} it would have fallen ${other}`;
}
