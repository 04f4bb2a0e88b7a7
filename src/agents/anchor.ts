/** What a price elsewhere means here: consensus value, or another venue's price in this venue's money and unit. */
import { z } from "zod";
import { venueName } from "../core/quantity.ts";
import { GRAMS_PER_OUNCE } from "./metal-units.ts";
import type { PopulationContext, View } from "./population.ts";

const OUNCES_PER_KG = 1000 / GRAMS_PER_OUNCE;

export const anchorConfig = z.discriminatedUnion("to", [
  z.strictObject({
    to: z.literal("fair-value").meta({ description: "the consensus fair value of silver" }),
    early: z.boolean().default(false).meta({
      description: "the informed: they see all that has leaked or come out before the consensus has taken it in",
    }),
  }),
  z.strictObject({
    to: z.literal("venue").meta({ description: "another silver venue's price, through the exchange rate" }),
    venue: venueName(),
    basis: z
      .number()
      .default(0)
      .meta({ description: "usual log premium of this venue over that one (taxes, freight)" }),
  }),
  z.strictObject({
    to: z.literal("etf-value").meta({ description: "the ETF's metal per share at another venue's price" }),
    venue: venueName(),
  }),
  z.strictObject({ to: z.literal("own-price").meta({ description: "nothing but the venue's own price" }) }),
]);
export type AnchorConfig = z.output<typeof anchorConfig>;

/** Computes the anchor of one venue, in its ticks. */
export class Anchor {
  private readonly config: AnchorConfig;
  private readonly venue: number;
  private readonly other: number;

  constructor(config: AnchorConfig, venue: number, context: PopulationContext) {
    this.config = config;
    this.venue = venue;
    this.other = "venue" in config ? context.venue(config.venue) : venue;
  }

  /** The anchor now, in ticks of the venue (not rounded). Fair value includes the premium for metal that is short. */
  ticks(view: View): number {
    const venue = view.venues[this.venue];
    const { assets } = view;
    switch (this.config.to) {
      case "fair-value":
        return (
          (this.convert(this.config.early ? assets.early() : assets.fairValue, "USD", "oz", view) *
            Math.exp(assets.metal.premium)) /
          venue.tick
        );
      case "venue": {
        const other = view.venues[this.other];
        return (this.convert(other.mid(), other.currency, other.unit, view) * Math.exp(this.config.basis)) / venue.tick;
      }
      case "etf-value":
        return (assets.trust.ouncesPerShare * view.venues[this.other].mid()) / venue.tick;
      case "own-price":
        return venue.midTicks();
    }
  }

  private convert(price: number, currency: string, unit: string, view: View): number {
    const venue = view.venues[this.venue];
    let p = price;
    if (unit !== venue.unit) p *= unit === "oz" ? OUNCES_PER_KG : 1 / OUNCES_PER_KG;
    if (currency !== venue.currency) p *= currency === "USD" ? view.assets.fx : 1 / view.assets.fx;
    return p;
  }
}
