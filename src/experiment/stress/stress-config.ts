/** What a stress file may hold. */
import { z } from "zod";
import { count, fraction, positive } from "../../core/quantity.ts";
import {
  headKeys,
  measureKeys,
  policyConfig,
  scalesConfig,
  scenarioConfig,
  seedsConfig,
  words,
} from "./study-config.ts";

const reverse = z
  .strictObject({
    policy: z
      .string()
      .optional()
      .meta({ description: "policy that is stressed in reverse; the first of them unless given" }),
    multipliers: z.array(positive().max(100)).min(1).meta({ description: "sizes of the shock, as multiples, rising" }),
    scales: scalesConfig(),
    defaults: z
      .array(count())
      .min(1)
      .meta({ description: "how many of the largest accounts stop paying when the stress begins, rising" }),
    side: z.enum(["long", "short", "both"]).default("long").meta({
      description: "whose accounts those are: the largest longs, the largest shorts, or the largest of all",
    }),
    seeds: seedsConfig().default(1).meta({ description: "seeds of each cell of the grid" }),
  })
  .meta({ description: "the smallest shock and number of defaults that exhausts each layer of the default waterfall" });

const sensitivity = z
  .strictObject({
    policy: z.string().optional().meta({ description: "policy that holds; the first of them unless given" }),
    vary: z
      .record(
        z.string(),
        z.strictObject({
          title: z.string().default("").meta({ description: "what reports call it; its path unless given" }),
          low: z.unknown().meta({ description: "its low value" }),
          high: z.unknown().meta({ description: "its high value" }),
        }),
      )
      .meta({
        description: "assumptions by their path in the scenario, each at two values while the others are as they are",
      }),
    seeds: seedsConfig().default(1).meta({ description: "seeds of each value" }),
  })
  .meta({
    description: "how much the figures hang on single assumptions: leverage, depth, notice, deadlines, crowding",
  });

const impulse = z
  .strictObject({
    volatility: fraction(0.0001, 0.5).optional().meta({
      description:
        "standard deviation of daily returns before the step; that of the venue's history unless given, 2% where that says none",
    }),
    factor: positive().min(0.1).max(20).default(2).meta({ description: "what the step multiplies it by" }),
    days: count().min(1).max(500).default(60).meta({ description: "settlements that margin is followed for" }),
    paths: count().min(1).max(10_000).default(200).meta({ description: "made-up paths of prices" }),
  })
  .prefault({})
  .meta({ description: "how the margin of each policy answers to a step of volatility, on made-up prices" });

/** A whole stress file. */
export const stressSchema = z
  .strictObject({
    ...headKeys(),
    scenarios: z
      .record(words(), scenarioConfig)
      .default({})
      .meta({ description: "stresses by name; the scenario as it is unless given" }),
    policies: z
      .record(words(), policyConfig)
      .meta({ description: "policies by name; the others are compared with the first" }),
    seeds: seedsConfig()
      .default(1)
      .meta({ description: "seeds of each policy in each stress: how many (1, 2, 3, …), or a list of seeds" }),
    coverage: z
      .strictObject({
        confidence: fraction(0.5, 0.9999)
          .prefault("99%")
          .meta({ description: "part of losses that margin is to cover" }),
        holding: count().min(1).max(30).default(1).meta({ description: "trading days over which losses are counted" }),
      })
      .prefault({})
      .meta({ description: "what margin is held against" }),
    ...measureKeys(),
    impulse,
    reverse: reverse.optional(),
    sensitivity: sensitivity.optional(),
  })
  .meta({ title: "Stampede stress study" });

export type StressConfig = z.output<typeof stressSchema>;
export type ReverseConfig = z.output<typeof reverse>;
