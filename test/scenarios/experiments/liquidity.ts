/** Quotes that shrink and vanish. */
import type { Experiment } from "../dose-response.ts";
import { fallTo, flow, meanOf } from "../figures.ts";
import { NEWS, PIT, QUIET } from "./pit.ts";

/** Makers who are most of the book, so that the book shows what they do. */
const MAKERS = [
  "populations.noise.makes=0.5",
  "populations.makers.members=4",
  "populations.makers.size={lognormal: [2, 0.3]}",
  "populations.makers.refill={lognormal: [20, 0.3]}",
  "populations.makers.inventoryLimit=60",
  "populations.makers.impact=0.5",
  "populations.makers.pull={loguniform: [2, 8]}",
  "record.depthWithin=1%",
];
const SALE =
  "{ kind: program, population: desk, venue: pit, at: 2026-01-29T11:00 America/New_York, lots: -100, duration: 30m, participation: 100% }";
const AN_HOUR = ["2026-01-29T11:00-05:00", "2026-01-29T12:00-05:00"] as const;

export const liquidity: readonly Experiment[] = [
  {
    facts: ["M8", "F32"],
    claim: "market makers that shrink and leave with volatility thin the book when everyone sells",
    files: ["src/agents/market-makers.ts"],
    parameter: "`--without market-maker-withdrawal`",
    scenario: PIT,
    set: MAKERS,
    doses: [{ name: "without", without: ["market-maker-withdrawal"] }, { name: "with" }],
    response: {
      name: "bid depth in the two hours after the news over that of the day before",
      unit: "%",
      of: (r) =>
        meanOf(r, "pit", "bidDepth", NEWS, "2026-01-30T12:00-05:00") /
        meanOf(r, "pit", "bidDepth", QUIET, "2026-01-29T16:58-05:00"),
    },
    direction: "falls",
    least: 0.05,
    seeds: 20,
  },
  {
    facts: ["M8", "F32", "F40"],
    claim: "the more of them stay away, the farther each lot of the same sale moves the price",
    files: ["src/engine/shocks/liquidity-withdrawal.ts", "src/agents/market-makers.ts"],
    parameter: "liquidity-withdrawal `share`",
    scenario: PIT,
    set: MAKERS,
    doses: [0, 0.5, 1].map((share) => ({
      name: `${100 * share}%`,
      without: ["forced-liquidation"],
      set: [
        `shocks=[{ kind: liquidity-withdrawal, at: 2026-01-29T11:00 America/New_York, population: makers, share: ${share}, duration: 1h }, ${SALE}]`,
      ],
    })),
    response: {
      name: "largest fall within the hour for 100 lots sold",
      unit: "%",
      of: (r) => (100 * fallTo(r, "pit", ...AN_HOUR)) / flow(r, { population: "desk" }).sold,
    },
    direction: "falls",
    least: 0.005,
  },
];
