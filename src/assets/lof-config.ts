/** What a scenario says of the LOF. */
import { z } from "zod";
import { count, duration, fraction, nonNegative, positive, timeOfDay, venueName } from "../core/quantity.ts";

export const fundConfig = z
  .strictObject({
    venue: venueName().meta({ description: "where the fund's shares trade" }),
    futures: venueName().meta({ description: "where the fund holds its futures" }),
    international: venueName().meta({ description: "the venue whose price moves the value under the fair-value rule" }),
    nav: positive().meta({ description: "net asset value per share last published before the run" }),
    publish: timeOfDay().prefault("22:00").meta({ description: "local time at which the day's value is published" }),
    rule: z.enum(["settlement", "fair-value"]).default("settlement").meta({
      description: "valuation of the futures: the exchange's settlement, or moved with the international price",
    }),
    open: z.boolean().default(true).meta({ description: "whether subscriptions are open when the run starts" }),
    cap: positive().optional().meta({ description: "most that one investor may subscribe a day; no cap if not given" }),
    fee: fraction().default(0.0008).meta({ description: "subscription fee, kept by the fund" }),
    redemptionFee: fraction()
      .default(0.005)
      .meta({ description: "redemption fee, kept by the fund (1.5% within a week, 0.5% after)" }),
    delivery: count().max(10).default(2).meta({ description: "trading days from order to shares (T+2)" }),
    payment: count().max(10).default(2).meta({ description: "trading days from redemption to money (T+2)" }),
    distrust: nonNegative().default(4).meta({
      description: "confidence lost per 1 of log difference between the value published and the one expected",
    }),
    healing: duration().prefault("20d").meta({ description: "time in which lost confidence falls to 1/e" }),
  })
  .meta({ description: "a listed open-ended fund that holds futures" });

export type FundConfig = z.output<typeof fundConfig>;
/** How the futures are valued. */
export type ValuationRule = FundConfig["rule"];
