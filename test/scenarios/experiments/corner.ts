/** A tenth of the corner of 1979-80: what it does to the price, what the exchange does to it, and what it lives on. */
import type { RunResult } from "../../../src/engine/result.ts";
import type { Experiment, Response } from "../dose-response.ts";
import { fallTo, riseTo } from "../figures.ts";

const CORNER = "test/scenarios/markets/corner.yaml";
const START = "1979-12-17T09:40-05:00";
/** The close before the order to liquidate, the settlement of a week and a half after it was lifted. */
const ORDER = "1980-01-18T14:10-05:00";
const AFTER = "1980-02-13T14:10-05:00";
const DAY = 86_400_000;

const rise: Response = {
  name: "highest price until the order to liquidate over the first",
  unit: "%",
  of: (r) => riseTo(r, "comex", START, ORDER),
};
const fall: Response = {
  name: "lowest price of the four weeks after 18 January over that day's",
  unit: "%",
  of: (r) => fallTo(r, "comex", ORDER, AFTER),
};

/** Days until the house first sells out one of the corner; the whole run where it never does. */
const failure: Response = { name: "days until a call stays unmet", unit: "days", of: daysToFailure };

function daysToFailure({ liquidations, populations, time }: RunResult): number {
  const corner = populations.findIndex(({ name }) => name === "corner");
  let first = time[time.length - 1];
  for (let i = 0; i < liquidations.triggered.length; i++)
    if (liquidations.population[i] === corner && liquidations.triggered[i] < first) first = liquidations.triggered[i];
  return (first - time[0]) / DAY;
}

export const corner: readonly Experiment[] = [
  {
    facts: ["M24", "F72"],
    claim: "a corner that buys, takes delivery and borrows on its metal drives the price above what news makes of it",
    files: ["src/agents/cornerers.ts"],
    parameter: "cornerers `pace`",
    scenario: CORNER,
    doses: [{ name: "without", without: ["corner"] }, { name: "50 lots a day" }],
    response: rise,
    direction: "rises",
    least: 0.08,
  },
  {
    facts: ["M24", "F72"],
    claim: "margin rises and trading for liquidation only bring a cornered price down",
    files: ["src/engine/shocks/liquidation-only.ts", "src/clearing/admission.ts", "src/clearing/margin/schedule.ts"],
    parameter: "`--without liquidation-only`, `--without margin-hikes`",
    scenario: CORNER,
    doses: [{ name: "without", without: ["liquidation-only", "margin-hikes"] }, { name: "with" }],
    response: fall,
    direction: "falls",
    least: 0.05,
    seeds: 16,
  },
  {
    facts: ["M24", "F72"],
    claim: "the corner fails when its money is used up: the more it has or can borrow, the later, or never",
    files: ["src/agents/cornerers.ts"],
    parameter: "cornerers `credit`, `money`",
    scenario: CORNER,
    doses: [
      { name: "40 million each", set: ["populations.corner.credit=0", "populations.corner.money=4e7"] },
      { name: "60 million and a line of 37" },
      { name: "260 million and that line", set: ["populations.corner.money=2.6e8"] },
    ],
    response: failure,
    direction: "rises",
    least: 3,
    // On a day that takes all at once money comes too late: such seeds show nothing, so there are more of them.
    seeds: 14,
  },
];
