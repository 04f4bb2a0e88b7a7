/** What a scenario says of the event that it stands for: the figures that were reported, and how it is held against them. */
import { z } from "zod";
import type { Formula } from "../analysis/reported/formula.ts";
import { count, fraction } from "../core/quantity.ts";

export const reportedFigure = z
  .strictObject({
    key: z
      .string()
      .regex(/^[A-Za-z][\w.-]*$/, "expected letters, digits, points, hyphens and _, beginning with a letter")
      .meta({
        description: "key of the summary that simulates it, such as comex.fall; with `of`: a name of its own",
      }),
    label: z.string().meta({ description: "what it is, in a few words" }),
    value: z.number(),
    unit: z.string().meta({ description: '"%" for a fraction, else the unit itself (USD/oz, days)' }),
    low: z.number().nullable().default(null).meta({ description: "least simulated value that counts as agreement" }),
    high: z
      .number()
      .nullable()
      .default(null)
      .meta({ description: "greatest simulated value that counts as agreement" }),
    source: z.string().meta({ description: "who reported it" }),
    of: z.string().optional().meta({
      description:
        "expression over the run's series that simulates it (docs/validation.md), such as min(comex.close[2026-01-30]) / comex.settle[2026-01-29] - 1; the summary's figure `key` unless given",
    }),
    group: z.string().optional().meta({ description: "heading of tables that it stands under" }),
    input: z.boolean().default(false).meta({
      description: "it restates what this scenario is given (a margin rate, a halt): shown, and never counted",
    }),
  })
  .meta({ description: "a figure that was reported" });

/** A reported figure as the scenario holds it; its expression, read, is added when the scenario is loaded. */
export type ReportedEntry = z.output<typeof reportedFigure> & { readonly formula?: Formula };

export const validationConfig = z
  .strictObject({
    pass: fraction()
      .prefault("80%")
      .meta({ description: "share of the reported figures whose median must lie in its range" }),
    seeds: count().min(1).default(200).meta({ description: "runs that `stampede validate` makes" }),
    firstSeed: count().default(1001).meta({
      description: "seed of the first of them; the next ones count up. Those that parameters were chosen on are others",
    }),
    twin: z.string().meta({ reference: "mechanism" }).optional().meta({
      description: "mechanism that the twin runs go without; the scenario's `twin` unless given",
    }),
    twinSeeds: count().default(20).meta({ description: "twin runs, on the first of the seeds; 0: none" }),
  })
  .meta({ description: "how `stampede validate` holds the scenario against what was reported" });
