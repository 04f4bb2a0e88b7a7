/** What the files of studies of margin policies say alike. */
import { z } from "zod";
import { duration, fraction, instant, populationName, positive, venueName } from "../../core/quantity.ts";

/** A name of a study, a policy, an objective. */
export const words = () => z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "expected small letters, digits and hyphens");

const values = () =>
  z
    .record(z.string(), z.unknown())
    .default({})
    .meta({ description: "values by path in the scenario, as --set gives them" });

export const scalesConfig = () =>
  z
    .array(z.number().int().nonnegative())
    .min(1)
    .optional()
    .meta({ description: "shocks that the multiplier scales, by their position in the scenario's list (from 0)" });

export const scenarioConfig = z
  .strictObject({
    title: z.string().default("").meta({ description: "what reports call it; its name unless given" }),
    multiplier: positive().max(100).default(1).meta({
      description: "the size of news is multiplied by this: of all that is due from `shock` on, or of `scales` alone",
    }),
    scales: scalesConfig(),
    set: values(),
  })
  .meta({ description: "a stress: the scenario's shocks larger or smaller, or other values" });

export const policyConfig = z
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

/** What is studied, and the moments that matter. */
export const headKeys = () => ({
  name: words().optional().meta({ description: "name of the study and of its directory; the file's own unless given" }),
  title: z.string().default("").meta({ description: "the study's question, for the head of its report" }),
  base: z.string().min(1).meta({ description: "the scenario that is stressed, relative to this file" }),
  set: values(),
  without: z.array(z.string()).default([]).meta({ description: "mechanisms of the scenario that are off throughout" }),
  venue: venueName().optional().meta({ description: "the venue whose policy is studied; the main one unless given" }),
  fork: instant().meta({
    description:
      "moment up to which the runs of a seed share one run-up of the base; policies and stresses hold from it",
  }),
  shock: instant().meta({ description: "moment at which the stress begins: falls are measured from the price then" }),
  until: instant()
    .optional()
    .meta({ description: "runs stop before this moment; at the end of the scenario's clock unless given" }),
});

/** By what runs are measured. */
export const measureKeys = () => ({
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
});

const studyKeys = z.strictObject({ ...headKeys(), ...measureKeys(), seeds: seedsConfig().default(1) });
export type StudyKeys = z.output<typeof studyKeys>;
export type StressScenarioConfig = z.output<typeof scenarioConfig>;
export type StressPolicyConfig = z.output<typeof policyConfig>;
