/** What a scenario is: the engine's own part, and the parts that venues, clearing, assets, populations and shocks bring. */
import { z } from "zod";
import { type PopulationConfig, populationConfig } from "../agents/registry.ts";
import { assetsConfig } from "../assets/config.ts";
import { type VenueClearingConfig, venueClearingConfig } from "../clearing/config.ts";
import { ATTRIBUTION_RULES } from "../core/attribution-rule.ts";
import { day, fraction, positive, venueName } from "../core/quantity.ts";
import { venueConfig } from "../market/index.ts";
import { calibrationConfig } from "./calibration-config.ts";
import { clockConfig } from "./clock.ts";
import { checkMargins } from "./margin-check.ts";
import { type ReportedEntry, reportedFigure, validationConfig } from "./reported-config.ts";
import { type ShockConfig, shockConfig } from "./shocks/registry.ts";

const clearingBlock = z
  .object({
    roundsPerMinute: positive().default(3).meta({
      description: "rounds of clearing and of fast populations per simulated minute while forced orders appear",
    }),
  })
  .catchall(venueClearingConfig)
  .meta({ description: "how each venue is cleared; a venue that is not named is cleared by the defaults" });

const recordConfig = z.strictObject({
  attribution: z.enum(ATTRIBUTION_RULES).default("volume").meta({
    description:
      "how a price change is shared among those who traded: by signed aggressive volume, by the Shapley value of their flows against the book as the round began, or not at all (no kill matrix, no tree)",
  }),
  trades: z.boolean().default(false).meta({ description: "keep every trade (trades.parquet)" }),
  depthWithin: fraction(0.0001, 0.5)
    .prefault("1%")
    .meta({ description: "depth is counted within this fraction of the best price" }),
});

/** A whole scenario. */
export const scenarioSchema = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "expected small letters, digits and hyphens"),
    title: z.string().default("").meta({ description: "one line for the report's head" }),
    subject: z.string().default("").meta({ description: "what is traded, as a title calls it: silver" }),
    seed: z.number().int().nonnegative().default(1),
    main: venueName().meta({
      reference: "venue",
      description: "the venue that titles, indicators and the twin speak of",
    }),
    fund: venueName().optional().meta({ reference: "venue", description: "the venue where the fund's shares trade" }),
    crashDay: day().optional().meta({
      description: "trading day of the main venue that the summary calls the crash; its worst day unless given",
    }),
    clock: clockConfig,
    venues: z.record(z.string(), venueConfig),
    clearing: clearingBlock.prefault({}),
    assets: assetsConfig,
    populations: z.record(z.string(), populationConfig),
    shocks: z.array(shockConfig).default([]),
    mechanisms: z
      .record(z.string(), z.string())
      .default({})
      .meta({ description: "what `--without` can switch off, and what that is" }),
    without: z
      .array(z.string().meta({ reference: "mechanism" }))
      .default([])
      .meta({ description: "mechanisms that are switched off" }),
    twin: z
      .string()
      .meta({ reference: "mechanism" })
      .optional()
      .meta({ description: "the mechanism that a run's twin goes without" }),
    record: recordConfig.prefault({}),
    reported: z
      .array(reportedFigure)
      .default([])
      .meta({ description: "what really happened, to stand beside what is simulated" }),
    validation: validationConfig.prefault({}),
    calibration: calibrationConfig.optional(),
  })
  .meta({ title: "Stampede scenario" });

type Parsed = z.output<typeof scenarioSchema>;
/** Clearing of a run: the rounds, and each venue's clearing by name. */
export type ClearingBlock = { readonly roundsPerMinute: number } & { readonly [venue: string]: VenueClearingConfig };
/** A checked scenario with all its defaults in place. */
export type Scenario = Omit<Parsed, "clearing" | "populations" | "shocks" | "reported"> & {
  readonly clearing: ClearingBlock;
  readonly populations: Readonly<Record<string, PopulationConfig>>;
  readonly shocks: readonly ShockConfig[];
  readonly reported: readonly ReportedEntry[];
};

/** Names that code knows as mechanisms: populations and clearing ask for them. */
export const BUILT_IN_MECHANISMS = [
  "forced-liquidation",
  "stops",
  "momentum",
  "market-maker-withdrawal",
  "leveraged-etf",
  "herding",
] as const;

type Report = (path: readonly (string | number)[] | string, message: string) => void;

/** Everything in a scenario that names the mechanism that it belongs to. */
function mechanismUses(
  scenario: Pick<Scenario, "shocks" | "populations" | "clearing">,
): { path: (string | number)[]; mechanism: string }[] {
  const { shocks, populations, clearing } = scenario;
  const { roundsPerMinute: _, ...venues } = clearing;
  const margins = Object.entries(venues as Record<string, VenueClearingConfig>).map(([name, { margin }]) => ({
    path: ["clearing", name, "margin", "mechanism"],
    mechanism: margin.kind === "schedule" ? margin.mechanism : undefined,
  }));
  const uses = [
    ...shocks.map(({ mechanism }, i) => ({ path: ["shocks", i, "mechanism"], mechanism })),
    ...Object.entries(populations).map(([name, { mechanism }]) => ({
      path: ["populations", name, "mechanism"],
      mechanism,
    })),
    ...margins,
  ];
  return uses.flatMap(({ path, mechanism }) => (mechanism === undefined ? [] : [{ path, mechanism }]));
}

/** Mechanisms that something belongs to: the model's own, and all that a shock, a population or a margin schedule names. */
export const usedMechanisms = (scenario: Pick<Scenario, "shocks" | "populations" | "clearing">): ReadonlySet<string> =>
  new Set([...BUILT_IN_MECHANISMS, ...mechanismUses(scenario).map(({ mechanism }) => mechanism)]);

/** What a schema cannot say. */
export const scenarioChecks: readonly ((scenario: Parsed, report: Report) => void)[] = [
  ({ clock }, report) => {
    if (clock.end <= clock.start) report("clock.end", "the clock must end after it starts");
  },
  ({ clearing, venues }, report) => {
    for (const name of Object.keys(clearing)) {
      if (name !== "roundsPerMinute" && !(name in venues)) {
        report(["clearing", name], `there is no venue "${name}"; expected one of ${Object.keys(venues).join(", ")}`);
      }
    }
  },
  (scenario, report) => checkMargins(scenario as unknown as Scenario, report),
  ({ shocks }, report) => {
    const names = new Set<string>();
    (shocks as unknown as ShockConfig[]).forEach((shock, i) => {
      const dated = [shock.at, shock.offset, shock.after, shock.when].filter((x) => x !== undefined);
      if (dated.length !== 1) report(["shocks", i], "give exactly one of at, offset, after, when");
      if (shock.after && !names.has(shock.after.shock))
        report(["shocks", i, "after", "shock"], `no earlier shock is called "${shock.after.shock}"`);
      if (shock.name !== undefined) names.add(shock.name);
    });
  },
  (parsed, report) => {
    const { mechanisms } = parsed;
    const scenario = parsed as unknown as Scenario;
    const used = usedMechanisms(scenario);
    for (const name of Object.keys(mechanisms)) {
      if (!used.has(name))
        report(
          ["mechanisms", name],
          "nothing belongs to this mechanism: no shock, population or margin schedule names it, and it is none of the model's own",
        );
    }
    for (const { path, mechanism } of mechanismUses(scenario)) {
      if (!(mechanism in mechanisms)) {
        report(path, `there is no mechanism "${mechanism}"; expected one of ${Object.keys(mechanisms).join(", ")}`);
      }
    }
  },
];
