/** What an optimise file may hold. */
import { z } from "zod";
import { count, duration, fraction, nonNegative, positive } from "../../core/quantity.ts";
import { headKeys, measureKeys, policyConfig, scenarioConfig, seedsConfig, words } from "../stress/study-config.ts";

const bound = () => z.union([z.number(), duration()]);

export const parameterConfig = z
  .strictObject({
    min: bound().meta({ description: "least value that is tried" }),
    max: bound().meta({ description: "greatest value that is tried" }),
    scale: z
      .enum(["linear", "log"])
      .default("linear")
      .meta({ description: "log: equal ratios count as equal steps; for what is unknown by a factor" }),
  })
  .meta({ description: "a value of the policy that the search may choose; it begins at what the policy says" });

/** How a figure of a run is named or computed, and how the seeds' values become one. */
const measured = () => ({
  title: z.string().default("").meta({ description: "what reports call it; its name unless given" }),
  value: z.string().min(1).meta({
    description: "a figure of a run by its key (margin.mean), or an expression over short names (=1 - breaches / days)",
  }),
  over: z
    .union([z.enum(["mean", "median"]), fraction()])
    .default("mean")
    .meta({ description: "how the seeds' values become one: mean, median, or their quantile at a share (95%)" }),
  unit: z.string().default("").meta({ description: "what people read after the number; % for fractions" }),
});

const objective = z
  .strictObject({
    ...measured(),
    goal: z.enum(["minimise", "maximise"]).default("minimise").meta({ description: "which way is better" }),
    weight: nonNegative().default(1).meta({
      description: "weight in the sum that the search makes small; 0: kept for the Pareto front alone",
    }),
    scale: positive().optional().meta({
      description: "what counts as one of it in that sum; its own size at the start unless given (1 where that is 0)",
    }),
  })
  .meta({ description: "something to be made small or large" });

const constraint = z
  .strictObject({
    ...measured(),
    min: z.number().optional().meta({ description: "least value that is accepted" }),
    max: z.number().optional().meta({ description: "greatest value that is accepted" }),
  })
  .meta({ description: "something that a policy must keep to, whatever it costs" });

const shortName = () =>
  z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "expected letters, digits and _, beginning with a letter");

/** A whole optimise file. */
export const optimiseSchema = z
  .strictObject({
    ...headKeys(),
    stress: scenarioConfig
      .prefault({})
      .meta({ description: "the stress that the policy is to stand; the scenario as it is unless given" }),
    policy: policyConfig
      .prefault({})
      .meta({ description: "the policy that is tuned: what it changes from the fork on, before its parameters" }),
    parameters: z
      .record(z.string(), parameterConfig)
      .meta({ description: "what the search may choose, by path in the scenario: clearing.comex.margin.maintenance" }),
    figures: z
      .record(shortName(), z.string())
      .default({})
      .meta({ description: "short names for expressions, each of a figure of a run: breaches: coverage.breaches" }),
    objectives: z.record(words(), objective).meta({ description: "what is to be made small or large, by name" }),
    constraints: z.record(words(), constraint).default({}).meta({
      description: "what must hold, by name: a point that misses one comes after every point that misses none",
    }),
    seeds: seedsConfig()
      .default(4)
      .meta({ description: "seeds of every point (common random numbers): how many (1, 2, 3, …), or a list of seeds" }),
    confirm: count().max(10_000).optional().meta({
      description:
        "seeds beyond those, on which the start and the best point are run again when the search is over; as many as `seeds` unless given, 0: none",
    }),
    evaluations: count().min(1).default(100).meta({ description: "points that are tried" }),
    searchSeed: count().default(1).meta({ description: "seed of the search itself" }),
    ...measureKeys(),
  })
  .meta({ title: "Stampede policy optimisation" });

export type OptimiseConfig = z.output<typeof optimiseSchema>;
