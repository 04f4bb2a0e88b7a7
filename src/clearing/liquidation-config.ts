/** How accounts are closed by force: what a scenario may write under `clearing.<venue>.liquidation`. */
import { z } from "zod";
import { LIQUIDATION_STYLES } from "../core/liquidation-style.ts";
import { count, fraction, nonNegative, populationName, positive } from "../core/quantity.ts";

const auction = z.strictObject({
  bidders: z.array(populationName()).min(1).optional().meta({
    description: "Populations whose accounts may bid; all of them unless given",
  }),
  asked: count().min(1).max(1000).default(10).meta({
    description: "How many accounts are asked to bid: those with the most money beyond what their positions need",
  }),
  wait: nonNegative()
    .default(30)
    .meta({ description: "Minutes from the first account that comes to the auction in which all that came are sold" }),
  commit: fraction(0, 1)
    .default(0.25)
    .meta({ description: "Part of that money that a bidder puts up as initial margin for what it takes on" }),
  concession: fraction(0, 0.5).default(0.002).meta({
    description: "Distance from the mark that every bid has, for lots that close a bidder's own position too",
  }),
  within: fraction(0.0001, 0.5).default(0.01).meta({
    description:
      "What the book shows within this distance of its best price is the depth that a bidder will have to unwind",
  }),
  caution: nonNegative().default(1).meta({
    description:
      "Further concession for lots beyond a flat position: this x `within` x (those lots / that depth); 1 is what the book itself would take",
  }),
  reserve: fraction(0, 0.9).default(0.1).meta({ description: "No bid farther from the mark is taken" }),
  price: z.enum(["uniform", "pay-as-bid"]).default("uniform").meta({
    description: "Everybody pays the last bid that is taken, or each pays its own",
  }),
  next: z.enum(["at-once", "sliced", "floor", "deleverage"]).default("floor").meta({
    description: "How what gets no bid is closed",
  }),
});

const deleverage = z.strictObject({
  populations: z.array(populationName()).min(1).optional().meta({
    description: "Populations whose accounts may be closed against a liquidated one; all of them unless given",
  }),
  lastResort: z.enum(["never", "patience", "uncovered"]).default("never").meta({
    description:
      "When an account without equity that the chosen style could not close for `patience` is closed against those who gained: never (it is declared in default), always, or only where the waterfall's layers do not hold what it owes",
  }),
});

export const liquidationConfig = z.strictObject({
  style: z.enum(LIQUIDATION_STYLES).default("floor").meta({
    description:
      "Market orders for all of it; market orders at the pace of `participation`; that pace and no worse price than `floor`; an auction among other accounts; no order, but the other side's accounts by rank",
  }),
  participation: fraction(0, 1).default(0.3).meta({
    description: "Forced lots per lot that others trade among themselves, a side; brokers' algorithms take 10% to 30%",
  }),
  window: positive().default(5).meta({ description: "Minutes over which that trading is averaged" }),
  least: nonNegative().default(1).meta({ description: "Lots per minute that are sold even where nobody trades" }),
  floor: fraction(0, 0.5)
    .default(0.01)
    .meta({ description: "Farthest from the round's opening mid that a forced order may trade" }),
  patience: positive()
    .default(30)
    .meta({ description: "Minutes without a fill after which an account whose equity is gone is declared in default" }),
  fee: fraction(0, 0.1).default(0).meta({
    description:
      "Charged by the house on forced fills in the book, as a part of their value and no more than the account has left (liquidation fees of crypto exchanges: 0.5% to 1.25%)",
  }),
  auction: auction.prefault({}).meta({ description: "The auction, where that is the style" }),
  deleverage: deleverage.prefault({}).meta({ description: "Auto-deleveraging: as the style, or as the last resort" }),
});
export type LiquidationConfig = z.output<typeof liquidationConfig>;
