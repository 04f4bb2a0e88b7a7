/** What a stress file may hold. */
import { z } from "zod";
import { count, duration, fraction, instant, populationName, positive, venueName } from "../../core/quantity.ts";

const words = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "expected small letters, digits and hyphens");

const values = () =>
  z
    .record(z.string(), z.unknown())
    .default({})
    .meta({ description: "values by path in the scenario, as --set gives them" });

const scenario = z
  .strictObject({
    title: z.string().default("").meta({ description: "what reports call it; its name unless given" }),
    multiplier: positive().max(100).default(1).meta({
      description: "the size of news is multiplied by this: of all that is due from `shock` on, or of `scales` alone",
    }),
    scales: z
      .array(z.number().int().nonnegative())
      .min(1)
      .optional()
      .meta({ description: "shocks that the multiplier scales, by their position in the scenario's list (from 0)" }),
    set: values(),
  })
  .meta({ description: "a stress: the scenario's shocks larger or smaller, or other values" });

const policy = z
  .strictObject({
    title: z.string().default("").meta({ description: "what reports call it; its name unless given" }),
    clearing: z.record(z.string(), z.unknown()).default({}).meta({
      description:
        "keys of the venue's clearing that the policy sets, each whole: margin, notice, endOfDay, liquidation, marginCalls, positionLimits, …",
    }),
    set: values(),
  })
  .meta({ description: "a margin policy: what of clearing, of price limits and halts it changes from the fork on" });

const seedNumber = () => z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
export const seedsConfig = () => z.union([seedNumber().min(1).max(1_000_000), z.array(seedNumber()).min(1)]);

const reverse = z
  .strictObject({
    policy: z
      .string()
      .optional()
      .meta({ description: "policy that is stressed in reverse; the first of them unless given" }),
    multipliers: z.array(positive().max(100)).min(1).meta({ description: "sizes of the shock, as multiples, rising" }),
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

/** A whole stress file. */
export const stressSchema = z
  .strictObject({
    name: words.optional().meta({ description: "name of the study and of its directory; the file's own unless given" }),
    title: z.string().default("").meta({ description: "the study's question, for the head of its report" }),
    base: z.string().min(1).meta({ description: "the scenario that is stressed, relative to this file" }),
    set: values(),
    without: z
      .array(z.string())
      .default([])
      .meta({ description: "mechanisms of the scenario that are off throughout" }),
    venue: venueName().optional().meta({ description: "the venue whose policy is studied; the main one unless given" }),
    fork: instant().meta({
      description:
        "moment up to which the runs of a seed share one run-up of the base; policies and stresses hold from it",
    }),
    shock: instant().meta({ description: "moment at which the stress begins: falls are measured from the price then" }),
    until: instant()
      .optional()
      .meta({ description: "runs stop before this moment; at the end of the scenario's clock unless given" }),
    scenarios: z
      .record(words, scenario)
      .default({})
      .meta({ description: "stresses by name; the scenario as it is unless given" }),
    policies: z.record(words, policy).meta({ description: "policies by name; the others are compared with the first" }),
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
    gainers: z.array(populationName()).min(1).optional().meta({
      description: "populations whose earnings are told; those that are short when the stress begins unless given",
    }),
    volatility: z
      .strictObject({
        memory: fraction(0.5, 0.999).default(0.97).meta({ description: "weight of the day before (lambda)" }),
      })
      .prefault({})
      .meta({
        description: "volatility against which responsiveness is measured: exponentially weighted daily returns",
      }),
    wave: duration()
      .prefault("15m")
      .meta({ description: "forced flow that pauses for longer than this begins a new wave" }),
    reverse: reverse.optional(),
  })
  .meta({ title: "Stampede stress study" });

export type StressConfig = z.output<typeof stressSchema>;
export type StressScenarioConfig = z.output<typeof scenario>;
export type StressPolicyConfig = z.output<typeof policy>;
export type ReverseConfig = z.output<typeof reverse>;
