/** What a scenario says of a venue. */
import { z } from "zod";
import { count, fraction, instant, positive, timeOfDay } from "../core/quantity.ts";
import { ruleConfig } from "./rules/registry.ts";
import { timetableConfig } from "./timetable-config.ts";

const pastStretch = z.strictObject({
  days: count().min(1).meta({ description: "trading days" }),
  from: positive().meta({ description: "settlement of the first of them" }),
  to: positive().meta({ description: "settlement of the last of them; those between lie on a geometric path" }),
  volatility: fraction(0, 0.5).optional().meta({
    description:
      "standard deviation of a day's return about that path, for models that look at returns: a bridge from the first to the last, the same in every run; smooth unless given",
  }),
});

/** A venue's configuration. */
export const venueConfig = z
  .strictObject({
    ...timetableConfig,
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, "expected an ISO 4217 code such as USD")
      .meta({ description: "ISO 4217 code of the currency that prices are in", examples: ["USD", "CNY"] }),
    unit: z.string().min(1).meta({ description: 'what a price is for, such as "oz", "kg" or "share"' }),
    tick: positive().meta({ description: "smallest price step, in currency per unit" }),
    multiplier: positive().meta({ description: "units per lot: 5000 oz, 15 kg, 100 shares" }),
    price: positive().meta({ description: "price when the run starts" }),
    volatility: fraction(0.001, 5).default(0.03).meta({
      description: "standard deviation of a trading day's return when the run starts, a fraction; later measured",
    }),
    settles: z.enum(["futures", "cash"]).default("futures").meta({
      description: "futures: margined and marked to market daily; cash: fully paid shares",
    }),
    resale: count().max(30).default(0).meta({
      description: "trading days after which a bought share may be sold (1: T+1); 0: at once",
    }),
    dayOrders: z
      .boolean()
      .default(true)
      .meta({ description: "whether what rests in the book is cancelled when the trading day ends" }),
    selfTrade: z.enum(["none", "cancel-resting", "cancel-incoming"]).default("cancel-resting").meta({
      description: "what happens when an order would trade with one of the same owner",
    }),
    activity: z
      .array(z.tuple([timeOfDay(), z.number().nonnegative()]))
      .default([])
      .meta({
        description:
          "how busy the clock time is: [local time, level] knots joined by straight lines and around midnight; 1 is the mean level; flat 1 when empty",
      }),
    history: z
      .union([z.array(z.union([positive(), pastStretch])), pastStretch])
      .default([])
      .meta({
        description:
          "daily settlements before the run, oldest first: prices or stretches {days, from, to}; the last of them is the settlement that the first day's limits start from (`price` when empty)",
      }),
    rules: z.array(ruleConfig).default([]).meta({ description: "trading rules beyond the sessions, by `kind`" }),
    limitsUntil: instant().optional().meta({
      description:
        "from this moment on there are no price limits and no halts on fast moves, whatever rules and shocks say",
    }),
  })
  .superRefine((config, context) => {
    const cents = config.tick * config.multiplier * 100;
    if (cents < 1 || Math.abs(cents - Math.round(cents)) > 1e-6 * cents)
      context.addIssue({
        code: "custom",
        path: ["tick"],
        message: `a tick of a lot must be worth whole cents, got ${cents} (tick x multiplier x 100)`,
      });
    if (Math.round(config.price / config.tick) < 1)
      context.addIssue({ code: "custom", path: ["price"], message: "expected a price of at least one tick" });
    for (let i = 1; i < config.activity.length; i++)
      if (config.activity[i][0] <= config.activity[i - 1][0])
        context.addIssue({ code: "custom", path: ["activity", i, 0], message: "expected times in rising order" });
    const limits = config.rules.filter((rule) => rule.kind === "daily-limit");
    if (limits.length > 1)
      context.addIssue({
        code: "custom",
        path: ["rules", config.rules.indexOf(limits[1])],
        message: "a venue has one daily-limit at most",
      });
  });

/** A venue's configuration, checked and with defaults filled in. */
export type VenueConfig = z.output<typeof venueConfig>;
