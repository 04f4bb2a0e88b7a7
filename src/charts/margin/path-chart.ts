import { dayName } from "../../core/time.ts";
import type { Piece } from "../chart.ts";
import { INK } from "../palette.ts";
import { framed } from "../theme.ts";
import { percent } from "../wording.ts";
import { type DayLine, type DayMarks, dayPanel } from "./day-axis.ts";
import { type MarginChart, type MarginView, policyName, subjectLine } from "./margin-view.ts";

/** Margin over time, as a rate and in money, with the price and the days whose loss exceeded it. */
export const pathChart: MarginChart = {
  name: "margin-path",
  title: "Margin in per cent and in money, the price, and breaches",
  spec(view) {
    const { dates, prices, variants, multiplier } = view;
    const [model, whole] = [variants[0], variants[variants.length - 1]];
    const lines = (of: "maintenance" | "amount"): DayLine[] => [
      ...(variants.length > 1 ? [{ name: policyName(view, 0), values: model[of], colour: INK.plain, held: true }] : []),
      { name: policyName(view), values: whole[of], colour: INK.up, held: true },
    ];
    const panels: Piece[] = [
      dayPanel({
        heading: "Margin, per cent of a lot's value",
        yTitle: "of notional",
        yFormat: "percent",
        zero: true,
        height: 170,
        dates,
        lines: lines("maintenance"),
      }),
      dayPanel({
        heading: multiplier === 1 ? "Margin of a unit, in money" : `Margin of a lot of ${multiplier} units, in money`,
        yTitle: "money",
        zero: true,
        height: 150,
        dates,
        lines: lines("amount"),
      }),
      dayPanel({
        heading: "Price; triangles: days whose loss exceeded the margin, of longs (down) and of shorts (up)",
        yTitle: "price",
        height: 170,
        dates,
        lines: [{ name: "price", values: prices, colour: INK.price }],
        marks: [breachMarks(view, "long"), breachMarks(view, "short")],
        labels: true,
      }),
    ];
    return framed(headline(view), [subjectLine(view)], {
      vconcat: panels,
      resolve: { scale: { color: "independent" }, legend: { color: "independent" } },
    });
  },
};

function headline(view: MarginView): string {
  const { rates, amounts, maintenance } = view.variants[view.variants.length - 1];
  const low = maintenance.reduce((a, b) => Math.min(a, b));
  const high = maintenance.reduce((a, b) => Math.max(a, b));
  const span =
    low === high ? `stays at ${percent(low, 1)}` : `runs from ${percent(low, 1)} to ${percent(high, 1)} of notional`;
  return `${policyName(view)} ${span}: peak to trough ${rates.peakToTrough.toFixed(2)}, in money ${amounts.peakToTrough.toFixed(2)}`;
}

function breachMarks({ dates, prices, variants }: MarginView, side: "long" | "short"): DayMarks {
  const { maintenance, [side]: held } = variants[variants.length - 1];
  const breached = held?.breached ?? [];
  const days = dates.map((_, i) => i).filter((i) => breached[i]);
  return {
    days: days.map((i) => dates[i]),
    values: days.map((i) => prices[i]),
    colour: side === "long" ? INK.down : INK.nav,
    shape: side === "long" ? "triangle-down" : "triangle-up",
    what: "breach",
    text: days.map((i) => `${dayName(dates[i])}: a ${side}'s loss exceeded ${percent(maintenance[i], 1)}`),
  };
}
