/** What a sweep file may hold. */
import { z } from "zod";
import { instant } from "../../core/quantity.ts";
import { DISTRIBUTIONS } from "../design/quantile.ts";
import { designMethods } from "../design/registry.ts";

/** Tables that a run leaves, which a sweep may keep. */
export const SERIES_TABLES = [
  "venues",
  "world",
  "flows",
  "liquidations",
  "kill-matrix",
  "events",
  "waterfalls",
  "waterfall-payments",
  "calls",
  "positions",
  "warnings",
  "ladder",
  "kills",
  "forced-impact",
  "cascade-edges",
  "cascade-generations",
  "cascade-branching",
  "outline",
] as const;

const methodNames = designMethods.map((method) => method.name);

const designConfig = z
  .strictObject({
    method: z.enum(methodNames as [string, ...string[]]).meta({
      description: `how points are chosen. ${designMethods.map((m) => `${m.name}: ${m.about}`).join("; ")}`,
    }),
    samples: z.number().int().positive().max(10_000_000).optional().meta({
      description: "how many points, blocks (saltelli) or trajectories (morris); grid and list take none",
    }),
    seed: z
      .number()
      .int()
      .nonnegative()
      .default(1)
      .meta({ description: "seed of the design's own random numbers: another one chooses other points" }),
    points: z
      .array(z.record(z.string(), z.unknown()))
      .min(1)
      .optional()
      .meta({ description: "for list: the points one by one, each a map of paths and values" }),
  })
  .meta({ description: "how the points of the sweep are chosen" });

const end = () => z.union([z.number(), z.string()]).optional();

/** One parameter: a range, listed values or an expression. */
export const parameterConfig = z
  .strictObject({
    min: end().meta({ description: "lower end of a range: a number, percentage, duration or moment" }),
    max: end().meta({ description: "upper end of the range" }),
    distribution: z
      .enum(DISTRIBUTIONS)
      .optional()
      .meta({ description: "how a range is filled, uniform unless given; integer: whole numbers, both ends included" }),
    mean: end().meta({ description: "normal: its mean" }),
    median: end().meta({ description: "lognormal: its median" }),
    mode: end().meta({ description: "triangular: the likeliest value" }),
    sd: end().meta({ description: "standard deviation (normal), or that of the natural logarithm (lognormal)" }),
    levels: z
      .number()
      .int()
      .min(2)
      .max(10_000)
      .optional()
      .meta({ description: "for a grid: how many values it takes from the range" }),
    values: z
      .array(z.unknown())
      .min(1)
      .optional()
      .meta({ description: "instead of a range: values in turn, whatever the scenario may hold there" }),
    expression: z.string().optional().meta({
      description: "instead: computed from other parameters by the names that they give themselves with `as`",
    }),
    as: z.string().optional().meta({ description: "short name of this parameter, for expressions" }),
  })
  .meta({ description: "a range (min and max), listed values, or an expression over other parameters" });

export type ParameterConfig = z.output<typeof parameterConfig>;

const seedNumber = () => z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);

const seriesConfig = z.union([
  z.array(z.enum(SERIES_TABLES)).min(1),
  z.strictObject({
    tables: z.array(z.enum(SERIES_TABLES)).min(1).meta({ description: "tables to keep of each run" }),
    points: z
      .array(z.number().int().nonnegative())
      .min(1)
      .optional()
      .meta({ description: "numbers of the points (from 0) whose runs are kept; all unless given" }),
  }),
]);

/** A whole sweep file. */
export const sweepSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]*$/, "expected small letters, digits and hyphens")
      .optional()
      .meta({ description: "name of the sweep and of its store; the file's own unless given" }),
    base: z.string().min(1).meta({ description: "the scenario that is varied, relative to this file" }),
    set: z
      .record(z.string(), z.unknown())
      .default({})
      .meta({ description: "values by path that hold at every point, as --set gives them" }),
    without: z
      .array(z.string())
      .default([])
      .meta({ description: "mechanisms of the scenario that are off at every point" }),
    design: designConfig,
    parameters: z
      .record(z.string(), parameterConfig)
      .default({})
      .meta({ description: "what is varied, by its path in the scenario: clearing.comex.margin.initial" }),
    seeds: z
      .union([seedNumber().min(1).max(1_000_000), z.array(seedNumber()).min(1)])
      .default(1)
      .meta({ description: "seeds of each point: how many (1, 2, 3, …), or a list of seeds" }),
    randomNumbers: z.enum(["common", "independent"]).default("common").meta({
      description:
        "common: every point meets the same seeds, so that points differ by their parameters alone; independent: each point has seeds of its own",
    }),
    metrics: z
      .array(z.string())
      .min(1)
      .optional()
      .meta({ description: "figures of the summary to keep, such as comex.fall; every one unless given" }),
    series: seriesConfig
      .optional()
      .meta({ description: "tables to keep of the runs, beside their summaries; none unless given" }),
    fork: z
      .union([z.literal("none"), instant()])
      .optional()
      .meta({
        description:
          "moment up to which the runs of a seed share one run-up of the base: parameters take effect then. Found from the parameters unless given; none: nothing is shared",
      }),
  })
  .meta({ title: "Stampede sweep" });

export type SweepConfig = z.output<typeof sweepSchema>;
