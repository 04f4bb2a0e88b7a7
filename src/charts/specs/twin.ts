import { amplification } from "../../analysis/amplification.ts";
import { lastPrices } from "../../analysis/last-price.ts";
import { firstStepFrom, stepAt } from "../../analysis/steps.ts";
import type { RunResult } from "../../engine/result.ts";
import type { Chart, Piece } from "../chart.ts";
import type { ChartContext } from "../context.ts";
import { INK } from "../palette.ts";
import { panel, stack } from "../panel.ts";
import type { Line, Span } from "../sample.ts";
import { crashSpan, wholeRun } from "../spans.ts";
import { chart } from "../theme.ts";
import { amount, percent, priceUnit, venueLabel } from "../wording.ts";

/** The same seed with a mechanism and without it: what that mechanism made of the fall. */
export const twinChart: Chart = {
  name: "twin",
  title: "With and without the mechanism",
  section: "Forensics",
  spec(result, context) {
    const { main, twin, clock } = context;
    const other = twin?.venues.find((v) => v.name === main.name);
    if (!twin || !other) return null;
    const prices = lastPrices(main);
    const twinPrices = ontoSteps(result, twin, lastPrices(other));
    const { withName, withoutName } = names(result, twin);
    const lines: Line[] = [
      {
        name: withoutName,
        values: result.without.length > twin.without.length ? prices : twinPrices,
        colour: INK.twin,
        phase: main.phase,
        width: 1.7,
      },
      {
        name: withName,
        values: result.without.length > twin.without.length ? twinPrices : prices,
        colour: INK.price,
        phase: main.phase,
        width: 1.7,
      },
    ];
    const at = (name: string, span: Span, heading: string, height: number): Piece =>
      panel({
        name,
        clock,
        span,
        heading,
        height,
        yTitle: priceUnit(main),
        lines,
        hover: lines.map((line) => ({ title: line.name, text: (i: number) => amount(line.values[i]) })),
        timeTitle: true,
      });
    const panels = [at("run", wholeRun(result), `${venueLabel(main.name)}, the whole run`, 230)];
    const zooms = [["run"]];
    const span = crashSpan(result, context);
    if (span) {
      panels.push(at("day", span, "The crash day", 230));
      zooms.push(["day"]);
    }
    return chart(
      headline(result, twin, context),
      ["Same seed, same random streams: only the mechanism differs."],
      result,
      context,
      stack(panels, zooms),
    );
  },
};

/** The twin's values at this run's steps: clocks may differ where one run halts and the other does not. */
function ontoSteps(result: RunResult, twin: RunResult, values: Float64Array): Float64Array {
  return Float64Array.from(result.time, (time) => {
    const step = stepAt(twin.time, time);
    return step < 0 ? values[firstStepFrom(twin.time, time)] : values[step];
  });
}

function names(result: RunResult, twin: RunResult): { withName: string; withoutName: string; mechanism: string } {
  const extra = (a: RunResult, b: RunResult) => a.without.filter((name) => !b.without.includes(name));
  const mechanism = [...extra(twin, result), ...extra(result, twin)].join(" and ");
  return { withName: `With ${mechanism}`, withoutName: `Without ${mechanism}`, mechanism };
}

function headline(result: RunResult, twin: RunResult, context: ChartContext): string {
  const { main, crash } = context;
  const { mechanism } = names(result, twin);
  const base = result.without.length > twin.without.length ? twin : result;
  const ablated = base === result ? twin : result;
  const found = crash ? amplification(base, ablated, main.name, crash) : null;
  if (!found) return `${venueLabel(main.name)} with and without ${mechanism}`;
  const fall = `Without ${mechanism} ${venueLabel(main.name)} would have fallen ${percent(-found.without)}, not ${percent(-found.withMechanism)}`;
  return found.ratio > 1 ? `${fall}: it made the fall ${amount(Number(found.ratio.toFixed(1)))} times as deep` : fall;
}
