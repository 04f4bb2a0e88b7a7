/** What a scenario says of its calibration: which of its values are free, within what bounds, and on which seeds. */
import { z } from "zod";
import { count, duration } from "../core/quantity.ts";

const bound = () => z.union([z.number(), duration()]);

const freeParameter = z
  .strictObject({
    min: bound().meta({ description: "least value that is tried" }),
    max: bound().meta({ description: "greatest value that is tried" }),
    scale: z
      .enum(["linear", "log"])
      .default("linear")
      .meta({ description: "log: equal ratios count as equal steps; for what is unknown by a factor" }),
    reason: z.string().min(1).meta({ description: "why it is free, and why within these bounds" }),
  })
  .meta({ description: "a value that is calibrated" });

export const calibrationConfig = z
  .strictObject({
    free: z.record(z.string(), freeParameter).meta({
      description: "values that are calibrated, by path as `--set` takes it; each begins at what the scenario says",
    }),
    figures: z
      .array(z.string())
      .min(1)
      .optional()
      .meta({ description: "keys of the reported figures that are fitted; every one that counts unless given" }),
    seeds: count()
      .min(1)
      .default(8)
      .meta({ description: "runs of every point tried, on the same seeds (common random numbers)" }),
    firstSeed: count()
      .default(1)
      .meta({ description: "seed of the first of them; the next ones count up. None may be one of `validation`'s" }),
    evaluations: count().min(1).default(200).meta({ description: "points that are tried" }),
    seed: count().default(1).meta({ description: "seed of the search itself" }),
  })
  .meta({ description: "how `stampede calibrate` chooses the free values" });

export type CalibrationConfig = z.output<typeof calibrationConfig>;
