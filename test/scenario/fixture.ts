/** A small scenario schema with every construct that the real one uses, so that the loader is tested apart from it. */
import { z } from "zod";
import { distribution } from "../../src/core/distribution.ts";
import {
  count,
  duration,
  fraction,
  instant,
  nonNegative,
  populationName,
  positive,
  venueName,
} from "../../src/core/quantity.ts";
import type { ScenarioDefinition } from "../../src/scenario/compile.ts";
import { mathjsParser } from "../../src/scenario/mathjs.ts";
import { type ParseOptions, parseScenario } from "../../src/scenario/parse-scenario.ts";
import { ScenarioError } from "../../src/scenario/problem.ts";

const common = { members: count(), latency: duration().prefault("0s") };

const population = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("retail"),
    ...common,
    venue: venueName(),
    leverage: distribution.prefault(1),
    panic: fraction().default(0.1).meta({ description: "share that sells when the price falls" }),
  }),
  z.strictObject({
    kind: z.literal("market-makers"),
    ...common,
    venues: z.array(venueName()).min(1),
    spread: positive(),
    inventory: nonNegative().default(100),
  }),
]);

const shock = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("news"), at: instant().meta({ within: "clock" }), size: z.number() }),
  z.strictObject({
    kind: z.literal("fat-finger"),
    at: instant().meta({ within: "clock" }),
    population: populationName(),
  }),
]);

export const schema = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/, "expected lower-case letters, digits and hyphens"),
  title: z.string().optional(),
  limit: z.number().nullable().default(5),
  clock: z.strictObject({ start: instant(), end: instant(), step: duration().prefault("1m") }),
  seed: z.int().nonnegative().default(1),
  venues: z.record(
    z.string(),
    z
      .strictObject({ price: positive(), tick: positive(), currency: z.enum(["USD", "CNY"]).default("USD") })
      .refine(({ price, tick }) => price >= tick, { error: "expected a price of at least a tick", path: ["price"] }),
  ),
  clearing: z.partialRecord(venueName(), z.strictObject({ initial: fraction(), maintenance: fraction() })).default({}),
  populations: z.record(z.string(), population).default({}),
  shocks: z.array(shock).default([]),
  mechanisms: z.record(z.string(), z.string()).default({}),
  without: z.array(z.string().meta({ reference: "mechanism" })).default([]),
});

export const definition: ScenarioDefinition<typeof schema> = {
  schema,
  checks: [
    (scenario, report) => {
      for (const [name, rates] of Object.entries(scenario.clearing))
        if (rates !== undefined && rates.maintenance > rates.initial)
          report(["clearing", name, "maintenance"], "the maintenance margin is above the initial margin");
    },
  ],
};

/** A scenario that has nothing wrong with it. */
export const GOOD = `name: small
clock:
  start: 2026-01-29T09:00 America/New_York
  end: 2026-01-30T17:00 America/New_York
params:
  base: 100
  twice: "=2 * base"
venues:
  comex: { price: 110, tick: 0.005 }
clearing:
  comex: { initial: 11%, maintenance: 10% }
populations:
  retail:
    kind: retail
    members: "=twice"
    venue: comex
    leverage: { lognormal: [5, 50%] }
  makers:
    kind: market-makers
    members: 10
    venues: [comex]
    spread: =base / 50
shocks:
  - { kind: news, at: 2026-01-30T13:45-05:00, size: -0.1 }
mechanisms:
  stops: stop programs hold their orders
`;

type Options = Partial<ParseOptions<typeof schema>>;

export function read(text: string, options: Options = {}) {
  return parseScenario(text, { ...definition, file: "x.yaml", parser: mathjsParser, ...options });
}

/** The problems of a text, formatted; none when it is sound. */
export function problemsOf(text: string, options: Options = {}): string[] {
  try {
    read(text, options);
  } catch (error) {
    if (error instanceof ScenarioError) return error.format().split("\n");
    throw error;
  }
  return [];
}

/** GOOD with pieces replaced. Throws when a piece is not in it, so that no test passes by a misprint. */
export function edited(...edits: readonly (readonly [string, string])[]): string {
  let text = GOOD;
  for (const [from, to] of edits) {
    if (!text.includes(from)) throw new Error(`"${from}" is not in the sample`);
    text = text.replace(from, to);
  }
  return text;
}
