import { highest } from "../../analysis/extremes.ts";
import { dayName } from "../../core/time.ts";
import type { Chart, Piece } from "../chart.ts";
import type { ChartContext } from "../context.ts";
import { dayWords } from "../local-time.ts";
import { INK } from "../palette.ts";
import { panel, stack } from "../panel.ts";
import { wholeRun } from "../spans.ts";
import { chart } from "../theme.ts";
import { amount, percent, priceUnit, venueLabel } from "../wording.ts";

/** Margin as a rate and in money: a rate that rises while the price falls may ask for less, and the rally for more. */
export const marginChart: Chart = {
  name: "margin",
  title: "Margin rate and price",
  section: "The market",
  spec(result, context) {
    const { main, clock } = context;
    if (!context.facts(main).futures) return null;
    const span = wholeRun(result);
    const { multiplier } = context.facts(main);
    const money = main.initialMargin.map((rate, i) => rate * main.settlement[i] * multiplier);
    const shared = { clock, span };
    const panels: Piece[] = [
      panel({
        ...shared,
        name: "rate",
        heading: `${venueLabel(main.name)} margin, per cent of a contract's value`,
        height: 130,
        yTitle: "of notional",
        yFormat: "percent",
        yScale: { zero: true },
        lines: [
          { name: "Initial", values: main.initialMargin, colour: INK.down, held: true, width: 1.8 },
          { name: "Maintenance", values: main.maintenanceMargin, colour: INK.settlement, held: true, width: 1.8 },
        ],
        hover: [
          { title: "initial", text: (i) => percent(main.initialMargin[i], 2) },
          { title: "maintenance", text: (i) => percent(main.maintenanceMargin[i], 2) },
        ],
      }),
      panel({
        ...shared,
        name: "money",
        heading: `Initial margin of one contract (${amount(multiplier)} ${main.unit})`,
        height: 130,
        yTitle: main.currency,
        yScale: { zero: true },
        lines: [{ name: "margin", values: money, colour: INK.price, held: true, width: 1.8 }],
        legend: false,
        hover: [{ title: "initial margin", text: (i) => `${amount(money[i])} ${main.currency}` }],
      }),
      panel({
        ...shared,
        name: "price",
        heading: "Settlement",
        height: 130,
        yTitle: priceUnit(main),
        lines: [{ name: "settlement", values: main.settlement, colour: INK.settlement, held: true, width: 1.8 }],
        legend: false,
        hover: [{ title: "settlement", text: (i) => `${amount(main.settlement[i])} ${priceUnit(main)}` }],
        timeTitle: true,
      }),
    ];
    return chart(headline(context, money), [], result, context, stack(panels, [["rate", "money", "price"]]));
  },
};

function headline(context: ChartContext, money: Float64Array): string {
  const { main } = context;
  const rates = main.initialMargin;
  const first = rates.findIndex((r) => r > 0);
  if (first < 0) return `${venueLabel(main.name)} asks for no margin`;
  const last = rates.length - 1;
  const top = highest(money);
  const moved =
    rates[last] === rates[first]
      ? `${venueLabel(main.name)}'s margin stayed at ${percent(rates[first], 1)} of notional`
      : `${venueLabel(main.name)}'s margin went from ${percent(rates[first], 1)} to ${percent(rates[last], 1)} of notional`;
  if (top < 0) return moved;
  const most = `${main.currency}\u00a0${amount(Number(money[top].toPrecision(3)))}`;
  return `${moved}; a contract asked for up to ${most} (${dayWords(dayName(context.clock.step(top)))})`;
}
