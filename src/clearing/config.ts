/** How a venue is cleared: what a scenario may write under `clearing.<venue>`. Minutes are of simulated time. */
import { z } from "zod";
import { distribution } from "../core/distribution.ts";
import { count, duration, fraction, instant, populationName, positive } from "../core/quantity.ts";
import { liquidationConfig } from "./liquidation-config.ts";
import { marginPolicyConfig } from "./margin/registry.ts";
import { waterfallConfig } from "./waterfall/config.ts";

const broker = z.strictObject({
  share: positive().meta({
    description: "Part of the venue's accounts that are with this broker; shares are taken relative to their sum",
  }),
  addOn: fraction(0, 0.9)
    .default(0)
    .meta({ description: "Added to the house's margin rates (SHFE brokers in January 2026: 7 to 9 points)" }),
  factor: z
    .number()
    .min(1)
    .max(5)
    .default(1)
    .meta({ description: "The house's margin rates are multiplied by this before the add-on" }),
  call: z
    .strictObject({
      deadline: distribution
        .default({ uniform: [36, 156] })
        .meta({ description: "Minutes that an owner has to meet a call" }),
    })
    .optional()
    .meta({
      description:
        "The broker calls for margin and waits. Without it, accounts in breach are sold out in real time, after `grace`",
    }),
  grace: distribution
    .default({ exponential: 20 })
    .meta({ description: "Minutes from a breach to the first forced order, for a broker that does not call" }),
  cutOff: fraction(0, 0.99).default(0).meta({
    description:
      "The broker stops waiting, call or not, when equity falls to this part of the maintenance margin; 0: when it is gone",
  }),
});

const riskClass = z.strictObject({
  populations: z
    .array(populationName())
    .optional()
    .meta({ description: "Populations whose accounts may be in the class; all of them unless given" }),
  share: fraction(0, 1)
    .default(1)
    .meta({ description: "Part of their accounts that is in the class, drawn at the start" }),
  initial: z.number().min(1).max(5).default(1.1).meta({
    description: "Times the initial rate (CFTC rule 39.13 asks for more of heightened risk; CME's 110% by its notices)",
  }),
  maintenance: z.number().min(1).max(5).default(1).meta({ description: "Times the maintenance rate" }),
});

const positionLimit = z.strictObject({
  from: instant().meta({ description: "From then on no order may lead beyond the limit" }),
  lots: count().meta({ description: "Most lots, long or short, that one member may hold" }),
  deadline: instant().meta({ description: "What lies beyond the limit then is closed by force" }),
  populations: z
    .array(populationName())
    .optional()
    .meta({ description: "Populations that it binds; all of them unless given" }),
});

/** One venue's clearing. */
export const venueClearingConfig = z.strictObject({
  margin: marginPolicyConfig
    .default({ kind: "fixed", maintenance: 0.1, ratio: 1.1 })
    .meta({ description: "How margin rates are set" }),
  notice: duration().optional().meta({
    description: "Dated margin steps take effect this long after their announcement, instead of at their own date",
  }),
  brokers: z
    .array(broker)
    .min(1)
    .max(250)
    .prefault([{ share: 0.7 }, { share: 0.3, call: {} }])
    .meta({ description: "Classes of brokers; each account belongs to one, drawn by their shares" }),
  riskClasses: z.array(riskClass).max(20).optional().meta({
    description: "Accounts of heightened risk, of which more is asked; an account is in the first class that takes it",
  }),
  endOfDay: z.enum(["initial", "maintenance"]).default("maintenance").meta({
    description:
      "Accounts below this margin at the daily settlement are called (the Chinese rule is initial: funds before the next open)",
  }),
  liquidation: liquidationConfig.prefault({}).meta({ description: "How the desk closes accounts" }),
  waterfall: waterfallConfig.prefault({}).meta({ description: "Who bears what a defaulter owes, and in which order" }),
  positionLimits: z.array(positionLimit).default([]).meta({ description: "Dated limits on what one member may hold" }),
  forcedLiquidation: z
    .boolean()
    .default(true)
    .meta({ description: "Off: breaches are counted, but nobody is called or sold out" }),
  marginCalls: z
    .boolean()
    .default(true)
    .meta({ description: "Off: no broker calls; every breach is sold out after its grace" }),
  lossCalls: z.boolean().default(true).meta({
    description:
      "Off: losses are forborne. Only an account that a raise of margin has put in breach is called or sold out (the margin spiral alone)",
  }),
  marginChanges: z.boolean().default(true).meta({
    description:
      "Off: margin rates stay where they stand; no dated step, model or shock moves them (the loss spiral alone)",
  }),
  enforceLimits: z.boolean().default(true).meta({
    description: "Off: position limits bind nobody, and nothing that lies beyond them is closed by force",
  }),
});
export type VenueClearingConfig = z.output<typeof venueClearingConfig>;

/** Clearing of a scenario, by venue; a venue that is not named is cleared by the defaults. */
export const clearingConfig = z.record(z.string(), venueClearingConfig);
export type ClearingConfig = z.output<typeof clearingConfig>;
